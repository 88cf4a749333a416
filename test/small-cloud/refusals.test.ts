import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import {
  httpApi,
  lambda,
  makeFolder,
  role,
  type SmallStack,
  tokenParameters,
  writeAssembly,
} from './small-assembly.ts';
import { startSmall } from './start-small.ts';

const code = { Fn: 'export const handler = () => null;' };
const table = (changes: object) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    Replicas: [{ Region: 'cn-northwest-1' }],
    ...changes,
  },
});
const withFn = (resources: SmallStack['Resources'], properties = {}): SmallStack => ({
  Parameters: tokenParameters,
  Resources: { FnRole: role('lambda'), Fn: lambda('Fn', properties), ...resources },
});

const data = makeFolder();
const start = (assembly: string, data = makeFolder(), port = 0) => startSmall({ data, port, assembly });

test.each<[string, SmallStack, string | RegExp]>([
  [
    'an unknown resource type',
    { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } },
    'resource types that are not known to this machine: small/Queue is a AWS::SQS::Queue',
  ],
  [
    'an unknown property',
    withFn({}, { VpcConfig: {} }),
    'small/Fn (AWS::Lambda::Function): the property VpcConfig is not known',
  ],
  [
    'an unknown property inside another',
    { Resources: { T: table({ Replicas: [{ Region: 'cn-northwest-1', KinesisStreamSpecification: {} }] }) } },
    'the property Replicas.0.KinesisStreamSpecification is not known',
  ],
  ['another runtime', withFn({}, { Runtime: 'python3.13' }), /small\/Fn .*the property Runtime/],
  ['a provisioned table', { Resources: { T: table({ BillingMode: 'PROVISIONED' }) } }, /the property BillingMode/],
  [
    'a condition of a policy that this machine cannot decide',
    {
      Resources: {
        R: role('lambda', [
          {
            Effect: 'Allow',
            Action: 'dynamodb:*',
            Resource: '*',
            Condition: { StringLike: { 'dynamodb:LeadingKeys': 'x' } },
          },
        ]),
      },
    },
    'the condition StringLike on dynamodb:LeadingKeys cannot be decided',
  ],
  [
    'a Deny on a resource with a policy variable, which would deny nothing',
    {
      Resources: {
        R: role('lambda', [
          { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
          {
            Effect: 'Deny',
            Action: 'dynamodb:*',
            Resource: 'arn:aws-cn:dynamodb:*:*:table/${aws:PrincipalTag/office}',
          },
        ]),
      },
    },
    'has a policy variable, which cannot be decided',
  ],
  [
    'a role that the service may not take',
    { Resources: { FnRole: role('states'), Fn: lambda('Fn') } },
    'does not let lambda.amazonaws.com take it',
  ],
  [
    'a schedule expression that is not known',
    withFn({
      SRole: role('scheduler'),
      S: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: 'cron(0 9 15W * ? *)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, RoleArn: { 'Fn::GetAtt': ['SRole', 'Arn'] } },
        },
      },
    }),
    'small/S (AWS::Scheduler::Schedule): cron(0 9 15W * ? *): 15W is not known',
  ],
  [
    'a definition that nothing is given for',
    {
      Resources: {
        R: role('states'),
        M: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { RoleArn: { 'Fn::GetAtt': ['R', 'Arn'] }, DefinitionString: `{"a":"\${AssessArn}"}` },
        },
      },
    },
    /nothing is given for \$\{AssessArn\} in its definition/,
  ],
  [
    'another audience than this machine’s tokens have',
    {
      ...withFn(httpApi({ 'GET /a': { to: 'Fn' } })),
      Parameters: { OidcIssuerUrl: { Type: 'String' }, OidcAudience: { Type: 'String', AllowedValues: ['other'] } },
    },
    'small/Parameters.OidcAudience: refuses "small"',
  ],
])('a template with %s stops the start by its name', async (_name, stack, message) => {
  await expect(start(writeAssembly({ small: stack }, code), data)).rejects.toThrow(message);
});

test('a start that was stopped leaves the port and the folder free', async () => {
  const good = await start(writeAssembly({ small: { Resources: {} } }), data);
  await good.close();
});

test('a custom resource that fails stops the start with its reason', async () => {
  const source = `export const handler = async (event) => {
    await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({ Status: 'FAILED', Reason: 'table 141181: ' + event.ResourceProperties.Count }) });
  };`;
  const tables = {
    Type: 'Custom::PolicyTables',
    Properties: { ServiceToken: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Count: 3 },
  };
  const assembly = writeAssembly({ small: withFn({ Tables: tables }) }, { Fn: source });
  await expect(start(assembly)).rejects.toThrow('small/Tables failed: table 141181: 3');
});

test('a custom resource whose function breaks stops the start with its error', async () => {
  const tables = { Type: 'Custom::PolicyTables', Properties: { ServiceToken: { 'Fn::GetAtt': ['Fn', 'Arn'] } } };
  const assembly = writeAssembly(
    { small: withFn({ Tables: tables }) },
    { Fn: 'export const handler = () => nothing;' },
  );
  await expect(start(assembly)).rejects.toThrow('small/Tables: ReferenceError: nothing is not defined');
});

test('a port that is taken is said so', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const assembly = writeAssembly({ small: { Resources: {} } });
  await expect(start(assembly, makeFolder(), port)).rejects.toThrow(`port ${port} is taken by another program`);
  other.close();
});

test('a table whose stored keys differ from the template’s is not started over', async () => {
  const data = makeFolder();
  const first = await start(writeAssembly({ small: { Resources: { T: table({}) } } }), data);
  await first.close();
  const changed = table({
    AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
  });
  await expect(start(writeAssembly({ small: { Resources: { T: changed } } }), data)).rejects.toThrow(
    /another key than the template/,
  );
});
