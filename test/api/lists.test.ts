/** Lists of cases and tasks: narrowed, ordered, counted, and page by page, each without what another region has. */
import { BatchWriteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDocumentClient } from '../../functions/store/client.ts';
import type { Input } from '../../infra/local/desk/desk.ts';
import { CHANGZHI, openOffice, type Who, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

const APPROVER: Who = ['approver', '141181', 'zhao'];

let office: Awaited<ReturnType<typeof openOffice>>;
const opened: string[] = [];
/** Five cases on five days; the first three wait for a desk, each until a day of its own. */
beforeAll(async () => {
  office = await openOffice();
  for (let sequence = 1; sequence <= 5; sequence += 1) {
    office.goTo(`2026-03-0${sequence}T09:00:00+08:00`);
    const caseId = await office.openCase(XIAOYI, xiaoyiOpening(600 + sequence), `listed-${sequence}`);
    opened.push(caseId);
    if (sequence > 3) continue;
    await office.task('assess', caseId);
    await office.task('case/ask-caseworker', caseId, `token-${sequence}`);
  }
  office.goTo('2026-03-17T09:00:00+08:00');
});
afterAll(() => office.close());

const [one, two, three, four, five] = [0, 1, 2, 3, 4].map((index) => () => opened[index]);
const named = (...which: (typeof one)[]) => which.map((find) => find?.());

type Query = NonNullable<Input<'listCases'>['query']>;
async function casesOf(query: Query, who = XIAOYI) {
  const { cases, cursor } = await office.desk(who).ask('listCases', { query });
  return { ids: cases.map(({ caseId }) => caseId), cursor };
}
const countCases = async (query: Input<'countCases'>['query'] = {}, who = XIAOYI) =>
  (await office.desk(who).ask('countCases', { query })).counted;
const countTasks = async (query: Input<'countTasks'>['query'] = {}) =>
  (await office.desk(XIAOYI).ask('countTasks', { query })).counted;

test('cases come newest first, oldest first, or by the day until which they wait', async () => {
  expect((await casesOf({})).ids).toEqual(named(five, four, three, two, one));
  expect((await casesOf({ order: 'oldest' })).ids).toEqual(named(one, two, three, four, five));
  expect((await casesOf({ order: 'due' })).ids).toEqual(named(one, two, three));
});

test('a page is followed by the next one in every order, and nothing is shown twice', async () => {
  const days = { openedFrom: '2026-03-01', openedTo: '2026-03-05' };
  const queries: [Query, number][] = [
    [{ order: 'newest' }, 5],
    [{ order: 'oldest' }, 5],
    [{ order: 'newest', ...days }, 5],
    [{ order: 'due' }, 3],
  ];
  for (const [query, many] of queries) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await casesOf({ ...query, limit: '2', cursor });
      seen.push(...page.ids);
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    expect([query, seen.length, new Set(seen).size]).toEqual([query, many, many]);
  }
});

test('cases are narrowed by the local day of the opening, by amount, by being overdue, and to those of one’s own hand', async () => {
  expect((await casesOf({ openedFrom: '2026-03-02', openedTo: '2026-03-03' })).ids).toEqual(named(three, two));
  expect((await casesOf({ amountFrom: '1100', amountTo: '1100.00' })).ids).toEqual(named(three, two, one));
  expect((await casesOf({ amountTo: '1099.99' })).ids).toEqual([]);
  expect((await casesOf({ overdue: 'yes' })).ids).toEqual(named(one, two));
  expect((await casesOf({ handledBy: 'me' }, APPROVER)).ids).toEqual([]);
  expect((await casesOf({ handledBy: 'me' })).ids).toHaveLength(5);
  const { status, body } = await office.get(XIAOYI, '/cases?overdue=yes&openedFrom=2026-03-01');
  expect([status, body.code]).toEqual([422, 'invalid_request']);
});

