/** Lists of cases and tasks: narrowed, ordered, counted, and page by page, each without what another region has. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
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
    const caseId = String((await office.open(XIAOYI, xiaoyiOpening(600 + sequence), `listed-${sequence}`)).body.caseId);
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

async function casesOf(query: string, who = XIAOYI) {
  const { body } = await office.get(who, `/cases?${query}`);
  return { ids: body.cases?.map(({ caseId }) => caseId), cursor: body.cursor };
}
const countSchema = z.object({ counted: z.object({ count: z.int(), more: z.boolean() }).nullable() });
const countOf = async (path: string, who = XIAOYI) =>
  countSchema.parse(JSON.parse((await office.get(who, path)).sent)).counted;

test('cases come newest first, oldest first, or by the day until which they wait', async () => {
  expect((await casesOf('')).ids).toEqual(named(five, four, three, two, one));
  expect((await casesOf('order=oldest')).ids).toEqual(named(one, two, three, four, five));
  expect((await casesOf('order=due')).ids).toEqual(named(one, two, three));
});

test('a page is followed by the next one in every order, and nothing is shown twice', async () => {
  for (const order of ['newest', 'oldest', 'newest&openedFrom=2026-03-01&openedTo=2026-03-05', 'due']) {
    const seen: (string | undefined)[] = [];
    for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
      const page: Awaited<ReturnType<typeof casesOf>> = await casesOf(
        `order=${order}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...(page.ids ?? []));
      cursor = page.cursor;
    }
    expect([order, seen.length, new Set(seen).size]).toEqual([order, order === 'due' ? 3 : 5, order === 'due' ? 3 : 5]);
  }
});

test('cases are narrowed by the local day of the opening, by amount, by being overdue, and to those of one’s own hand', async () => {
  expect((await casesOf('openedFrom=2026-03-02&openedTo=2026-03-03')).ids).toEqual(named(three, two));
  expect((await casesOf('amountFrom=1100&amountTo=1100.00')).ids).toEqual(named(three, two, one));
  expect((await casesOf('amountTo=1099.99')).ids).toEqual([]);
  expect((await casesOf('overdue=yes')).ids).toEqual(named(one, two));
  expect((await casesOf('handledBy=me', APPROVER)).ids).toEqual([]);
  expect((await casesOf('handledBy=me')).ids).toHaveLength(5);
  const { status, body } = await office.get(XIAOYI, '/cases?overdue=yes&openedFrom=2026-03-01');
  expect([status, body.code]).toEqual([422, 'invalid_request']);
});

test('a list is counted whole, however long its pages are; not where only looking at each would tell', async () => {
  expect(await countOf('/cases/count')).toEqual({ count: 5, more: false });
  expect(await countOf('/cases/count?state=awaiting_decision')).toEqual({ count: 3, more: false });
  expect(await countOf('/cases/count?openedTo=2026-03-02')).toEqual({ count: 2, more: false });
  expect(await countOf('/tasks/count')).toEqual({ count: 3, more: false });
  expect(await countOf('/tasks/count?overdue=yes')).toEqual({ count: 2, more: false });
  expect(await countOf('/tasks/count?task=first_review')).toEqual({ count: 0, more: false });
  expect(await countOf('/cases/count?amountFrom=1')).toBeNull();
  expect(await countOf('/cases/count', CHANGZHI)).toEqual({ count: 0, more: false });
});

test('an approver’s own list holds what one person alone cannot finish; a caseworker’s holds what the caseworker can decide', async () => {
  const tasksFor = async (who: Who) => (await office.get(who, '/tasks?for=me')).body.tasks?.length;
  expect(await tasksFor(XIAOYI)).toBe(3);
  expect(await tasksFor(APPROVER)).toBe(0);
});

test('what was due before today is counted, whatever month is looked at, and listed by itself', async () => {
  const { sent } = await office.get(XIAOYI, '/deadlines?from=2026-05-01&to=2026-05-31');
  expect(JSON.parse(sent)).toEqual({ counts: [], more: false, overdue: 2 });
  const listed = await office.get(XIAOYI, '/deadlines/2026-03-16?before=all');
  expect(listed.body.cases?.map(({ caseId }) => caseId)).toEqual(named(one, two));
});
