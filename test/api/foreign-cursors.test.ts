/** A cursor is a place in one list, and the system's own name is nobody's: both are refused with a sentence. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindCursor, openCursor } from '../../functions/api/http/bound-cursor.ts';
import { ProblemError } from '../../functions/runtime/problem.ts';
import { openOffice, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
let given: string;
beforeAll(async () => {
  office = await openOffice();
  for (const number of [1, 2]) await office.openCase(XIAOYI, xiaoyiOpening(number), `key-cursor-${number}`);
  given = (await office.desk(XIAOYI).ask('listCases', { query: { limit: '1' } })).cursor ?? '';
});
afterAll(() => office.close());

const LISTS = [
  ['listCases', '/cases?kind=newborn'],
  ['listTasks', '/tasks?'],
] as const;

describe('a cursor', () => {
  test('leads on in its own list, with another length of the page', async () => {
    expect(given).not.toBe('');
    const query = { limit: '2', cursor: given };
    expect((await office.desk(XIAOYI).ask('listCases', { query })).cases).toHaveLength(1);
  });

  test.each(LISTS)('of another list is refused by %s, and names its field', async (_operation, path) => {
    for (const cursor of [given, 'abcdefghijkl', Buffer.from('{"caseId":"x"}').toString('base64url')]) {
      const { status, body } = await office.get(XIAOYI, `${path}&cursor=${cursor}`);
      expect([status, body.code, body.issues?.[0]?.path]).toEqual([422, 'invalid_request', 'cursor']);
    }
  });

  test.each(LISTS)('that somebody made for %s is no fault of the server', async (operation, path) => {
    const query = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
    for (const place of ['{"caseId":"x","occasion":"y"}', '{"a":1}', 'x', '\u0000', '{"shard":"zz","subject":"x"}']) {
      const raw = { cursor: Buffer.from(place).toString('base64url') };
      const { cursor } = bindCursor(operation, {}, query, raw);
      const { status } = await office.get(XIAOYI, `${path}&cursor=${cursor}`);
      expect(status, `${operation} ${place}`).toBeLessThan(500);
    }
  });
});

test('the mark of a cursor is of its operation, its path and its filters, in every route', () => {
  const query = { region: '141181', day: '2026-03-10' };
  const { cursor } = bindCursor('listOutbox', {}, query, { cursor: 'abc' });
  expect(openCursor('listOutbox', {}, { ...query, limit: '5', cursor }).cursor).toBe('abc');
  for (const [operation, params, asked] of [
    ['listDeadLetters', {}, query],
    ['listOutbox', { id: 'x' }, query],
    ['listOutbox', {}, { ...query, day: '2026-03-11' }],
  ] as const) {
    expect(() => openCursor(operation, params, { ...asked, cursor })).toThrow(ProblemError);
  }
});

test.each(['system:Imports', 'SYSTEM:api', 'operator:li', ' system:x', 'ｓystem:x'])(
  'a token of %j is nobody’s: the history would take it for the system',
  async (sub) => {
    const { status, body } = await office.get(['caseworker', '141181', sub], '/cases');
    expect([status, body.code]).toEqual([401, 'not_authorized']);
  },
);
