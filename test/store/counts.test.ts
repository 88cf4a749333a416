/** The figures of the statistics: what a case counts for, and that no crash makes them wrong. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyTables } from '../../functions/audit/verify-tables.ts';
import { type Case, caseSchema } from '../../functions/cases/case.ts';
import { countsOf, type Whose } from '../../functions/cases/counts.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { quantileOf } from '../../functions/domain/quantile.ts';
import { type CaseStore, openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { type Counter, openCounter } from '../../functions/store/counts/counter.ts';
import { openStatistics } from '../../functions/store/counts/figures.ts';
import { type NearServices, startNearServices } from '../api/near-services.ts';
import { decisionWait, newCase, OPENED, storedCase } from '../support/cases.ts';
import { createTables } from '../support/open-tables.ts';

const AT = '2026-04-01T01:00:00.000Z';
const TABLES = { cases: 'Cases', counts: 'Counts' };
const ALL_MONTHS = { from: '2020-01', to: '2030-12' };
const STEP = { at: '2026-03-12T02:00:00.000Z', by: 'system:Assess', event: 'assessed', detail: {} } as const;

let services: NearServices;
let client: DynamoDBDocumentClient;
let cases: CaseStore<Case>;
let counter: Counter;
beforeAll(async () => {
  services = await startNearServices('');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  // Whoever dies tries no more.
  const config = { endpoint: services.endpoint, region: 'cn-northwest-1', credentials, maxAttempts: 1 };
  await createTables(new DynamoDBClient(config));
  client = openDocumentClient(config);
  cases = openCaseStore(client, 'Cases', caseSchema);
  counter = openCounter(client, TABLES);
});
afterAll(() => services.close());

/** Of one region, beside what is nothing. */
async function figuresOf(region: string, whose: Whose = 'all'): Promise<Record<string, number>> {
  const { now, months } = await openStatistics(client, 'Counts').read(region, whose, ALL_MONTHS);
  const named = [['open', now] as const, ...months].flatMap(([when, figures]) =>
    [...figures].filter(([, amount]) => amount !== 0).map(([what, amount]) => [`${when} ${what}`, amount] as const),
  );
  return Object.fromEntries(named.sort());
}

const put = async (caseId: string, region: string): Promise<Case> =>
  (await cases.put(newCase(caseId, { region }), OPENED)).case;

async function changed(before: Case, change: Parameters<CaseStore<Case>['change']>[1]): Promise<Case> {
  const outcome = await cases.change(before, change);
  expect(outcome.ok).toBe(true);
  return outcome.case;
}

/** As a release without statistics stored it. */
const unmark = (caseId: string) =>
  client.send(
    new UpdateCommand({ TableName: 'Cases', Key: { caseId }, UpdateExpression: 'REMOVE pendingKey, pendingSince' }),
  );

const spoil = (region: string) =>
  client.send(
    new UpdateCommand({
      TableName: 'Counts',
      Key: { of: region, when: 'all#2026-03' },
      UpdateExpression: 'SET #right = :wrong, #other = :wrong',
      ExpressionAttributeNames: { '#right': 'n:received#late-payment', '#other': 'n:received#refund' },
      ExpressionAttributeValues: { ':wrong': 17 },
    }),
  );

describe('a case counts', () => {
  const sums = (found: Case) =>
    Object.fromEntries(
      countsOf(found)
        .filter(({ whose }) => whose === 'all')
        .map(({ when, what, amount }) => [`${when} ${what}`, amount]),
    );

  test('in the month in which it was opened where we are, not at Greenwich', () => {
    const opened = storedCase({ openedAt: '2026-03-31T16:30:00.000Z' });
    expect(sums(opened)).toMatchObject({ '2026-04 received#late-payment': 1 });
  });

  test('what was collected in the month of the collection, exact in 厘, and not what was refused', () => {
    const payment = { voucher: 'V1', amount: '400.005', collectedOn: localDate('2026-02-28') };
    expect(sums(storedCase({ state: 'awaiting_benefits', payment }))).toMatchObject({
      '2026-02 collected#late-payment': 400_005,
      '2026-02 payments#late-payment': 1,
    });
    const refused = sums(storedCase({ state: 'payment_refused', payment }));
    expect(Object.keys(refused).filter((what) => what.includes('collected'))).toEqual([]);
  });

  test('each value that people confirmed, supplied, or put in the place of an adopted one', () => {
    const detail = {
      task: 't',
      action: 'supply',
      opinion: '同意',
      confirmed: ['january'],
      supplied: [
        { field: 'ends', value: '2026-12-31', document: '1' },
        { field: 'age_on', value: '2026-01-01', document: '1' },
      ],
      instead: ['age_on'],
    };
    const decided = { at: STEP.at, by: 'li', role: 'caseworker', event: 'task_decided', detail };
    const before = storedCase({}).history;
    const found = storedCase({ history: [...before, { seq: 2, ...decided, previous: 'hash', hash: 'other' }] });
    expect(sums(found)).toMatchObject({
      '2026-03 value#confirmed#january': 1,
      '2026-03 value#supplied#ends': 1,
      '2026-03 value#replaced#age_on': 1,
    });
    expect(countsOf(found)).toContainEqual(
      expect.objectContaining({ whose: 'clerk#li', what: 'decided#supply', amount: 1 }),
    );
  });
});

