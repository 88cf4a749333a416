/** What AWS's services may do with our keys and functions: each only what it needs, and only for this account. */
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { statementsOfRole } from './permissions-of.ts';
import { type Resource, type SynthesizedStacks, synthesizeStacks } from './synthesized-stacks.ts';

let stacks: SynthesizedStacks;
beforeAll(async () => {
  stacks = await synthesizeStacks('cn-northwest-1');
});

const statementSchema = z.looseObject({
  Effect: z.string(),
  Principal: z.unknown(),
  Action: z.union([z.string(), z.array(z.string())]).transform((actions) => [actions].flat()),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const keySchema = z.object({ KeyPolicy: z.object({ Statement: z.array(statementSchema) }) });
const keyStatements = (key: Resource | undefined) => keySchema.parse(key?.Properties).KeyPolicy.Statement;

/** The key that a property names: in its own stack, or as what another stack exports. */
function keyBehind(property: unknown): Resource | undefined {
  const text = JSON.stringify(property);
  return stacks.ofType('AWS::KMS::Key').find(({ logicalId }) => text.includes(logicalId));
}

const allows = (key: Resource | undefined, service: string, action: string) =>
  keyStatements(key).filter(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' && JSON.stringify(Principal).includes(service) && Action.includes(action),
  );

describe('A key', () => {
  it('is given to nobody without a condition but to the account that has it', () => {
    for (const key of stacks.ofType('AWS::KMS::Key')) {
      const unconditional = keyStatements(key).filter(({ Condition }) => Condition === undefined);
      for (const { Principal } of unconditional) expect(JSON.stringify(Principal)).toContain(':root');
    }
  });

  it('of logs lets the log service of the region encrypt every group, of this account only', () => {
    const groups = stacks.ofType('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(60);
    for (const { Properties } of groups) {
      const [allowed] = allows(keyBehind(Properties.KmsKeyId), 'logs.cn-northwest-1', 'kms:GenerateDataKey');
      expect(JSON.stringify(allowed?.Condition)).toContain('kms:EncryptionContext:aws:logs:arn');
      expect(JSON.stringify(allowed?.Condition)).toContain('AWS::AccountId');
    }
  });

  it('of a secret is used through Secrets Manager only, by callers of this account', () => {
    for (const { Properties } of stacks.ofType('AWS::SecretsManager::Secret')) {
      const reading = keyStatements(keyBehind(Properties.KmsKeyId)).filter(({ Condition }) =>
        JSON.stringify(Condition ?? {}).includes('kms:ViaService'),
      );
      expect(reading.length).toBeGreaterThan(0);
      for (const { Principal, Condition } of reading) {
        expect(JSON.stringify(Condition)).toMatch(/secretsmanager\.cn-northwest-1/);
        expect(JSON.stringify([Principal, Condition])).toMatch(/:root|kms:CallerAccount/);
      }
    }
  });

  it('of executions lets log delivery read what it delivers, and each machine use it for itself alone', () => {
    for (const { Properties } of stacks.ofType('AWS::StepFunctions::StateMachine')) {
      const [delivery] = allows(keyBehind(Properties.EncryptionConfiguration), 'delivery.logs', 'kms:Decrypt');
      expect(JSON.stringify(delivery?.Condition)).toContain('kms:EncryptionContext:SourceArn');
      const { 'Fn::GetAtt': role } = z.object({ 'Fn::GetAtt': z.array(z.string()) }).parse(Properties.RoleArn);
      const own = statementsOfRole(stacks, role[0] ?? '').find(({ Sid }) => Sid === 'UseKeyForExecutions');
      expect(JSON.stringify(own?.Condition)).toContain(`:stateMachine:${Properties.StateMachineName}"`);
    }
  });
});

describe('A schedule', () => {
  it('is in the group of the deployment, by a role that trusts this group and may call one function', () => {
    const [group] = stacks.ofType('AWS::Scheduler::ScheduleGroup');
    const schedules = stacks.ofType('AWS::Scheduler::Schedule');
    expect(schedules.length).toBeGreaterThan(5);
    for (const { Properties } of schedules) {
      expect(Properties.GroupName).toBe(group?.Properties.Name);
      const target = z
        .object({ Arn: z.unknown(), RoleArn: z.object({ 'Fn::GetAtt': z.array(z.string()) }) })
        .parse(Properties.Target);
      const role = target.RoleArn['Fn::GetAtt'][0] ?? '';
      const trust = stacks.resources.find(({ logicalId }) => logicalId === role)?.Properties.AssumeRolePolicyDocument;
      expect(JSON.stringify(trust)).toContain(`:schedule-group/${group?.Properties.Name}`);
      expect(JSON.stringify(trust)).toContain('aws:SourceAccount');
      expect(statementsOfRole(stacks, role)).toEqual([
        { Sid: 'CallFunction', Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: [target.Arn] },
      ]);
    }
  });
});

describe('The writer', () => {
  it('has calls of its own where a deployment says how many, and shares them otherwise', () => {
    const reserved = stacks
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.ReservedConcurrentExecutions !== undefined);
    expect(reserved.map(({ logicalId }) => logicalId)).toEqual([expect.stringMatching(/^ApiWriteFunction/)]);
    expect(reserved[0]?.Properties.ReservedConcurrentExecutions).toEqual({
      'Fn::If': [expect.any(String), { Ref: 'WriterConcurrency' }, { Ref: 'AWS::NoValue' }],
    });
  });
});

describe('Everything', () => {
  it('that can be tagged says which deployment it belongs to', () => {
    for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::Lambda::Function', 'AWS::KMS::Key', 'AWS::SNS::Topic']) {
      for (const { Properties } of stacks.ofType(type)) {
        const tags = JSON.stringify(Properties.Tags ?? Properties.Replicas);
        expect([type, tags.includes('"deployment"') && tags.includes('"application"')]).toEqual([type, true]);
      }
    }
  });
});
