import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStacks, stackNames, synthesizeStacks } from './synthesized-stacks.ts';

let china: SynthesizedStacks;
let elsewhere: SynthesizedStacks;
beforeAll(async () => {
  china = await synthesizeStacks('cn-northwest-1');
  elsewhere = await synthesizeStacks('us-east-1');
});

const tracing = (stacks: SynthesizedStacks) => {
  const functions = stacks.ofType('AWS::Lambda::Function').map(({ Properties }) => Properties.TracingConfig);
  const machines = stacks
    .ofType('AWS::StepFunctions::StateMachine')
    .map((each) => each.Properties.TracingConfiguration);
  return [...new Set([...functions, ...machines].map((config) => JSON.stringify(config)))];
};

describe('A deployment', () => {
  it.each(stackNames)('to a China region names nothing of another partition in %s', (name) => {
    expect(china.text[name]).not.toContain('arn:aws:');
    expect(elsewhere.text[name]).not.toContain('aws-cn');
  });

  it('traces with X-Ray, but not in China, where Lambda has none', () => {
    expect(tracing(china)).toEqual([undefined, '{"Enabled":false}']);
    expect(JSON.stringify(china.resources)).not.toContain('xray:');
    expect(tracing(elsewhere)).toEqual(['{"Mode":"Active"}', '{"Enabled":true}']);
  });

  it('consists of resources that this machine can run too', () => {
    const types = [...new Set(china.resources.map(({ Type }) => Type))].sort();
    expect(types).toEqual([
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Authorizer',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Stage',
      'AWS::Backup::BackupPlan',
      'AWS::Backup::BackupSelection',
      'AWS::Backup::BackupVault',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Dashboard',
      'AWS::DynamoDB::GlobalTable',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::KMS::Alias',
      'AWS::KMS::Key',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
      'AWS::Logs::MetricFilter',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::SNS::Subscription',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::Scheduler::Schedule',
      'AWS::Scheduler::ScheduleGroup',
      'AWS::SecretsManager::Secret',
      'AWS::StepFunctions::StateMachine',
      'AWS::StepFunctions::StateMachineAlias',
      'AWS::StepFunctions::StateMachineVersion',
      'Custom::PolicyTables',
    ]);
  });

  it('publishes the policy tables after its function may write them, and again when one changes', () => {
    const [published] = china.ofType('Custom::PolicyTables');
    expect(published?.Properties).toMatchObject({
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^PublishPoliciesFunction/), 'Arn'] },
      Digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(published?.DependsOn).toContainEqual(expect.stringMatching(/^PublishPoliciesRoleDefaultPolicy/));
  });

  it('publishes them last of all that is deployed', () => {
    const [published] = china.ofType('Custom::PolicyTables');
    if (!published) throw new Error('nothing publishes the tables');
    const before = new Set([published.logicalId, ...published.DependsOn]);
    const beside = china.resources.filter(({ stack }) => stack === published.stack);
    // What a parameter may leave out can't be waited for: CloudFormation refuses a dependency on what isn't there.
    const late = beside.filter(
      ({ logicalId, Type, Condition }) => !before.has(logicalId) && Type !== 'AWS::CDK::Metadata' && !Condition,
    );
    expect(late.map(({ logicalId }) => logicalId)).toEqual([]);
    expect(china.waitsFor(published.stack).sort()).toEqual(
      stackNames.filter((name) => name !== published.stack).toSorted(),
    );
  });
});
