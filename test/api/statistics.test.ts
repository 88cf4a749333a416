/** 统计: each sees the figures of those that it may see, and they are those of the cases. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '../../infra/local/desk/desk.ts';
import { CHANGZHI, openOffice, type Who, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

const CHIEF: Who = ['approver', '141181', 'zhao'];
const OTHER_CHIEF: Who = ['approver', '140400', 'qian'];
const OTHER_CLERK: Who = ['caseworker', '141181', 'sun'];
const UNIVERSITY: Who = ['university', '141181', 'registrar', '10112'];

let office: Awaited<ReturnType<typeof openOffice>>;
/** Three cases of Lin in March, of which two wait for a desk and one was withdrawn after nine days. */
beforeAll(async () => {
  office = await openOffice();
  const opened: string[] = [];
  for (const sequence of [1, 2, 3]) {
    office.goTo(`2026-03-0${sequence}T09:00:00+08:00`);
    const caseId = await office.openCase(XIAOYI, xiaoyiOpening(700 + sequence), `counted-${sequence}`);
    opened.push(caseId);
    await office.task('assess', caseId);
    await office.task('case/ask-caseworker', caseId, `token-${sequence}`);
  }
  office.goTo('2026-03-12T09:00:00+08:00');
  await office.withdraw(XIAOYI, opened[2] ?? '');
  const waiting = (await office.show(XIAOYI, opened[0] ?? '')).task;
  const confirm = waiting?.confirmations.map(({ field }) => field) ?? [];
  const shown = waiting?.shown;
  await office.decide(XIAOYI, waiting?.taskId ?? '', {
    action: 'approve',
    confirm,
    acknowledge: [],
    shown: shown ?? '',
  });
  office.goTo('2026-03-20T09:00:00+08:00');
  const { handler } = await import('../../functions/tasks/operations/count-cases.ts');
  await handler({ source: 'canbao.count', scheduledTime: office.now() });
});
afterAll(() => office.close());

const read = (who: Who, query: Input<'getStatistics'>['query'] = {}) =>
  office.desk(who).ask('getStatistics', { query });

test('a chief sees what a region has received and finished, what is open and overdue, and what people confirmed', async () => {
  const found = await read(CHIEF);
  expect(found).toMatchObject({ whose: 'region', fromMonth: '2026-03', complete: true });
  expect(found.total).toEqual({ received: 3, finished: 1, median: 9, ninety: 9 });
  expect(found.open).toMatchObject({ count: 2, overdue: 1 });
  expect(found.kinds[0]?.ends).toEqual([{ state: 'withdrawn', count: 1 }]);
  expect(found.months).toHaveLength(12);
  expect(found.months.at(-1)).toMatchObject({ month: '2026-03', received: 3, finished: 1, collected: '0.00' });
  expect(found.values.length).toBeGreaterThan(0);
  for (const { field, label, confirmed } of found.values) {
    expect([confirmed, label === field]).toEqual([1, false]);
  }
});

test('an overdue case is counted as the list of overdue cases has it', async () => {
  const { counted } = await office.desk(CHIEF).ask('countCases', { query: { overdue: 'yes' } });
  expect((await read(CHIEF)).open.overdue).toBe(counted?.count);
});

test('another region’s chief, another clerk and a university see nothing of it, and a clerk sees no region', async () => {
  expect((await read(OTHER_CHIEF)).total).toMatchObject({ received: 0, finished: 0 });
  expect((await read(CHANGZHI)).open.count).toBe(0);
  expect((await read(OTHER_CLERK)).total.received).toBe(0);
  expect(await read(UNIVERSITY)).toMatchObject({
    whose: 'university',
    values: [],
    universities: [],
    open: { count: 0 },
  });
  for (const [who, url] of [
    [OTHER_CHIEF, '/statistics?region=141181'],
    [XIAOYI, '/statistics?whose=region'],
    [XIAOYI, '/statistics/sheet?whose=region'],
    [UNIVERSITY, '/statistics?region=140400'],
  ] as const) {
    expect([url, (await office.get(who, url)).status]).toEqual([url, 403]);
  }
});

test('a clerk sees the cases that one has opened, and what one has decided', async () => {
  const own = await read(XIAOYI);
  expect(own).toMatchObject({ whose: 'own', decided: [{ action: 'approve', count: 1 }], values: [] });
  expect(own.total.received).toBe(3);
});

test('the figures are taken away as a sheet', async () => {
  const sheet = await office
    .desk(CHIEF)
    .ask('downloadStatistics', { query: { fromMonth: '2026-01', toMonth: '2026-03' } });
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
  const backwards = await office.get(CHIEF, '/statistics?fromMonth=2026-04&toMonth=2026-03');
  expect(backwards).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
});
