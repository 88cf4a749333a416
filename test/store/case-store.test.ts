import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Case, caseSchema } from '../../functions/cases/case.ts';
import { findBrokenEntry } from '../../functions/cases/history.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { type CaseStore, openCaseStore } from '../../functions/store/cases/case-store.ts';
import { decisionWait, newCase, OPENED } from '../support/cases.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

let tables: OpenTables;
let cases: CaseStore<Case>;
beforeAll(async () => {
  tables = await openTables();
  cases = openCaseStore(tables.client, 'Cases', caseSchema);
});
afterAll(() => tables.close());

/** The store asks no entry what it says. */
const STEP = { at: '2026-03-10T02:00:00.000Z', by: 'desk', event: 'assessed', detail: {} } as const;
const LOOKED = { ...STEP, event: 'person_revealed', detail: { field: 'name', reason: '核对' } } as const;

async function put(caseId: string, parts: Parameters<typeof newCase>[1] = {}): Promise<Case> {
  return (await cases.put(newCase(caseId, parts), OPENED)).case;
}

async function changed(before: Case, change: Parameters<CaseStore<Case>['change']>[1]): Promise<Case> {
  const outcome = await cases.change(before, change);
  expect(outcome.ok).toBe(true);
  return outcome.case;
}

describe('a case is stored once', () => {
  test('a second case under the same id is answered with the first', async () => {
    await put('once', { openedBy: 'first' });
    const again = await cases.put(newCase('once', { openedBy: 'second' }), OPENED);
    expect(again).toMatchObject({ stored: false, case: { openedBy: 'first', version: 1 } });
  });

  test('what is read back is what a change answered', async () => {
    const opened = await put('same', { pending: { kind: 'start' } });
    const after = await changed(opened, {
      state: 'awaiting_decision',
      wait: decisionWait('t1', '2026-03-24'),
      pending: null,
      event: STEP,
    });
    expect(await cases.get('same')).toEqual(after);
    expect(after.wait?.waitId).toBe('same.1');
    expect(after.pending).toBeUndefined();
  });
});

describe('a case changes by one conditional update', () => {
  test('of two changes at once one wins and the other sees the case as it has become', async () => {
    const before = await put('race');
    const [one, other] = await Promise.all([
      cases.change(before, { state: 'awaiting_payment', event: STEP }),
      cases.change(before, { state: 'withdrawn', event: STEP }),
    ]);
    expect([one.ok, other.ok].sort()).toEqual([false, true]);
    expect(one.case).toEqual(other.case);
    expect(one.case.version).toBe(2);
    expect(one.case.history).toHaveLength(2);
  });

  test('every entry of the history carries the hash of the one before, and a changed entry is found', async () => {
    const opened = await put('chain');
    await changed(await changed(opened, { event: STEP }), { event: STEP });
    const history = (await cases.get('chain'))?.history ?? [];
    expect(history.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(findBrokenEntry(history)).toBeNull();
    const forged = history.map((entry) => (entry.seq === 2 ? { ...entry, by: 'somebody else' } : entry));
    expect(findBrokenEntry(forged)).toBe(2);
    expect(findBrokenEntry(history.filter(({ seq }) => seq !== 2))).toBe(2);
  });
});

describe('the work queue', () => {
  test('tasks of several regions come least time left first, page by page, and leave when they are decided', async () => {
    const due = { q1: '2026-04-03', q2: '2026-03-20', q3: '2026-03-27' };
    for (const [caseId, day] of Object.entries(due)) {
      const region = caseId === 'q2' ? '141034' : '141182';
      await changed(await put(caseId, { region }), {
        state: 'awaiting_decision',
        wait: decisionWait(`token-${caseId}`, day),
        event: STEP,
      });
    }
    const regions = ['141182', '141034'];
    const first = await cases.tasks({ regions, limit: 2 });
    expect(first.cases.map(({ caseId }) => caseId)).toEqual(['q2', 'q3']);
    const second = await cases.tasks({ regions, limit: 2, cursor: first.cursor ?? undefined });
    expect(second).toMatchObject({ cases: [{ caseId: 'q1' }], cursor: null });

    const decided = await cases.get('q2');
    if (decided) await changed(decided, { state: 'assessing', wait: null, event: STEP });
    expect((await cases.tasks({ regions, limit: 9 })).cases.map(({ caseId }) => caseId)).toEqual(['q3', 'q1']);
    expect((await cases.tasks({ regions: ['141034'], limit: 9 })).cases).toEqual([]);
  });

  test('a parked case keeps its place when somebody looks at its person', async () => {
    const region = '140005';
    const parked = await changed(await put('looked-at', { region }), {
      state: 'parked',
      event: { ...STEP, at: '2026-03-11T01:00:00.000Z' },
    });
    const before = await cases.tasks({ regions: [region], limit: 9 });
    await changed(parked, { event: { ...LOOKED, at: '2026-03-15T01:00:00.000Z' } });
    const due = { from: localDate('2026-03-11'), to: localDate('2026-03-11') };
    expect(before.cases).toHaveLength(1);
    expect((await cases.due({ regions: [region], limit: 9, days: due })).cases).toHaveLength(1);
  });

  test('a wait that no desk can end is not in the queue, a parked case is', async () => {
    const waiting = await changed(await put('p1', { region: '140001' }), {
      state: 'awaiting_payment',
      wait: { ...decisionWait('t', '2026-03-20'), kind: 'payment' },
      event: STEP,
    });
    expect((await cases.tasks({ regions: ['140001'], limit: 9 })).cases).toEqual([]);
    await changed(waiting, { state: 'parked', wait: null, event: STEP });
    expect((await cases.tasks({ regions: ['140001'], limit: 9 })).cases).toMatchObject([{ caseId: 'p1' }]);
  });
});

test('cases are listed newest first, by region and state, page by page', async () => {
  const region = '140002';
  for (const n of [1, 2, 3, 4, 5]) {
    await put(`l${n}`, { region, openedAt: `2026-03-1${n}T00:00:00.000Z`, state: n % 2 ? 'assessing' : 'unpaid' });
  }
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await cases.list({ regions: [region], state: 'assessing', limit: 2, cursor });
    ids.push(...page.cases.map(({ caseId }) => caseId));
    cursor = page.cursor;
  }
  expect(ids).toEqual(['l5', 'l3', 'l1']);
  expect((await cases.list({ regions: [region], kind: 'refund', limit: 9 })).cases).toEqual([]);
});