test('a list is counted whole, however long its pages are; not where only looking at each would tell', async () => {
  expect(await countCases()).toEqual({ count: 5, more: false });
  expect(await countCases({ state: 'awaiting_decision' })).toEqual({ count: 3, more: false });
  expect(await countCases({ openedTo: '2026-03-02' })).toEqual({ count: 2, more: false });
  expect(await countTasks()).toEqual({ count: 3, more: false });
  expect(await countTasks({ overdue: 'yes' })).toEqual({ count: 2, more: false });
  expect(await countTasks({ task: 'first_review' })).toEqual({ count: 0, more: false });
  expect(await countCases({ amountFrom: '1' })).toBeNull();
  expect(await countCases({}, CHANGZHI)).toEqual({ count: 0, more: false });
});

test('an approver’s own list holds what one person alone cannot finish; a caseworker’s holds what the caseworker can decide', async () => {
  const tasksFor = async (who: Who) => (await office.desk(who).ask('listTasks', { query: { for: 'me' } })).tasks.length;
  expect(await tasksFor(XIAOYI)).toBe(3);
  expect(await tasksFor(APPROVER)).toBe(0);
});

test('what was due before today is counted, whatever month is looked at, and listed by itself', async () => {
  const may = { from: '2026-05-01', to: '2026-05-31' };
  const counted = await office.desk(XIAOYI).ask('countDeadlines', { query: may });
  expect(counted).toEqual({ counts: [], more: false, overdue: 2 });
  const asked = { params: { day: '2026-03-16' }, query: { before: 'all' as const } };
  const listed = await office.desk(XIAOYI).ask('listDeadlines', asked);
  expect(listed.cases.map(({ caseId }) => caseId)).toEqual(named(one, two));
});

test('lists are narrowed to the person of a case, which stands in the address by its number alone; within one’s regions', async () => {
  const [personOf = ''] = opened;
  await office.withdraw(XIAOYI, personOf);
  const second = await office.openCase(XIAOYI, xiaoyiOpening(601), 'listed-again');
  await office.task('assess', second);
  await office.task('case/ask-caseworker', second, 'token-again');
  expect((await casesOf({ personOf })).ids).toEqual([second, personOf]);
  expect((await casesOf({ personOf: second, order: 'oldest', state: 'withdrawn' })).ids).toEqual([personOf]);
  expect((await casesOf({ personOf, order: 'due' })).ids).toEqual([second]);
  const first = await casesOf({ personOf, limit: '1' });
  expect([first.ids, (await casesOf({ personOf, limit: '1', cursor: first.cursor ?? '' })).ids]).toEqual([
    [second],
    [personOf],
  ]);
  expect([await countCases({ personOf }), await countTasks({ personOf })]).toEqual([
    { count: 2, more: false },
    { count: 1, more: false },
  ]);
  const { tasks } = await office.desk(XIAOYI).ask('listTasks', { query: { personOf } });
  // Each of them tells something of one person, and is logged.
  const reasons = office.logged.filter((line) => line.includes('"person":')).map((line) => JSON.parse(line).reason);
  expect(reasons.slice(-3)).toEqual(['count', 'count', 'list']);
  expect(tasks.map((task) => task.case.caseId)).toEqual([second]);
  const elsewhere = await office.get(CHANGZHI, `/cases?personOf=${personOf}`);
  expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'case_not_found']);
  expect((await office.get(XIAOYI, '/cases?personOf=141199198505170019')).status).toBe(422);
});

