/** The digest of a day: what an auditor writes down today says years later whether a record is still as it was. */
import { createHash } from 'node:crypto';
import {
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyTables } from '../../functions/audit/verify-tables.ts';
import { caseSchema } from '../../functions/cases/case.ts';
import { erase } from '../../functions/cases/erase.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { countedKeyOf } from '../../functions/store/keys.ts';
import type { Input } from '../../infra/local/desk/desk.ts';
import { AUDITOR, CHANGZHI, openOffice, type Who, XIAOYI } from './office.ts';
import { idNumber, xiaoyiOpening } from './people.ts';

const REGION = '141181';
const DAY = '2026-03-10';

let office: Awaited<ReturnType<typeof openOffice>>;
let client: DynamoDBDocumentClient;
let caseIds: string[];

/** Whatever has begun: no execution runs here, so the healing takes the marks of their starts away. */
async function count(): Promise<void> {
  await office.healPending();
  const { handler } = await import('../../functions/tasks/operations/count-cases.ts');
  await handler({ source: 'canbao.count', scheduledTime: office.now() });
}

const read = (day = DAY, who: Who = AUDITOR) =>
  office.desk(who).ask('getAuditDay', { params: { region: REGION, day } });

const digestOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** The digest while a case is stored otherwise, and what is told of it. */
async function readWhile(
  caseId: string,
  change: (history: Record<string, unknown>[]) => Record<string, unknown>[] | null,
) {
  const { Item = {} } = await client.send(new GetCommand({ TableName: 'Cases', Key: { caseId } }));
  const history = change(structuredClone(Item.history));
  if (history === null) await client.send(new DeleteCommand({ TableName: 'Cases', Key: { caseId } }));
  else await client.send(new PutCommand({ TableName: 'Cases', Item: { ...Item, history } }));
  const found = await read();
  await client.send(new PutCommand({ TableName: 'Cases', Item }));
  return found;
}

/** Two cases of one day: one waits for a desk, and the other was withdrawn on it. */
beforeAll(async () => {
  office = await openOffice(`${DAY}T09:00:00+08:00`);
  client = openDocumentClient();
  caseIds = [];
  for (const sequence of [1, 2])
    caseIds.push(await office.openCase(XIAOYI, xiaoyiOpening(720 + sequence), `of-the-day-${sequence}`));
  for (const caseId of caseIds) {
    await office.task('assess', caseId);
    await office.task('case/ask-caseworker', caseId, `token of ${caseId}`);
  }
  office.goTo(`${DAY}T23:59:00+08:00`);
  await office.withdraw(XIAOYI, caseIds[1] ?? '');
  await office.healPending();
});
afterAll(() => office.close());

test('a day is complete when it is over and every case that was changed on it is listed, and not before', async () => {
  expect((await read()).complete).toBe(false);
  await count();
  const today = await read();
  expect([today.complete, today.cases, today.counts.opened, today.counts.withdrawn]).toEqual([false, 2, 2, 1]);
  office.goTo('2026-03-11T09:00:00+08:00');
  // What was put before midnight may still be written after it: only a count that begins later is sure of the day.
  expect((await read()).complete).toBe(false);
  await count();
  const over = await read();
  expect([over.complete, over.digest]).toEqual([true, today.digest]);
  // The next day's work is none of this day, and is listed before that day is complete.
  await office.desk(['approver', REGION, 'ma']).ask('revealPerson', {
    params: { id: caseIds[0] ?? '' },
    body: { field: 'name', reason: '核对身份' },
  });
  office.goTo('2026-03-12T09:00:00+08:00');
  expect((await read('2026-03-11')).complete).toBe(false);
  expect((await read()).complete).toBe(true);
  await count();
  const next = await read('2026-03-11');
  expect([next.complete, next.counts.revealed, next.records.length]).toEqual([true, 1, 1]);
  expect((await read()).digest).toBe(over.digest);
});

test('the digest is the SHA-256 of the file, whose lines hold each record whole with the hash of its case', async () => {
  const { digest, records } = await read();
  const { bytes } = await office.send(AUDITOR, 'GET', `/audit/${REGION}/${DAY}/records`);
  expect(digestOf(bytes)).toBe(digest);
  const [head, ...lines] = bytes.toString().trimEnd().split('\n');
  expect(JSON.parse(head ?? '')).toEqual({ region: REGION, day: DAY, previous: null });
  const entries = lines.map((line) => JSON.parse(line));
  expect(entries.map((one) => [one.case, one.entry.seq])).toEqual(records.map(({ caseId, seq }) => [caseId, seq]));
  for (const { entry } of entries) {
    const { hash, ...rest } = entry;
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : value && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([k, v]) => [k, sorted(v)]),
            )
          : value;
    expect(digestOf(JSON.stringify(sorted(rest)))).toBe(hash);
  }
});

