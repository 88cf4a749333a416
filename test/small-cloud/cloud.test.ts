import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  InvalidArn,
  InvalidName,
  InvalidToken,
  paginateListExecutions,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SmallCloud } from '../../infra/small-cloud/cloud.ts';
import { signedHeaders } from './signed-request.ts';
import { makeFolder, writeAssembly } from './small-assembly.ts';
import { api, code, data, notes } from './small-stacks.ts';
import { startSmall } from './start-small.ts';

const start = Date.parse('2026-03-10T09:00:00+08:00');

const folder = makeFolder();
const assembly = writeAssembly({ data, api }, code);
let cloud: SmallCloud;
const open = () => startSmall({ data: folder, port: 0, clockFrom: start, assembly });
beforeAll(async () => {
  cloud = await open();
});
afterAll(() => cloud.close());

const li = { sub: 'li', role: 'reader', places: 'here there' };
const bearer = async (claims: Parameters<SmallCloud['token']>[0] = li) => ({
  authorization: `Bearer ${await cloud.token(claims)}`,
});
const client = () => ({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });

describe('the HTTP API', () => {
  test('hands a request over in payload format 2.0, with the time of the one clock and the claims as texts', async () => {
    const response = await fetch(`${cloud.url}/cases/a%2Fb?x=1&x=2`, {
      headers: { ...(await bearer()), cookie: 'k=v; l=w' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'GET /cases/{id}',
      rawPath: '/cases/a%2Fb',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      pathParameters: { id: 'a/b' },
      cookies: ['k=v', 'l=w'],
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        stage: '$default',
        http: { method: 'GET', path: '/cases/a%2Fb' },
        authorizer: { jwt: { claims: { sub: 'li', role: 'reader', places: 'here there', aud: 'small' } } },
        time: expect.stringMatching(/^10\/Mar\/2026:01:00:\d\d \+0000$/),
        timeEpoch: expect.toSatisfy((time: number) => time >= start && time < start + 60_000),
      },
    });
  });

  test('hands text over as text and anything else in base64', async () => {
    const post = async (type: string, body: string) => {
      const response = await fetch(`${cloud.url}/cases`, { method: 'POST', body, headers: { 'content-type': type } });
      return response.json();
    };
    expect(await post('application/problem+json', '{"a":"好"}')).toMatchObject({
      body: '{"a":"好"}',
      isBase64Encoded: false,
    });
    expect(await post('application/octet-stream', 'abc')).toMatchObject({ body: 'YWJj', isBase64Encoded: true });
  });

  test('answers with what the function answers', async () => {
    const response = await fetch(`${cloud.url}/cases?ask=text`, { method: 'POST' });
    expect([response.status, response.headers.get('x-a'), response.headers.get('set-cookie')]).toEqual([
      201,
      'a',
      'c=1',
    ]);
    expect(await response.text()).toBe('好');
  });

  test.each<[string, string, RequestInit, number, string]>([
    ['an unknown path', '/nothing', {}, 404, 'Not Found'],
    ['another method', '/cases', { method: 'DELETE' }, 404, 'Not Found'],
    ['no token', '/cases/1', {}, 401, 'Unauthorized'],
    ['a token that is none', '/cases/1', { headers: { authorization: 'Bearer x' } }, 401, 'Unauthorized'],
    ['a function that fails', '/cases?ask=fail', { method: 'POST' }, 500, 'Internal Server Error'],
    ['a malformed answer', '/cases?ask=malformed', { method: 'POST' }, 500, 'Internal Server Error'],
    [
      'a body that Lambda would not take',
      '/cases',
      { method: 'POST', body: 'x'.repeat(7_000_000) },
      413,
      'Request Entity Too Large',
    ],
    [
      'a body of more than 10 MB',
      '/cases',
      { method: 'POST', body: 'x'.repeat(10_485_761) },
      413,
      'Request Entity Too Large',
    ],
  ])('answers %s as API Gateway does', async (_name, path, init, status, message) => {
    const response = await fetch(cloud.url + path, init);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  test('asks who brings no token for one, and names an error to who brings a wrong one', async () => {
    const challenge = async (headers: Record<string, string>) =>
      (await fetch(`${cloud.url}/cases/1`, { headers })).headers.get('www-authenticate');
    expect(await challenge({})).toBe('Bearer');
    expect(await challenge({ authorization: 'Bearer x' })).toBe('Bearer error="invalid_token"');
  });

  test('answers 403 to a token without the scope of the route', async () => {
    const response = await fetch(`${cloud.url}/scoped`, { headers: await bearer() });
    expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
    const few = await fetch(`${cloud.url}/scoped`, { headers: await bearer({ sub: 'few', scope: 'small/few' }) });
    expect(few.status).toBe(200);
  });

  test('answers 429 beyond the throttle of the route', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 3; call++) statuses.push((await fetch(`${cloud.url}/few`)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('lives on after a request that is no HTTP', async () => {
    await new Promise<void>((resolve) => {
      const { port } = new URL(cloud.url);
      const broken = request({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/cases',
        headers: { 'content-length': 10 },
      });
      broken.on('error', () => resolve());
      broken.write('abc', () => broken.destroy());
    });
    expect((await fetch(`${cloud.url}/issuer/jwks.json`)).status).toBe(200);
  });
});

const tableArn = 'arn:aws-cn:dynamodb:cn-northwest-1:000000000000:table/cases';

describe.each([
  ['over HTTP', false],
  ['from thread to thread, as the SDK’s go,', true],
])('calls to AWS %s', (_, near) => {
  const ask = async (target: string, body: unknown, given: { secretAccessKey?: string; sent?: unknown } = {}) => {
    const sfn = new SFNClient(client());
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:machine',
        input: JSON.stringify({ target, body, near, ...given }),
      }),
    );
    for (;;) {
      const { status, output } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'SUCCEEDED') return JSON.parse(output ?? '');
      if (status !== 'RUNNING') throw new Error(status);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const caller =
    'User: arn:aws-cn:sts::000000000000:assumed-role/api-CallerRole/api-Caller is not authorized to perform:';

  test('that the function’s role allows are answered', async () => {
    expect(await ask('DynamoDB_20120810.GetItem', { TableName: 'cases', Key: { id: { S: 'nobody' } } })).toEqual([
      200,
      {},
    ]);
  });

  test('that no statement allows are refused with action and resource; a table’s grant is none on its index', async () => {
    const none = 'because no identity-based policy allows the';
    expect(await ask('DynamoDB_20120810.PutItem', { TableName: 'cases', Item: { id: { S: '1' } } })).toEqual([
      400,
      expect.objectContaining({
        __type: 'com.amazon.coral.service#AccessDeniedException',
        message: `${caller} dynamodb:PutItem on resource: ${tableArn} ${none} dynamodb:PutItem action`,
      }),
    ]);
    expect(await ask('DynamoDB_20120810.Query', { TableName: 'cases', IndexName: 'queue' })).toEqual([
      400,
      expect.objectContaining({
        message: `${caller} dynamodb:Query on resource: ${tableArn}/index/queue ${none} dynamodb:Query action`,
      }),
    ]);
  });

  test('that are signed by another secret, or of which something else is sent than was signed, are refused', async () => {
    const target = 'DynamoDB_20120810.GetItem';
    const body = { TableName: 'cases', Key: { id: { S: 'nobody' } } };
    const refusal = [400, expect.objectContaining({ __type: 'com.amazon.coral.service#InvalidSignatureException' })];
    expect(await ask(target, body, { secretAccessKey: 'another' })).toEqual(refusal);
    if (near) expect(await ask(target, body, { sent: { ...body, ConsistentRead: true } })).toEqual(refusal);
  });

  test('that a statement denies are refused as that', async () => {
    const [, answer] = await ask('secretsmanager.GetSecretValue', { SecretId: cloud.outputs.data?.Secret });
    expect(answer.message).toContain('with an explicit deny in an identity-based policy');
  });

  test('that a statement allows by an alias of a state machine are refused by its version and by its bare ARN', async () => {
    const maps = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:maps';
    const start = async (qualifier: string) => {
      const [status, answer] = await ask('AWSStepFunctions.StartExecution', {
        stateMachineArn: `${maps}${qualifier}`,
        name: `by-alias-${near}`,
      });
      return [status, answer.message];
    };
    expect(await start(':live')).toEqual([200, undefined]);
    const none = 'because no identity-based policy allows the states:StartExecution action';
    const refusal = [400, `${caller} states:StartExecution on resource: ${maps} ${none}`];
    expect(await start(':1')).toEqual(refusal);
    expect(await start('')).toEqual(refusal);
  });
});

describe('calls to AWS', () => {
  test('of a state machine to a function that its role may not call fail as Lambda’s refusal', async () => {
    const sfn = new SFNClient(client());
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:forbidden',
      }),
    );
    await expect
      .poll(() => sfn.send(new DescribeExecutionCommand({ executionArn })))
      .toMatchObject({
        status: 'FAILED',
        error: 'Lambda.AWSLambdaException',
        cause: expect.stringContaining('is not authorized to perform: lambda:InvokeFunction on resource:'),
      });
  });

  test('of a state machine that starts executions need its role’s permission, for the children of a map too', async () => {
    const sfn = new SFNClient(client());
    const run = async (machine: string) => {
      const stateMachineArn = `arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:${machine}`;
      const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'started' }));
      await expect
        .poll(async () => (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status)
        .not.toBe('RUNNING');
      const { status, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return [status, error, cause?.split(' because')[0]];
    };
    const refused = (resource: string) =>
      'User: arn:aws-cn:sts::000000000000:assumed-role/api-MapsRole/started is not authorized to perform: ' +
      `states:StartExecution on resource: arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:${resource}`;
    expect(await run('maps')).toEqual(['SUCCEEDED', undefined, undefined]);
    expect(await run('forbidden-maps')).toEqual(['FAILED', 'States.Runtime', refused('forbidden-maps')]);
    expect(await run('forbidden-start')).toEqual(['FAILED', 'StepFunctions.AccessDeniedException', refused('machine')]);
  });

  test('of the SDK’s own client are refused with the SDK’s own errors, and listed in its pages', async () => {
    const sfn = new SFNClient(client());
    const stateMachineArn = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:maps';
    const start = (name: string, input = '{}', arn = stateMachineArn) =>
      sfn.send(new StartExecutionCommand({ stateMachineArn: arn, name, input }));
    for (const name of ['one', 'two', 'three']) await start(name);
    await expect(start('one', '{"other":1}')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    await expect(start('a b')).rejects.toBeInstanceOf(InvalidName);
    await expect(start('four', '{}', 'nonsense')).rejects.toBeInstanceOf(InvalidArn);
    await expect(start('four', '{}', `${stateMachineArn}-none`)).rejects.toBeInstanceOf(StateMachineDoesNotExist);
    const executionArn = stateMachineArn.replace(':stateMachine:', ':execution:');
    const history = (name: string) =>
      sfn.send(new GetExecutionHistoryCommand({ executionArn: `${executionArn}:${name}` }));
    await expect(history('none')).rejects.toBeInstanceOf(ExecutionDoesNotExist);
    const used = sfn.send(new SendTaskSuccessCommand({ taskToken: 'nonsense', output: '1' }));
    await expect(used).rejects.toBeInstanceOf(InvalidToken);
    expect((await history('one')).events?.[0]).toMatchObject({ type: 'ExecutionStarted', timestamp: expect.any(Date) });
    const names: (string | undefined)[] = [];
    for await (const page of paginateListExecutions({ client: sfn, pageSize: 2 }, { stateMachineArn })) {
      names.push(...(page.executions ?? []).map(({ name }) => name));
    }
    expect(names.sort()).toEqual(['by-alias-false', 'by-alias-true', 'one', 'started', 'three', 'two']);
  });

  test('of nobody, of a service or operation that is not served, and of no JSON are refused', async () => {
    const post = async (target: string, key: string, body = '{}') => {
      const signed = signedHeaders(cloud.url, target, body, { ...cloud.owner, accessKeyId: key });
      const { authorization, host: _, ...rest } = signed;
      const headers = { ...rest, ...(key ? { authorization } : {}) };
      const response = await fetch(cloud.url, { method: 'POST', body, headers });
      const answer = z.object({ __type: z.string() }).parse(await response.json());
      return [response.status, answer.__type.replace(/.*#/, '')];
    };
    const { accessKeyId } = cloud.owner;
    expect(await post('DynamoDB_20120810.GetItem', 'AKIANOBODY')).toEqual([400, 'UnrecognizedClientException']);
    expect(await post('DynamoDB_20120810.GetItem', '')).toEqual([400, 'MissingAuthenticationTokenException']);
    expect(await post('Kinesis_20131202.PutRecord', accessKeyId)).toEqual([400, 'UnknownOperationException']);
    expect(await post('DynamoDB_20120810.TransactWriteItems', accessKeyId)).toEqual([400, 'UnknownOperationException']);
    expect(await post('AWSStepFunctions.Nothing', accessKeyId)).toEqual([400, 'UnknownOperationException']);
    expect(await post('DynamoDB_20120810.GetItem', accessKeyId, '{"a"')).toEqual([400, 'SerializationException']);
    expect(await post('DynamoDB_20120810.GetItem', accessKeyId, '7')).toEqual([400, 'SerializationException']);
  });

  test('that were never made leave their grants unused', async () => {
    expect(cloud.permissions.unusedGrants()).toContainEqual(
      expect.objectContaining({ action: 'dynamodb:Query', resource: tableArn }),
    );
  });
});

describe('time', () => {
  const move = (body: unknown, headers = {}) =>
    fetch(`${cloud.url}/_local/clock`, { method: 'POST', body: JSON.stringify(body), headers });
  const noted = () => readFileSync(notes, 'utf8').trim().split('\n').sort();

  test('moves: a cron schedule fires at each of its times, a rate schedule once', async () => {
    const response = await move({ move: 'P2DT12H' });
    expect(await response.json()).toMatchObject({ time: expect.stringMatching(/^2026-03-12T21:00:/) });
    await expect
      .poll(noted)
      .toEqual([
        'daily 2026-03-11T01:00:00Z',
        'daily 2026-03-12T01:00:00Z',
        expect.stringMatching(/^hourly 2026-03-12T13:00:/),
      ]);
  });

  test('an asynchronous call that fails is made again after one minute and after two more, and then no more', async () => {
    const weekly = () => noted().filter((line) => line.startsWith('weekly'));
    expect(weekly()).toEqual([]);
    const noon = 'weekly 2026-03-14T04:00:00Z';
    const at = (time: string) => cloud.clock.move(Date.parse(`2026-03-14T${time}+08:00`));
    await at('12:00:59');
    expect(weekly()).toEqual([noon]);
    await at('12:01:30');
    expect(weekly()).toEqual([noon, noon]);
    await at('12:02:59');
    expect(weekly()).toEqual([noon, noon]);
    await at('13:00:00');
    expect(weekly()).toEqual([noon, noon, noon]);
  });

  test('refuses nonsense, and pages of other sites', async () => {
    expect((await move({ move: 'soon' })).status).toBe(409);
    expect((await move({ back: 'P1D' })).status).toBe(400);
    expect((await move({ move: 'P1D' }, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });
});

test('after a restart on another port secrets, tokens and tables are what they were', async () => {
  const secretOf = () =>
    new SecretsManagerClient(client()).send(
      new GetSecretValueCommand({ SecretId: String(cloud.outputs.data?.Secret) }),
    );
  const before = await secretOf();
  expect(before.SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  const headers = await bearer();
  const item = { id: { S: '1' }, queue: { S: '141181' } };
  await new DynamoDBClient(client()).send(new PutItemCommand({ TableName: 'cases', Item: item }));

  await cloud.close();
  cloud = await open();

  expect((await secretOf()).SecretString).toBe(before.SecretString);
  expect((await fetch(`${cloud.url}/cases/1`, { headers })).status).toBe(200);
  const dynamodb = new DynamoDBClient(client());
  expect((await dynamodb.send(new GetItemCommand({ TableName: 'cases', Key: { id: { S: '1' } } }))).Item).toEqual(item);
  const queried = await dynamodb.send(
    new QueryCommand({
      TableName: 'cases',
      IndexName: 'queue',
      KeyConditionExpression: 'queue = :q',
      ExpressionAttributeValues: { ':q': { S: '141181' } },
    }),
  );
  expect(queried.Items).toEqual([item]);
});