test('cases that somebody had a hand in are found among many others, page by page', async () => {
  const region = '140003';
  const filler = Array.from({ length: 40 }, (_none, n) => n);
  for (const n of filler) await put(`h${n}`, { region, openedAt: `2026-03-01T00:${10 + n}:00.000Z` });
  for (const caseId of ['h3', 'h30']) {
    const found = await cases.get(caseId);
    if (found) await changed(found, { event: { ...STEP, by: 'li' } });
  }
  const own = { regions: [region], handledBy: 'li', limit: 1 };
  const first = await cases.list(own);
  const second = await cases.list({ ...own, cursor: first.cursor ?? undefined });
  expect([first, second].map((page) => page.cases.map(({ caseId }) => caseId))).toEqual([['h30'], ['h3']]);
  expect(second.cursor).toBeNull();
});

test('the queue is narrowed to a kind of case and a kind of task before it is cut into pages', async () => {
  const region = '140004';
  for (const n of [1, 2, 3]) {
    const due = `2026-03-2${n}`;
    const wait = n === 2 ? { ...decisionWait('t', due), kind: 'payment_question' as const } : decisionWait('t', due);
    await changed(await put(`k${n}`, { region }), { state: 'awaiting_decision', wait, event: STEP });
  }
  const found = await cases.tasks({ regions: [region], task: 'payment_question', limit: 1 });
  expect(found).toMatchObject({ cases: [{ caseId: 'k2' }], cursor: null });
  expect((await cases.tasks({ regions: [region], kind: 'refund', limit: 9 })).cases).toEqual([]);
  expect((await cases.tasks({ regions: [region], kind: 'late-payment', task: 'parked', limit: 9 })).cases).toEqual([]);
});

describe('the mark of an outstanding effect', () => {
  test('is found until it is cleared', async () => {
    const opened = await put('mark', { pending: { kind: 'start' } });
    const found = async () => cases.pendingBefore('2026-03-10T01:01:00.000Z');
    expect(await found()).toContain('mark');
    await cases.clearPending(opened);
    await cases.clearPending(opened);
    expect(await found()).not.toContain('mark');
    expect((await cases.get('mark'))?.version).toBe(1);
  });

  test('lies in one of several partitions, and in the one of earlier releases it is found too', async () => {
    const since = '2026-03-10T00:00:00.000Z';
    const ids = Array.from({ length: 24 }, (_, index) => `mark-${index}`);
    for (const id of ids) await put(id, { pending: { kind: 'start' } });
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: 'Cases' }));
    const keys = new Set(Items.filter(({ caseId }) => ids.includes(caseId)).map(({ pendingKey }) => pendingKey));
    expect(keys.size).toBeGreaterThan(4);

    await tables.client.send(
      new UpdateCommand({
        TableName: 'Cases',
        Key: { caseId: 'mark-0' },
        UpdateExpression: 'SET pendingKey = :earlier, pendingSince = :since',
        ExpressionAttributeValues: { ':earlier': 'pending', ':since': since },
      }),
    );
    const found = await cases.pendingBefore('2026-03-11T00:00:00.000Z');
    for (const id of ids) expect(found).toContain(id);
  });

  test('does not come back by a change that was decided on before it was taken away', async () => {
    const opened = await put('happened', { pending: { kind: 'start' } });
    await cases.clearPending(opened);
    const outcome = await cases.change(opened, { state: 'assessing', event: STEP });
    expect(outcome).toMatchObject({ ok: false, case: { version: 1 } });
    expect(outcome.case.pending).toBeUndefined();
    expect((await changed(outcome.case, { state: 'assessing', event: STEP })).pending).toBeUndefined();
    expect(await cases.pendingBefore('2026-03-11T00:00:00.000Z')).not.toContain('happened');
  });

  test('is not taken away by one whose own effect it no longer is', async () => {
    const opened = await put('newer', { pending: { kind: 'start' } });
    await changed(opened, {
      pending: { kind: 'complete', token: 't9', output: { decision: 'approved' } },
      event: STEP,
    });
    await cases.clearPending(opened);
    expect((await cases.get('newer'))?.pending).toMatchObject({ kind: 'complete', token: 't9' });
  });
});