test('a record that was changed, added or lost, and a case that is gone, give another digest', async () => {
  const { digest } = await read();
  const [caseId = ''] = caseIds;
  const others = [
    await readWhile(caseId, ([first, ...rest]) => [{ ...first, by: 'somebody else' }, ...rest]),
    await readWhile(caseId, (history) => [...history, { ...history[0], seq: 99 }]),
    await readWhile(caseId, ([, ...rest]) => rest),
    await readWhile(caseId, () => []),
    await readWhile(caseId, () => null),
  ];
  expect(others.filter((other) => other.digest === digest)).toEqual([]);
  expect(others.map(({ lost }) => lost)).toEqual([[], [], [], [caseId], [caseId]]);
  expect(await read()).toMatchObject({ digest, lost: [] });
});

test('erasing the person of a case leaves the digests of its days as they are', async () => {
  const { digest } = await read();
  const cases = openCaseStore(client, 'Cases', caseSchema);
  const ended = await cases.get(caseIds[1] ?? '');
  const change = ended && erase({ ...ended, pending: undefined }, '2037-01-02T01:00:00Z');
  expect(ended && change && (await cases.change(ended, change)).ok).toBe(true);
  office.goTo('2037-01-03T09:00:00+08:00');
  await count();
  expect(await read()).toMatchObject({ digest, complete: true });
  expect((await read('2037-01-02')).counts.erased).toBe(1);
});

test('a case that was put under an earlier day is listed by the next night, and verify tells what is listed nowhere', async () => {
  const verified = async () =>
    (await verifyTables(client, { cases: 'Cases', policies: 'Policies', counts: 'Counts' })).findings.filter(
      ({ what }) => what === 'count',
    );
  expect(await verified()).toEqual([]);
  const Key = { of: `day#${REGION}#${DAY}`, when: caseIds[0] };
  await client.send(new DeleteCommand({ TableName: 'Counts', Key }));
  expect(await verified()).toMatchObject([{ caseId: caseIds[0], where: `is not listed under ${REGION} ${DAY}` }]);
  await client.send(new PutCommand({ TableName: 'Counts', Item: { ...Key, when: 'L141181-2026-GONE' } }));
  expect(await verified()).toHaveLength(2);
  await client.send(new DeleteCommand({ TableName: 'Counts', Key: { ...Key, when: 'L141181-2026-GONE' } }));
  await client.send(new PutCommand({ TableName: 'Counts', Item: Key }));
});

test('many cases are given in parts, each of which begins with the digest of the one before', async () => {
  const day = '2026-05-05';
  const { Item = {} } = await client.send(new GetCommand({ TableName: 'Cases', Key: { caseId: caseIds[0] } }));
  const [entry] = Item.history;
  const ids = Array.from({ length: 501 }, (_, n) => `L${REGION}-2026-MANY${String(n).padStart(3, '0')}`);
  const history = [{ ...entry, at: `${day}T01:00:00.000Z` }];
  for (let start = 0; start < ids.length; start += 12) {
    const some = ids.slice(start, start + 12);
    await client.send(
      new BatchWriteCommand({
        RequestItems: {
          Cases: some.map((caseId) => ({ PutRequest: { Item: { caseId, region: REGION, history } } })),
          Counts: some.map((when) => ({ PutRequest: { Item: { of: `day#${REGION}#${day}`, when } } })),
        },
      }),
    );
  }
  const first = await read(day);
  expect([first.part, first.cases, first.previous]).toEqual([1, 500, null]);
  const from = first.next ?? '';
  const second = await office.desk(AUDITOR).ask('getAuditDay', { params: { region: REGION, day }, query: { from } });
  expect(second).toMatchObject({ part: 2, cases: 1, previous: first.digest, next: null });
  const { bytes } = await office.send(AUDITOR, 'GET', `/audit/${REGION}/${day}/records?from=${from}`);
  expect(digestOf(bytes)).toBe(second.digest);
  expect((await office.get(AUDITOR, `/audit/${REGION}/${DAY}?from=${from}`)).status).toBe(422);
});

