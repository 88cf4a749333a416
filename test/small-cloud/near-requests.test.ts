/** A function asks the machine that it runs in from thread to thread, and cannot tell it from HTTP. */
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serveNear } from '../../infra/small-cloud/front-door/near-requests.ts';
import { serveCaller } from '../../infra/small-cloud/services/dynamodb/near-callers.ts';
import { askNear } from '../../infra/small-cloud/services/lambda/near-requests.js';

const overHttp = http.request;
let machine: MessagePort;
let database: MessagePort;

beforeEach(() => {
  const [one, two] = [new MessageChannel(), new MessageChannel()];
  process.env.AWS_ACCESS_KEY_ID = 'ASIAOWN';
  askNear({ host: '127.0.0.1:1', machine: one.port2, database: two.port2 });
  machine = one.port1;
  database = two.port1;
});
afterEach(() => {
  http.request = overHttp;
  machine.close();
  database.close();
});

function answerBy(port: MessagePort, who: string): void {
  port.on('message', ({ id, body }) => port.postMessage({ id, status: 200, headers: { who }, body: `${who} ${body}` }));
}

function ask(operation: string, key = 'ASIAOWN', signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20261130/x/dynamodb/aws4_request`;
    const headers = { 'X-Amz-Target': `DynamoDB_20120810.${operation}`, authorization };
    const request = http.request({ host: '127.0.0.1', port: 1, method: 'POST', path: '/', headers }, (response) =>
      resolve(text(response)),
    );
    request.on('error', reject);
    signal?.addEventListener('abort', () => request.destroy(new Error('given up')));
    request.end('好');
  });
}

describe('a request of a function', () => {
  test('about items in its own name goes to the thread of the database, every other one to the machine', async () => {
    answerBy(machine, 'machine');
    answerBy(database, 'database');
    expect(await ask('GetItem')).toBe('database 好');
    expect(await ask('DeleteTable')).toBe('machine 好');
    expect(await ask('GetItem', 'ASIAOTHER')).toBe('machine 好');
  });

  test('fails as one whose connection broke when that thread ends, and the next goes to the machine', async () => {
    answerBy(machine, 'machine');
    const asked = ask('GetItem');
    database.once('message', () => database.close());
    await expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await ask('GetItem')).toBe('machine 好');
  });

  test('that was given up takes no answer any more', async () => {
    const giveUp = new AbortController();
    const late = new Promise<number>((resolve) => database.once('message', ({ id }) => resolve(id)));
    const asked = ask('GetItem', undefined, giveUp.signal);
    const id = await late;
    giveUp.abort();
    await expect(asked).rejects.toThrow('given up');
    answerBy(database, 'database');
    database.postMessage({ id, status: 200, headers: {}, body: 'late' });
    expect(await ask('GetItem')).toBe('database 好');
  });

  test('that was given up before it was sent is never sent, and one of a machine that has gone fails at once', async () => {
    answerBy(database, 'database');
    const sent: unknown[] = [];
    database.on('message', ({ body }) => sent.push(body));
    const authorization = 'Credential=ASIAOWN/';
    const headers = { 'x-amz-target': 'DynamoDB_20120810.PutItem', authorization };
    const request = http.request({ host: '127.0.0.1', port: 1, method: 'POST', headers });
    request.destroy();
    request.end('given up');
    expect(await ask('GetItem')).toBe('database 好');
    expect(sent).toEqual(['好']);
    const closed = new Promise((resolve) => database.once('close', resolve));
    database.close();
    machine.close();
    await closed;
    await expect(ask('GetItem')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('to another address, and one without a target, goes over HTTP', async () => {
    const refused = (options: http.RequestOptions) =>
      new Promise((resolve) => http.request(options).on('error', resolve).end());
    const own = { host: '127.0.0.1', port: 1 };
    expect(await refused({ ...own, path: '/bucket/key' })).toMatchObject({ code: 'ECONNREFUSED' });
    const headers = { 'x-amz-target': 'DynamoDB_20120810.GetItem' };
    expect(await refused({ host: '127.0.0.1', port: 2, headers })).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the thread behind a port', () => {
  const place = { partition: 'aws', region: 'x', account: '0' };
  const credentials = { accessKeyId: 'ASIAOWN', secretAccessKey: 'secret', sessionToken: 'token' };
  const serve = {
    database: (port: MessagePort) =>
      serveCaller(
        port,
        { credentials, principal: { arn: 'arn:aws:sts::0:assumed-role/a/b', roleArn: undefined } },
        { place, act: (_operation, _body, done) => done(200, ''), judge: async () => ({ refused: 'nobody' }) },
      ),
    machine: (port: MessagePort) => serveNear(port, () => Promise.reject(new Error('it fails'))),
  };

  test.each(['database', 'machine'] as const)(
    'of the %s passes over what is no request, and refuses one that is too large or that fails',
    async (name) => {
      const { port1, port2 } = new MessageChannel();
      serve[name](port1);
      const answers: { id: number; status: number }[] = [];
      const answered = new Promise<void>((resolve) =>
        port2.on('message', ({ id, status }) => answers.push({ id, status }) === 2 && resolve()),
      );
      for (const garbage of [null, 'text', { id: 'one' }, { id: 1, headers: [] }, new Map()])
        port2.postMessage(garbage);
      const head = { method: 'POST', url: '/', headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' } };
      port2.postMessage({ id: 2, ...head, body: 'x'.repeat(16 * 1024 * 1024 + 1) });
      port2.postMessage({ id: 3, ...head, body: '{}' });
      await answered;
      expect(answers).toEqual([
        { id: 2, status: 413 },
        { id: 3, status: name === 'database' ? 400 : 500 },
      ]);
      port1.close();
    },
  );
});
