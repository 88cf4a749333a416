/** What a request asks for is done or refused by its name: nothing of it is passed over. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SmallCloud } from '../../infra/small-cloud/cloud.ts';
import { askService } from './signed-request.ts';
import { lambda, makeFolder, role, writeAssembly } from './small-assembly.ts';
import { startSmall } from './start-small.ts';

const index = {
  IndexName: 'queue',
  KeySchema: [{ AttributeName: 'queue', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['held'] },
};
const table = (name: string, isProtected: boolean) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    TableName: name,
    AttributeDefinitions: ['id', 'queue'].map((one) => ({ AttributeName: one, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [index],
    BillingMode: 'PAY_PER_REQUEST',
    Replicas: [{ Region: 'cn-northwest-1', DeletionProtectionEnabled: isProtected }],
  },
});
const invoking = (name: string, Arguments: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: name,
    DefinitionString: JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Do',
      States: { Do: { Type: 'Task', Resource: 'arn:aws-cn:states:::lambda:invoke', Arguments, End: true } },
    }),
    DefinitionSubstitutions: { Fn: { 'Fn::GetAtt': ['Fn', 'Arn'] } },
    RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
  },
});
const small = {
  Resources: {
    Kept: table('kept', true),
    Loose: table('loose', false),
    FnRole: role('lambda'),
    Fn: lambda('Fn'),
    MachineRole: role('states', [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }]),
    Plain: invoking('plain', { FunctionName: `\${Fn}`, Payload: {} }),
    Version: invoking('version', { FunctionName: `\${Fn}`, Qualifier: '7' }),
    Later: invoking('later', { FunctionName: `\${Fn}`, InvocationType: 'Event' }),
    Unknown: invoking('unknown', { FunctionName: `\${Fn}`, Paylod: {} }),
  },
};

let cloud: SmallCloud;
const options = {
  data: makeFolder(),
  port: 0,
  assembly: writeAssembly({ small }, { Fn: 'export const handler = async () => 1;' }),
};
beforeAll(async () => {
  cloud = await startSmall(options);
});
afterAll(() => cloud.close());

test('a service says no time with its answer: from a clock that is set just then the SDK would reckon a wrong one', async () => {
  const answer = await askService(cloud.url, 'DynamoDB_20120810.ListTables', {}, cloud.owner);
  expect([answer.status, answer.headers.get('date')]).toEqual([200, null]);
});

const answerSchema = z.looseObject({ message: z.string().optional(), executionArn: z.string().optional() });
async function ask(target: string, body: object) {
  const response = await askService(cloud.url, target, body, cloud.owner);
  return { http: response.status, ...answerSchema.parse(await response.json()) };
}
const dynamodb = (operation: string, body: object) => ask(`DynamoDB_20120810.${operation}`, body);
const states = (operation: string, body: object) => ask(`AWSStepFunctions.${operation}`, body);
const machine = (name: string) => `arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:${name}`;

describe('a table of the template', () => {
  test('is not deleted by a request, protected or not, and not changed', async () => {
    expect(await dynamodb('DeleteTable', { TableName: 'kept' })).toMatchObject({
      http: 400,
      message: expect.stringContaining('protected against deletion'),
    });
    expect(await dynamodb('DeleteTable', { TableName: 'loose' })).toMatchObject({ http: 400 });
    const Delete = { IndexName: 'queue' };
    const update = { TableName: 'loose', GlobalSecondaryIndexUpdates: [{ Delete }] };
    expect(await dynamodb('UpdateTable', update)).toMatchObject({ http: 400 });
    expect(await dynamodb('DescribeTable', { TableName: 'kept' })).toMatchObject({ http: 200 });
  });
});

describe('a request to DynamoDB is refused', () => {
  const query = {
    TableName: 'kept',
    IndexName: 'queue',
    KeyConditionExpression: 'queue = :q',
    ExpressionAttributeValues: { ':q': { S: 'q' } },
  };
  const nested = (levels: number): object => (levels === 0 ? { S: 'x' } : { M: { in: nested(levels - 1) } });
  const put = (item: object, more: object = {}): [string, object] => [
    'PutItem',
    { TableName: 'kept', Item: { id: { S: '1' }, ...item }, ...more },
  ];
  const find = (more: object): [string, object] => ['Query', { ...query, ...more }];

  test.each<[string, [string, object], string]>([
    ['an unknown field', put({}, { Nonsense: 1 }), 'PutItem: the field Nonsense is not known'],
    [
      'an unknown field inside',
      ['BatchWriteItem', { RequestItems: { kept: [{ PutRequest: { Item: { id: { S: '1' } }, If: 'x' } }] } }],
      'RequestItems.kept.0.PutRequest.If is not known',
    ],
    [
      'a protection that is not known',
      ['CreateTable', { TableName: 'more', DeletionProtectionEnabled: true }],
      'DeletionProtectionEnabled',
    ],
    ['an empty key of an index', put({ queue: { S: '' } }), 'IndexName: queue, IndexKey: queue'],
    ['an item of 33 levels', put({ deep: nested(33) }), 'Nesting Levels have exceeded'],
    [
      'a filter of more than 4 KB',
      find({ FilterExpression: `held = :q${' '.repeat(4_096)}` }),
      'expression size: 4105',
    ],
    [
      '301 operators',
      find({ FilterExpression: Array(151).fill('held = :q').join(' OR ') }),
      'number of operators: 301',
    ],
    ['101 values of IN', find({ FilterExpression: `held IN (${Array(101).fill(':q')})` }), 'number of operands: 101'],
    [
      'a projection that the index does not hold',
      find({ ProjectionExpression: 'held, elsewhere.part' }),
      'does not project elsewhere',
    ],
    [
      'a filter on what the index does not hold',
      find({ FilterExpression: 'attribute_not_exists(elsewhere)' }),
      'does not project elsewhere',
    ],
  ])('for %s', async (_name, [operation, body], message) => {
    expect(await dynamodb(operation, body)).toMatchObject({ http: 400, message: expect.stringContaining(message) });
  });

  test('and not just short of that', async () => {
    const taken: [string, object][] = [
      ['Scan', { TableName: 'kept', ConsistentRead: true }],
      put({ queue: { S: 'q' }, held: { S: 'h' }, elsewhere: { S: 'o' }, deep: nested(32) }),
      find({ FilterExpression: `held = :q${' '.repeat(4_086)}` }),
      find({ FilterExpression: Array(150).fill('held = :q').join(' OR ') }),
      find({ FilterExpression: `held IN (${Array(100).fill(':q')})` }),
      find({ FilterExpression: 'held = :q OR id = :q', ProjectionExpression: 'id, held' }),
    ];
    for (const [operation, body] of taken) expect(await dynamodb(operation, body)).toMatchObject({ http: 200 });
    // An update that would empty the key of an index is refused too, and the item stays as it was.
    const update = { UpdateExpression: 'SET queue = :e', ExpressionAttributeValues: { ':e': { S: '' } } };
    expect(await dynamodb('UpdateItem', { TableName: 'kept', Key: { id: { S: '1' } }, ...update })).toMatchObject({
      http: 400,
    });
    expect(await dynamodb('GetItem', { TableName: 'kept', Key: { id: { S: '1' } } })).toMatchObject({
      Item: { queue: { S: 'q' } },
    });
  });
});

describe('a request to Step Functions is refused', () => {
  test.each<[string, object, string]>([
    ['ListExecutions', { stateMachineArn: machine('plain'), statusfilter: 'RUNNING' }, 'statusfilter'],
    ['StartExecution', { stateMachineArn: machine('plain'), inputs: '{}' }, 'inputs'],
    ['DescribeExecution', { executionArn: 'x', include: true }, 'include'],
    ['StopExecution', { executionArn: 'x', reason: 'no' }, 'reason'],
    ['GetExecutionHistory', { executionArn: 'x', reverse: true }, 'reverse'],
    ['ListStateMachines', { max: 1 }, 'max'],
    ['SendTaskSuccess', { taskToken: 'x', output: '1', heartbeat: 1 }, 'heartbeat'],
  ])('%s with a field that nobody reads: %j', async (operation, body, field) => {
    const message = `The field ${field} is not known to this machine.`;
    expect(await states(operation, body)).toMatchObject({ http: 400, message });
  });
});

test('a state machine calls the version of a function that it names, waits for the answer, and has no unknown argument', async () => {
  const run = async (name: string) => {
    const { executionArn } = await states('StartExecution', { stateMachineArn: machine(name) });
    const describe = () => states('DescribeExecution', { executionArn });
    await expect.poll(async () => JSON.stringify(await describe())).not.toContain('"RUNNING"');
    return describe();
  };
  expect(await run('plain')).toMatchObject({ output: expect.stringContaining('"Payload":1') });
  expect(await run('version')).toMatchObject({
    error: 'Lambda.ResourceNotFoundException',
    cause: expect.stringContaining(':7'),
  });
  const refused = 'Lambda.InvalidParameterValueException';
  expect(await run('later')).toMatchObject({ error: refused, cause: expect.stringContaining('Event') });
  expect(await run('unknown')).toMatchObject({ error: refused, cause: expect.stringContaining('Paylod') });
});