test('only an auditor reads a day, and nobody one that has not come', async () => {
  for (const who of [XIAOYI, ['policy_officer', REGION], ['approver', REGION]] as const) {
    expect((await office.get(who, `/audit/${REGION}/${DAY}`)).status).toBe(403);
    expect((await office.get(who, `/audit/${REGION}/${DAY}/records`)).status).toBe(403);
  }
  expect((await office.get(AUDITOR, `/audit/${REGION}/2037-01-04`)).status).toBe(422);
  expect((await office.get(AUDITOR, `/audit/${REGION}/2026-02-30`)).status).toBe(422);
  expect((await office.get(AUDITOR, `/audit/${REGION}/${DAY}?from=abcdefghij`)).status).toBe(422);
  await client.send(
    new UpdateCommand({
      TableName: 'Cases',
      Key: { caseId: caseIds[0] },
      UpdateExpression: 'SET #kind = :kind',
      ExpressionAttributeNames: { '#kind': 'kind' },
      ExpressionAttributeValues: { ':kind': 'of a later release' },
    }),
  );
  // What this release can't read as a case is in the day all the same.
  expect((await read()).records.length).toBeGreaterThan(2);
});

test('what happened to a case that moved is in the day of the region where it stood then, whenever it was counted', async () => {
  const [from, to, day] = ['140400', '321000', '2024-07-01'];
  office.goTo(`${day}T09:00:00+08:00`);
  const open = (birthCertificateNumber: string): Promise<string> => {
    const parent = { idNumber: idNumber(1), name: '试一人' };
    const child = { birthCertificateNumber, bornOn: localDate('2024-06-15'), parent };
    return office.openCase(CHANGZHI, { kind: 'newborn', region: from, ...child }, `open-${birthCertificateNumber}`);
  };
  const moved = [await open('O200000001'), await open('O200000002')];
  const record = (who: Who, id: string, body: Input<'recordEvent'>['body']) =>
    office
      .desk(who)
      .ask('recordEvent', { params: { id }, body, headers: { 'idempotency-key': `${body.event}-${id}` } });
  const atAway: Who = ['caseworker', to, 'zhao'];
  for (const [index, id] of moved.entries()) {
    // Of the two, one is counted before it moves.
    if (index === 1) await count();
    await record(CHANGZHI, id, { event: 'moved', region: to });
    await record(atAway, id, { event: 'registered', registeredOn: localDate('2024-06-20') });
  }
  // To a region without a table: this ends the case where it is.
  const ended = await open('O200000003');
  await record(CHANGZHI, ended, { event: 'moved', region: '110101' });
  await count();
  const eventsIn = async (region: string) =>
    Object.groupBy(
      (await office.desk(AUDITOR).ask('getAuditDay', { params: { region, day } })).records.map(
        ({ caseId, event }) => `${moved.indexOf(caseId)} ${event}`,
      ),
      (said) => said.slice(0, said.indexOf(' ')),
    );
  expect(await eventsIn(from)).toEqual({
    0: ['0 case_opened', '0 moved'],
    1: ['1 case_opened', '1 moved'],
    '-1': ['-1 case_opened', '-1 moved'],
  });
  expect(await eventsIn(to)).toEqual({ 0: ['0 registered'], 1: ['1 registered'] });
});

test('cases that somebody looked at every day for years are counted too', async () => {
  const { Item = {} } = await client.send(new GetCommand({ TableName: 'Cases', Key: { caseId: caseIds[1] } }));
  const { queueKey: _key, taskDue: _due, ...ended } = Item;
  const { seq, by, event, hash, previous } = Item.history[0];
  const days = Array.from({ length: 900 }, (_, n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString());
  const history = days.map((at) => ({ at, seq, by, event, hash, previous, detail: {} }));
  const listed = days.slice(1).map((at) => `day#${REGION}#${at.slice(0, 10)}`);
  const mark = { pendingKey: 'uncounted#00', pendingSince: `${DAY}T04:00:00.000Z` };
  for (let n = 0; n < 24; n += 1) {
    const caseId = `L${REGION}-2026-DAILY${String(n).padStart(5, '0')}`;
    await client.send(new PutCommand({ TableName: 'Cases', Item: { ...ended, ...mark, caseId, history } }));
    const note = {
      of: countedKeyOf(caseId),
      when: caseId,
      caseId,
      step: 1,
      version: 1,
      revision: 2,
      counts: [],
      listed,
    };
    await client.send(new PutCommand({ TableName: 'Counts', Item: note }));
  }
  await count();
  expect((await read('2020-01-01')).cases).toBe(24);
});
