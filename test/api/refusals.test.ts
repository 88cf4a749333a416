import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, CHANGZHI, openOffice, TAX, XIAOYI } from './office.ts';
import { idNumber, person, xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function storedItems(): Promise<number> {
  const client = new DynamoDBClient({});
  const tables = ['Cases', 'Ledger', 'Notices'];
  const counts = await Promise.all(tables.map((TableName) => client.send(new ScanCommand({ TableName }))));
  return counts.reduce((sum, { Count = 0 }) => sum + Count, 0);
}

function expectProblem(answer: Answer, status: number, code: string, path?: string): void {
  expect(answer).toMatchObject({ status, body: { status, code, type: `urn:canbao:problem:${code}` } });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.body.detail).toMatch(/\p{Script=Han}.*。$/su);
  if (path !== undefined) expect(answer.body.issues?.map((issue) => issue.path)).toContain(path);
}

const good = xiaoyiOpening(1);
const payment = {
  voucherNumber: 'V-0001',
  idNumber: idNumber(1),
  region: '141181',
  coverageYear: 2026,
  amount: '1100.00',
  collectedOn: '2026-03-10',
};

describe('nothing is stored, and the answer is a problem with a code, a path and a Chinese sentence', () => {
  afterEach(async () => expect(await storedItems()).toBe(0));

  test.each([
    [
      'an unknown region',
      { ...good, facts: { ...good.facts, region: '999999' } },
      404,
      'policy_not_found',
      'facts.region',
    ],
    [
      'an unknown year',
      { ...good, facts: { ...good.facts, coverageYear: 2031 } },
      404,
      'policy_not_found',
      'facts.region',
    ],
    [
      'a date that is none',
      { ...good, facts: { ...good.facts, exit: { scheme: 'employee', on: '2026-02-30' } } },
      422,
      'invalid_request',
      'facts.exit.on',
    ],
    [
      'a wrong check digit',
      { ...good, person: { ...person(1), idNumber: idNumber(1).replace(/.$/, (last) => (last === '0' ? '1' : '0')) } },
      422,
      'invalid_request',
      'person.idNumber',
    ],
    ['an unknown field', { ...good, urgent: true }, 422, 'invalid_request', 'urgent'],
    [
      'an unknown fact',
      { ...good, facts: { ...good.facts, paidOn: '2026-03-10' } },
      422,
      'invalid_request',
      'facts.paidOn',
    ],
    [
      'another birth date than the id number has',
      { ...good, facts: { ...good.facts, birthDate: '1985-05-18' } },
      422,
      'invalid_request',
      'facts.birthDate',
    ],
    [
      'no word on the history',
      { ...good, facts: { ...good.facts, history: {} } },
      422,
      'invalid_request',
      'facts.history',
    ],
    ['a kind that is not dealt with here', { ...good, kind: 'pension' }, 422, 'invalid_request', 'kind'],
    ['a list instead of an object', [good], 422, 'invalid_request', ''],
    ['text that is no JSON', '{"person":', 400, 'invalid_json', undefined],
    ['nothing', undefined, 400, 'invalid_json', undefined],
    ['2 MB', JSON.stringify({ ...good, note: 'x'.repeat(2_000_000) }), 413, 'body_too_large', undefined],
  ])('POST /cases with %s', async (_what, body, status, code, path) => {
    expectProblem(await office.open(XIAOYI, body, 'key-refused'), status, code, path);
  });

  test('POST /cases without an Idempotency-Key', async () => {
    expectProblem(await office.post(XIAOYI, '/cases', good), 400, 'idempotency_key_required');
  });

  test('POST /cases for a region of others', async () => {
    expectProblem(await office.open(CHANGZHI, good, 'key-refused'), 403, 'region_not_allowed');
  });

  test.each([
    ['an amount with four decimals', { amount: '1100.0000' }, 422, 'invalid_request', 'amount'],
    ['an amount that is a number', { amount: 1100 }, 422, 'invalid_request', 'amount'],
    ['no money', { amount: '0.00' }, 422, 'invalid_request', 'amount'],
    ['a day to come', { collectedOn: '2026-03-11' }, 422, 'invalid_request', 'collectedOn'],
    ['a region of others', { region: '450100' }, 403, 'region_not_allowed', undefined],
  ])('POST /payments with %s', async (_what, part, status, code, path) => {
    expectProblem(await office.post(TAX, '/payments', { ...payment, ...part }), status, code, path);
  });

  test.each([
    ['a caseworker', XIAOYI, '/payments', payment, 403, 'role_not_allowed'],
    ['a tax office', TAX, '/cases', good, 403, 'role_not_allowed'],
    ['a role that is none', ['director', '141181'] as const, '/cases', good, 401, 'not_authorized'],
    ['a token without claims', null, '/cases', good, 401, 'not_authorized'],
  ])('%s may not call %s', async (_who, who, path, body, status, code) => {
    expectProblem(await office.call(who, 'POST', path, body, { 'idempotency-key': 'key-refused' }), status, code);
  });

  test.each([
    ['POST', '/tasks/L141181-2026-AAAAAAAAAA.1/decision', { action: 'approve' }, 404, 'task_not_found'],
    ['POST', '/tasks/L141181-2026-AAAAAAAAAA.1/decision', { action: 'delete' }, 422, 'invalid_request'],
    ['POST', '/tasks/L141181-2026-AAAAAAAAAA.1/decision', { action: 'reject' }, 422, 'invalid_request'],
    ['POST', '/cases/L141181-2026-AAAAAAAAAA/withdrawal', { reason: '本人要求' }, 404, 'case_not_found'],
    ['POST', '/cases/L141181-2026-AAAAAAAAAA/withdrawal', {}, 422, 'invalid_request'],
    ['GET', '/cases/%F0%28', undefined, 404, 'case_not_found'],
    ['GET', '/cases?state=gone', undefined, 422, 'invalid_request'],
    ['GET', '/cases?limit=101', undefined, 422, 'invalid_request'],
    ['GET', '/cases?region=140400', undefined, 403, 'region_not_allowed'],
    ['GET', '/policies/999999/2026', undefined, 404, 'policy_not_found'],
    ['GET', '/policies/141181/x', undefined, 404, 'policy_not_found'],
    ['GET', '/policies/141181/2026?asOf=2026-13-01', undefined, 422, 'invalid_request'],
    ['POST', '/assessments/divination', {}, 404, 'unknown_kind'],
    ['POST', '/assessments/late-payment', { region: '141181' }, 422, 'invalid_request'],
    ['DELETE', '/cases', undefined, 405, 'method_not_allowed'],
    ['GET', '/secrets', undefined, 404, 'route_not_found'],
  ])('%s %s is refused', async (method, url, body, status, code) => {
    expectProblem(await office.call(XIAOYI, method, url, body), status, code);
  });
});

test('a fault of ours says nothing of itself, and a database out of reach asks to try again', async () => {
  office.services.writesLeft = 0;
  const answer = await office.open(XIAOYI, good, 'key-of-a-fault');
  office.services.writesLeft = Number.POSITIVE_INFINITY;
  expectProblem(answer, 503, 'temporarily_unavailable');
  expect(answer.sent).not.toMatch(/died|socket|at |141199/);
  expect(office.logged.at(-1)).toContain('"route":"POST /cases"');
});

test('the log names routes, codes and errors, and nothing that anybody sent', () => {
  expect(office.logged.length).toBeGreaterThan(30);
  expect(office.logged.join('')).not.toMatch(/141199|试一人|13900000000|V-0001|xxxx|idNumber/);
  for (const line of office.logged) expect(Object.keys(JSON.parse(line))).not.toContain('body');
});
