/** The API as a client sees it: the synthesized template on this machine, real HTTP, tokens, one clock. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDocumentClient } from '../../functions/store/client.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { audience, openTokens } from '../../infra/local/sign-in/claims.ts';
import { issuerUrl } from '../../infra/small-cloud/issuer/issuer.ts';
import { approvalOfTask } from './case-paths.ts';
import { idNumber, xiaoyiOpening } from './people.ts';
import { wrongTokens } from './tokens.ts';

/** Of a refusal: `code` from the function, `message` from the gateway. */
const refusalSchema = z.looseObject({ code: z.string(), message: z.string() }).partial();

/** Requests of one caller a minute. */
const LIMIT = 100;

let folder: string;
let cloud: Cloud;
let caseworker: string;
let tax: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-api-'));
  cloud = await startCloud({
    data: join(folder, 'data'),
    port: 0,
    clockFrom: Date.parse('2026-03-10T09:00:00+08:00'),
    assembly: () => keptAssembly(),
    unhurried: true,
    // A minute has as many requests as the test makes in it, and not as the machine is fast.
    clockStandsStill: true,
    parameters: { CallerRequestsPerMinute: String(LIMIT) },
  });
  caseworker = await cloud.token({ sub: 'lin', role: 'caseworker', regions: ['141181'] });
  tax = await cloud.token({ sub: 'window', role: 'tax', regions: ['141181'] });
});
afterAll(async () => {
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The raw door: for what is refused. */
async function call(token: string | null, method: string, path: string, body?: unknown, key?: string) {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  const reply = await openDesk(cloud.url, () => token).send(method, path, { body, headers });
  return { status: reply.status, body: refusalSchema.parse(JSON.parse(reply.bytes.toString('utf8'))) };
}

const desk = () => openDesk(cloud.url, () => caseworker);
const show = (id: string) => desk().ask('getCase', { params: { id } });

/** Opens a case and lets the execution come to its wait. */
async function untilTask(sequence: number) {
  const headers = { 'idempotency-key': `key-http-${sequence}` };
  const { caseId } = await desk().ask('openCase', { body: xiaoyiOpening(sequence), headers });
  await cloud.move('PT1S');
  const { task } = await show(caseId);
  if (!task) throw new Error(`${caseId} waits for nobody`);
  return { caseId, task };
}

test('a case goes from its opening to a payment that counts, and the person is told what to pay', async () => {
  const { caseId, task } = await untilTask(1);
  await desk().ask('decideTask', { params: { id: task.taskId }, body: approvalOfTask(task) });
  await cloud.move('PT1S');
  const payment = { voucherNumber: 'V-http-1', idNumber: idNumber(1), region: '141181', coverageYear: 2026 };
  const paid = { ...payment, amount: '1100.00', collectedOn: '2026-03-10' };
  await openDesk(cloud.url, () => tax).ask('recordPayment', { body: paid });
  await cloud.move('PT1M');
  const { state, history, notices } = await show(caseId);
  expect(state).toBe('awaiting_benefits');
  expect(history.map(({ event }) => event)).toContain('payment_confirmed');
  expect(notices).toHaveLength(1);
});

describe('a token', () => {
  test.each([
    ['none', async () => null],
    ['one that is no token', async () => 'nonsense'],
    ['one that was altered', async () => `${caseworker.slice(0, -6)}AAAAAA`],
  ])('%s is refused', async (_what, token) => {
    const { status, body } = await call(await token(), 'GET', '/cases');
    expect([status, body.message]).toEqual([401, 'Unauthorized']);
  });

  test('that has expired is refused', async () => {
    const morning = await cloud.token({ sub: 'lin', role: 'caseworker', regions: ['141181'] });
    await cloud.move('PT9H');
    expect((await call(morning, 'GET', '/cases')).status).toBe(401);
    caseworker = await cloud.token({ sub: 'lin', role: 'caseworker', regions: ['141181'] });
  });

  test('is not needed for the description of the API', async () => {
    expect((await call(null, 'GET', '/openapi.json')).status).toBe(200);
  });
});

test('who works with the API through its client is told a refusal by its code', async () => {
  expect((await desk().ask('listCases', { query: { limit: '1' } })).cases).toHaveLength(1);
  await expect(show('L141181-2026-NOBODY')).rejects.toMatchObject({
    name: 'RefusedError',
    status: 404,
    code: 'case_not_found',
  });
});

test('a body of 2 MB is refused, and the machine serves on', async () => {
  const { status, body } = await call(caseworker, 'POST', '/cases', 'x'.repeat(2_000_000), 'key-http-big');
  expect([status, body.code]).toEqual([413, 'body_too_large']);
  expect((await desk().ask('listCases', {})).cases).not.toEqual([]);
});

test('a withdrawal ends the execution as withdrawn and the person is told', async () => {
  const { caseId } = await untilTask(2);
  await desk().ask('withdrawCase', { params: { id: caseId }, body: { reason: '本人要求' } });
  await cloud.move('PT1S');
  const { state, notices } = await show(caseId);
  expect([state, notices.map(({ occasion }) => occasion)]).toEqual(['withdrawn', ['withdrawn']]);
});

test('the schedule finishes within two minutes what a crash left undone', async () => {
  const { caseId } = await untilTask(3);
  const client = openDocumentClient({ region: 'cn-northwest-1', endpoint: cloud.url, credentials: cloud.owner });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const where = { TableName: TableNames.find((name) => name.includes('Cases')), Key: { caseId } };
  // The mark that a process leaves that dies between the write of the case and its effect.
  await client.send(
    new UpdateCommand({
      ...where,
      UpdateExpression: 'SET pending = :start, pendingKey = :pending, pendingSince = :since',
      ExpressionAttributeValues: {
        ':start': { kind: 'start' },
        ':pending': 'pending',
        ':since': new Date(cloud.clock.now()).toISOString(),
      },
    }),
  );
  await cloud.move('PT2M');
  const pending = async () => {
    const { Item } = await client.send(new GetCommand({ ...where, ConsistentRead: true }));
    return [Item?.caseId, Item?.pending];
  };
  await expect.poll(pending).toEqual([caseId, undefined]);
});

test('a token that is not sound in every part is refused at the door', async () => {
  const kept = z.object({ privateKey: z.string() });
  const { privateKey } = kept.parse(JSON.parse(await readFile(join(folder, 'data/issuer.json'), 'utf8')));
  const [key, publicKey] = [createPrivateKey(privateKey), createPublicKey(privateKey)];
  const { keyId } = await openTokens(join(folder, 'data'));
  const now = Math.floor(cloud.clock.now() / 1000);
  const wrong = await wrongTokens({ issuer: issuerUrl, audience, keyId, key, publicKey, now });
  const answers: Record<string, number> = {};
  for (const [name, authorization] of Object.entries(wrong)) {
    const response = await fetch(`${cloud.url}/cases`, { headers: { authorization } });
    answers[name] = response.status;
    expect(`${name}: ${await response.text()}`).toBe(`${name}: {"message":"Unauthorized"}`);
  }
  expect(Object.values(answers).length).toBeGreaterThan(35);
  expect(Object.entries(answers).filter(([, status]) => status !== 401)).toEqual([]);
});

test('a sound token of somebody without a part in it is refused by the function', async () => {
  const nobody = await cloud.token({ sub: '', role: 'caseworker', regions: ['141181'] });
  const university = await cloud.token({ sub: 'u', role: 'university', regions: [] });
  for (const token of [nobody, university]) {
    const { status, body } = await call(token, 'GET', '/cases');
    expect([status, body.code]).toEqual([401, 'not_authorized']);
  }
});

test('a caller who floods is refused until the minute is over, and the others go on', async () => {
  const flooder = await cloud.token({ sub: 'flooder', role: 'caseworker', regions: ['141181'] });
  const flood = Array.from({ length: 10 }, async () => {
    const answers: Response[] = [];
    for (let count = 0; count < 25; count += 1) {
      const response = await fetch(`${cloud.url}/policies`, { headers: { authorization: `Bearer ${flooder}` } });
      await response.clone().arrayBuffer();
      answers.push(response);
    }
    return answers;
  });
  await Promise.all(Array.from({ length: 20 }, () => desk().ask('listTasks', {})));
  const answers = (await Promise.all(flood)).flat();
  const passed = answers.filter(({ status }) => status === 200).length;
  // Each environment lets ten pass before it hears of the others.
  expect(passed).toBeGreaterThanOrEqual(LIMIT);
  expect(passed).toBeLessThan(LIMIT + 30);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBe(answers.length - passed);
  const seconds = Number(refused[0]?.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await refused[0]?.json()).toMatchObject({ code: 'too_many_requests', status: 429 });
  await cloud.move('PT1M');
  expect((await call(flooder, 'GET', '/policies')).status).toBe(200);
});