test('half and nine tenths of all are reached within so many days', () => {
  const days = new Map([
    [3, 4],
    [6, 4],
    [19, 1],
    [40, 1],
  ]);
  expect([quantileOf(days, 0.5), quantileOf(days, 0.9), quantileOf(new Map(), 0.5)]).toEqual([6, 19, null]);
});

test('a case is counted where it stands, and is finished once with the days that it took', async () => {
  const region = '141001';
  const opened = await put('course', region);
  const waiting = await changed(opened, {
    state: 'awaiting_decision',
    wait: decisionWait('t', '2026-03-24'),
    event: STEP,
  });
  await counter.countMarked(AT, 100);
  expect(await figuresOf(region)).toEqual({
    '2026-03 received#late-payment': 1,
    'open due#2026-03-24': 1,
    'open state#late-payment#awaiting_decision': 1,
  });
  await changed(waiting, {
    state: 'withdrawn',
    wait: null,
    event: { ...STEP, event: 'case_withdrawn', detail: { reason: '', from: '' } },
  });
  await counter.countMarked(AT, 100);
  expect(await figuresOf(region, 'clerk#caseworker-1')).toEqual({
    '2026-03 received#late-payment': 1,
    '2026-03 finished#late-payment#withdrawn': 1,
    '2026-03 days#late-payment#2': 1,
  });
  expect(await counter.countMarked(AT, 100)).toBe(0);
});

test('whatever a crash breaks off, nothing is counted twice and nothing is left out', async () => {
  const region = '141002';
  // By turns before and after each write that a round makes, until a round dies no more.
  for (let dies = 0, finished = false; !finished; dies += 1) {
    const opened = await put(`crash-${dies}`, region);
    await put(`crash-${dies}-other`, region);
    let left = dies;
    services.onWrite = () => (left-- === 0 ? (dies % 2 === 0 ? 'before' : 'after') : 'lives');
    finished = await counter.countMarked(AT, 100).then(
      () => true,
      () => false,
    );
    services.onWrite = () => 'lives';
    // A case that goes on in between is counted as what it has become.
    await changed(opened, { state: 'awaiting_payment', event: STEP });
    await counter.countMarked(AT, 100);
    expect(await figuresOf(region)).toEqual({
      '2026-03 received#late-payment': 2 * (dies + 1),
      'open state#late-payment#assessing': dies + 1,
      'open state#late-payment#awaiting_payment': dies + 1,
    });
  }
  expect(await counter.mend([region], AT)).toBe(0);
});

test('cases of an earlier release are taken in, and a figure that is wrong is put right by the night', async () => {
  const region = '141003';
  for (const n of [1, 2, 3]) await put(`early-${n}`, region);
  for (const n of [1, 2, 3]) await unmark(`early-${n}`);
  expect(await counter.countMarked(AT, 100)).toBe(0);
  expect(await counter.takeIn([region], AT, 2)).toEqual({ count: 2, all: false });
  expect(await counter.takeIn([region], AT, 2)).toEqual({ count: 1, all: true });
  const right = await figuresOf(region);
  expect(right).toEqual({ '2026-03 received#late-payment': 3, 'open state#late-payment#assessing': 3 });
  await counter.noteTakenIn(AT);
  const verified = async () =>
    (await verifyTables(client, { cases: 'Cases', policies: 'Policies', counts: 'Counts' })).findings.filter(
      ({ what }) => what === 'count',
    );
  expect(await verified()).toEqual([]);
  await spoil(region);
  expect(await verified()).toHaveLength(2);
  expect(await counter.mend([region], AT)).toBe(2);
  expect(await verified()).toEqual([]);
  expect(await figuresOf(region)).toEqual(right);
});