test('cases come by amount whole, those without one behind the smallest, and those that an earlier release wrote once they are counted', async () => {
  const client = openDocumentClient();
  const { handler } = await import('../../functions/tasks/operations/count-cases.ts');
  const count = () => handler({ source: 'canbao.count', scheduledTime: office.now() });
  const notReady = await office.get(XIAOYI, '/cases?order=largest');
  expect([notReady.status, notReady.body.code]).toEqual([409, 'order_not_ready']);
  for (const caseId of opened.slice(0, 4)) {
    await client.send(new UpdateCommand({ TableName: 'Cases', Key: { caseId }, UpdateExpression: 'REMOVE amountKey' }));
  }
  await office.healPending();
  await count();
  const amounts = async (query: Query) => {
    const { cases } = await office.desk(XIAOYI).ask('listCases', { query });
    return cases.map(({ caseId, payable }) => [caseId, payable]);
  };
  const all = await amounts({});
  const down = await amounts({ order: 'largest' });
  expect(down).toHaveLength(all.length);
  expect(await amounts({ order: 'smallest' })).toEqual(down.toReversed());
  const reckoned = down.map(([, payable]) => Number(payable ?? -1));
  expect(reckoned).toEqual(reckoned.toSorted((a, b) => b - a));
  expect(reckoned.at(-1)).toBe(-1);
  expect(await amounts({ order: 'largest', amountFrom: '1100', amountTo: '1100' })).toEqual(
    down.filter(([, payable]) => payable === '1100.00'),
  );
  expect(await amounts({ order: 'largest', amountTo: '1099.999' })).toEqual([]);
  expect(await countCases({ order: 'smallest', amountFrom: '1' })).toEqual({ count: 4, more: false });
  expect((await amounts({ order: 'largest', openedTo: '2026-03-02' })).map(([id]) => id).toSorted()).toEqual(
    named(one, two).toSorted(),
  );
  expect((await casesOf({ order: 'largest' }, CHANGZHI)).ids).toEqual([]);
});

test('cases and tasks come by the pinyin of the name as it is shown; a list that is too long has to be narrowed first', async () => {
  const client = openDocumentClient();
  const names = ['周*', '安*', '郭*河', '郭*安', '王*'];
  for (const [index, name] of names.entries()) {
    await client.send(
      new UpdateCommand({
        TableName: 'Cases',
        Key: { caseId: opened[index] },
        UpdateExpression: 'SET person.masked.#name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': name },
      }),
    );
  }
  const inPinyin = named(two, four, three, five, one);
  const query = { order: 'name', openedTo: '2026-03-05' } as const;
  expect((await casesOf(query)).ids).toEqual(inPinyin);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await casesOf({ ...query, limit: '2', cursor });
    seen.push(...page.ids);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(inPinyin);
  const tasks = async (order: 'name' | 'largest' | 'smallest') =>
    (await office.desk(XIAOYI).ask('listTasks', { query: { order, amountFrom: '1' } })).tasks.map(
      (task) => task.case.caseId,
    );
  expect((await tasks('name')).filter((id) => opened.includes(id))).toEqual(named(two, three));
  expect(await tasks('largest')).toHaveLength(3);
  // The cursor of a list says nothing of a case elsewhere.
  const mark = (await office.get(XIAOYI, '/cases?order=name&limit=1')).sent.match(/"cursor":"([\w-]{8})/)?.[1];
  for (const place of ['L140400-2026-AAAAAAAAAA', 'L141181-2026-AAAAAAAAAA', '']) {
    const forged = `${mark}${Buffer.from(place).toString('base64url') || '-'}`;
    expect((await office.get(XIAOYI, `/cases?order=name&limit=1&cursor=${forged}`)).status).toBe(422);
  }
  const { Item = {} } = await client.send(new GetCommand({ TableName: 'Cases', Key: { caseId: opened[0] } }));
  for (let start = 0; start < 500; start += 25) {
    const puts = Array.from({ length: 25 }, (_, n) => {
      const caseId = `L141181-2026-MANY${String(start + n).padStart(6, '0')}`;
      const openedKey = `2026-02-01T00:00:00.000Z#${caseId}`;
      return { PutRequest: { Item: { ...Item, caseId, openedKey } } };
    });
    await client.send(new BatchWriteCommand({ RequestItems: { Cases: puts } }));
  }
  const tooLong = await office.get(XIAOYI, '/cases?order=name');
  expect([tooLong.status, tooLong.body.code]).toEqual([422, 'list_too_long']);
  expect((await office.get(XIAOYI, '/cases?order=name&openedFrom=2026-03-01')).status).toBe(200);
});
