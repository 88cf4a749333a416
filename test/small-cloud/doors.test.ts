/** Who may come in: only under this machine's own names, and only with a signature that is right. */
import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SmallCloud } from '../../infra/small-cloud/cloud.ts';
import { openOwnDynamoDb } from '../../infra/small-cloud/services/dynamodb/dynamodb.ts';
import { serveDynamoDb } from '../../infra/small-cloud/services/dynamodb/serve-dynamodb.ts';
import { type Credentials, signedHeaders } from './signed-request.ts';
import { makeFolder, writeAssembly } from './small-assembly.ts';
import { api, code, data } from './small-stacks.ts';
import { startSmall } from './start-small.ts';

const folder = makeFolder();
let cloud: SmallCloud;
beforeAll(async () => {
  const assembly = writeAssembly({ data, api }, code);
  cloud = await startSmall({ data: folder, port: 0, assembly, names: ['office.example'] });
});
afterAll(() => cloud.close());

/** fetch would put in a Host of its own. */
function ask(method: string, path: string, headers: Record<string, string>, body = ''): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const asked = request(cloud.url + path, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('a name that leads to this machine', () => {
  const port = () => new URL(cloud.url).port;
  const doors = [
    ['GET', '/few'],
    ['GET', '/issuer/jwks.json'],
    ['GET', '/_local/clock'],
    ['POST', '/_local/clock'],
    ['PUT', '/_local/custom-resources/x'],
  ] as const;

  test.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '[::1]',
    '127.0.0.1@evil',
  ])('is refused at every door when it is %s, which another page may have led here', async (name) => {
    const host = `${name}:${port()}`;
    for (const [method, path] of doors) {
      expect(await ask(method, path, { host })).toEqual([403, '{"message":"Forbidden"}']);
    }
    const target = 'secretsmanager.ListSecrets';
    const signed = signedHeaders(`http://${host}`, target, '{}', cloud.owner);
    expect(await ask('POST', '/', { ...signed, host }, '{}')).toEqual([403, '{"message":"Forbidden"}']);
  });

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', 'office.example'])('is taken when it is %s', async (name) => {
    expect((await ask('GET', '/_local/clock', { host: `${name}:${port()}` }))[0]).toBe(200);
    expect((await ask('GET', '/_local/clock', { host: name }))[0]).toBe(200);
  });

  test('counts as this machine’s origin when it was started for it', async () => {
    const move = (origin: string) => ask('POST', '/_local/clock', { host: 'office.example', origin }, '{}');
    expect((await move('https://office.example'))[0]).toBe(400);
    expect((await move('https://office.example.evil.example'))[0]).toBe(403);
    expect((await move(`http://127.0.0.1:${Number(port()) + 1}`))[0]).toBe(403);
  });
});

test('a database that is served for one command answers neither a page nor a foreign name', async () => {
  const options = { path: join(makeFolder(), 'dynamodb'), region: 'x', account: '0', log: () => {} };
  const served = await serveDynamoDb(await openOwnDynamoDb(options));
  const list = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const target = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };
      const asked = request(served.endpoint, { method: 'POST', headers: { ...target, ...headers } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject);
      asked.end('{}');
    });
  expect(await list({})).toBe(200);
  expect(await list({ host: 'evil.example' })).toBe(403);
  expect(await list({ origin: 'https://evil.example' })).toBe(403);
  await served.close();
});

describe('a signature', () => {
  const target = 'DynamoDB_20120810.ListTables';
  const type = async (headers: Record<string, string>, body = '{}') => {
    const [status, text] = await ask('POST', '/', headers, body);
    const { __type = '' } = z.looseObject({ __type: z.string().optional() }).parse(JSON.parse(text));
    return status === 200 ? 'answered' : __type.replace(/.*#/, '');
  };
  const sign = (credentials: Partial<Credentials> = {}, at = new Date()) =>
    signedHeaders(cloud.url, target, '{}', { ...cloud.owner, ...credentials }, at);

  test('of the owner’s key is taken, of SDK clients for every service as well', async () => {
    expect(await type(sign())).toBe('answered');
    const client = { endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner };
    expect((await new DynamoDBClient(client).send(new ListTablesCommand({}))).TableNames).toContain('cases');
    expect((await new SFNClient(client).send(new ListStateMachinesCommand({}))).stateMachines).not.toEqual([]);
    expect((await new SecretsManagerClient(client).send(new ListSecretsCommand({}))).SecretList).not.toEqual([]);
  });

  test('by another secret, of another body, target or time is refused', async () => {
    expect(await type(sign({ secretAccessKey: 'local' }))).toBe('InvalidSignatureException');
    expect(await type(sign(), '{"Limit":1}')).toBe('InvalidSignatureException');
    expect(await type({ ...sign(), 'x-amz-target': 'DynamoDB_20120810.Scan' })).toBe('InvalidSignatureException');
    const signed = sign();
    const last = signed.authorization?.at(-1) === '0' ? '1' : '0';
    expect(await type({ ...signed, authorization: `${signed.authorization?.slice(0, -1)}${last}` })).toBe(
      'InvalidSignatureException',
    );
    for (const minutes of [-16, 16]) {
      expect(await type(sign({}, new Date(Date.now() + minutes * 60_000)))).toBe('InvalidSignatureException');
    }
  });

  test('that leaves out the target or the host is refused, so are a key that nobody has and a session that is none', async () => {
    const signed = sign();
    const without = (name: string) =>
      type({ ...signed, authorization: signed.authorization?.replace(`;${name}`, '') ?? '' });
    expect(await without('x-amz-target')).toBe('IncompleteSignatureException');
    expect(await without('host')).toBe('IncompleteSignatureException');
    expect(await type(sign({ accessKeyId: 'LOCALMACHINEOWNER', secretAccessKey: 'local' }))).toBe(
      'UnrecognizedClientException',
    );
    expect(await type(sign({ sessionToken: 'x' }))).toBe('UnrecognizedClientException');
    expect(await type({ ...signed, authorization: 'AWS4-HMAC-SHA256 x' })).toBe('IncompleteSignatureException');
  });

  test('needs the key of this data folder, which only its owner can read', async () => {
    const kept = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'));
    expect(cloud.owner).toMatchObject(kept);
    expect(statSync(join(folder, 'owner.json')).mode & 0o777).toBe(0o600);
    const other = await startSmall({ data: makeFolder(), port: 0, assembly: writeAssembly({ data }) });
    expect(other.owner.accessKeyId).not.toBe(cloud.owner.accessKeyId);
    expect(other.owner.secretAccessKey).not.toBe(cloud.owner.secretAccessKey);
    const client = new SecretsManagerClient({
      endpoint: other.url,
      region: 'cn-northwest-1',
      credentials: cloud.owner,
    });
    await expect(
      client.send(new GetSecretValueCommand({ SecretId: String(other.outputs.data?.Secret) })),
    ).rejects.toThrow('security token included in the request is invalid');
    await other.close();
  });
});
