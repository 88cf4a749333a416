/**
 * Keeps the figures of the statistics. DynamoDB has no transactions here, so a figure that is added to, the case that it
 * comes from and the note of what the case was counted for are made to agree by numbered steps:
 *
 * 1. The journal, one item, is told the next step whole: what is added to which figure, and what each case counts for now.
 * 2. Each figure takes the step if it has not taken it yet: it keeps the number of its last one.
 * 3. Each case is listed under the days on which something happened to it, its note is written, and the case's mark is taken
 *    away if the case is still the same.
 * 4. The journal says that the step is done. Only then can another one begin.
 *
 * Whoever finds a step that is not done does it to its end first. So a crash anywhere adds nothing twice and loses nothing,
 * and of two that count at once one gives up.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Case, caseSchema } from '../../cases/case.ts';
import { COUNTS_REVISION, type Count, countSchema, countsOf, differenceOf } from '../../cases/counts.ts';
import { daysOf } from '../../cases/day.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { amountKeyOf } from '../cases/case-store.ts';
import { readWholeCases } from '../cases/whole-cases.ts';
import { conditionHeld } from '../condition-held.ts';
import { type CASE_INDEX, COUNTED_KEYS, countedKeyOf, dayKey, isUncountedKey, UNCOUNTED_KEYS } from '../keys.ts';
import { amountName, amountsOf, figureKey, JOURNAL } from './figures.ts';

/** Cases of one step: what it adds has to fit into one item. */
const CASES_A_STEP = 40;
/** Days under which the cases of one step are listed; each may stand there twice. */
const DAYS_A_STEP = 4000;
/** Figures of one step of a recount. */
const FIGURES_A_STEP = 200;
const AT_A_TIME = 8;

const changeSchema = z.object({
  of: z.string(),
  when: z.string(),
  add: z.record(z.string(), z.int()),
  /** Attributes that are nothing by now, and go. */
  drop: z.array(z.string()).optional(),
});
type Change = z.output<typeof changeSchema>;

const countedSchema = z.object({
  caseId: z.string(),
  version: z.int(),
  revision: z.int(),
  counts: z.array(countSchema),
  /** Keys of the days under which it is listed; 0.1.1 kept none. */
  listed: z.array(z.string()).default([]),
});
type Counted = z.output<typeof countedSchema>;

const journalSchema = z.object({
  number: z.int(),
  done: z.boolean(),
  at: z.string(),
  changes: z.array(changeSchema),
  cases: z.array(countedSchema.extend({ newlyListed: z.array(z.string()).default([]) })),
});
type Step = z.output<typeof journalSchema>;

const markedSchema = z.object({
  caseId: z.string(),
  version: z.int(),
  pendingKey: z.string().optional(),
  amountKey: z.string().optional(),
});

export interface CounterTables {
  cases: string;
  counts: string;
}

/** Somebody else counts at the same time. */
export class CountedElsewhereError extends Error {
  override name = 'CountedElsewhere';
}

export type Counter = ReturnType<typeof openCounter>;

export function openCounter(client: DynamoDBDocumentClient, tables: CounterTables) {
  const TableName = tables.counts;

  async function readItem(of: string, when: string): Promise<Record<string, unknown> | undefined> {
    return (await client.send(new GetCommand({ TableName, Key: { of, when }, ConsistentRead: true }))).Item;
  }

  /** The number of the last step, once that is done. */
  async function lastStep(): Promise<number> {
    const item = await readItem(JOURNAL, 'step');
    if (item === undefined) return 0;
    const step = journalSchema.parse(item);
    if (!step.done) await carryOut(step);
    return step.number;
  }

  /** @throws CountedElsewhereError where another one has begun this step */
  async function begin(step: Omit<Step, 'done'>): Promise<void> {
    const begun = await conditionHeld(
      client.send(
        new PutCommand({
          TableName,
          Item: { of: JOURNAL, when: 'step', ...step, done: false },
          ConditionExpression: step.number === 1 ? 'attribute_not_exists(#of)' : '#number = :before AND #done = :yes',
          ExpressionAttributeNames: step.number === 1 ? { '#of': 'of' } : { '#number': 'number', '#done': 'done' },
          ...(step.number > 1 && { ExpressionAttributeValues: { ':before': step.number - 1, ':yes': true } }),
        }),
      ),
    );
    if (!begun) throw new CountedElsewhereError(`step ${step.number}`);
    await carryOut({ ...step, done: false });
  }

  async function carryOut({ number, at, changes, cases }: Step): Promise<void> {
    await withConcurrency(changes, AT_A_TIME, (change) => conditionHeld(client.send(addition(change, number))));
    await withConcurrency(cases, AT_A_TIME, async (counted) => {
      const { caseId } = counted;
      const { newlyListed, ...kept } = counted;
      await withConcurrency(newlyListed, AT_A_TIME, (of) =>
        client.send(new PutCommand({ TableName, Item: { of, when: caseId } })),
      );
      const note = { of: countedKeyOf(caseId), when: caseId, step: number, ...kept };
      await conditionHeld(
        client.send(
          new PutCommand({
            TableName,
            Item: note,
            ConditionExpression: 'attribute_not_exists(#of) OR #step < :number',
            ExpressionAttributeNames: { '#of': 'of', '#step': 'step' },
            ExpressionAttributeValues: { ':number': number },
          }),
        ),
      );
      await takeMark(counted);
    });
    await conditionHeld(
      client.send(
        new UpdateCommand({
          TableName,
          Key: { of: JOURNAL, when: 'step' },
          UpdateExpression: 'SET #done = :yes, #at = :at',
          ConditionExpression: '#number = :number',
          ExpressionAttributeNames: { '#done': 'done', '#number': 'number', '#at': 'at' },
          ExpressionAttributeValues: { ':yes': true, ':number': number, ':at': at },
        }),
      ),
    );
  }

  const addition = ({ of, when, add, drop = [] }: Change, number: number): UpdateCommand => {
    const names = [...Object.keys(add), ...drop];
    const nameOf = (what: string) => `#n${names.indexOf(what)}`;
    const added = Object.entries(add).map(([what]) => `${nameOf(what)} :v${names.indexOf(what)}`);
    return new UpdateCommand({
      TableName,
      Key: { of, when },
      UpdateExpression:
        'SET #step = :number' +
        (added.length > 0 ? ` ADD ${added.join(', ')}` : '') +
        (drop.length > 0 ? ` REMOVE ${drop.map(nameOf).join(', ')}` : ''),
      ConditionExpression: 'attribute_not_exists(#step) OR #step < :number',
      ExpressionAttributeNames: {
        '#step': 'step',
        ...Object.fromEntries(names.map((what) => [nameOf(what), amountName(what)])),
      },
      ExpressionAttributeValues: {
        ':number': number,
        ...Object.fromEntries(Object.entries(add).map(([what, amount]) => [`:v${names.indexOf(what)}`, amount])),
      },
    });
  };

  /** What has changed meanwhile keeps its mark, and what is pending is marked when it no longer is. */
  async function takeMark({ caseId, version }: Pick<Counted, 'caseId' | 'version'>): Promise<void> {
    await conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: tables.cases,
          Key: { caseId },
          UpdateExpression: 'REMOVE pendingKey, pendingSince',
          ConditionExpression: '#version = :version AND attribute_not_exists(pending) AND attribute_exists(pendingKey)',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        }),
      ),
    );
  }

  /** A case that an earlier release wrote is in no list by amount yet. What has changed meanwhile was put there by its change. */
  async function listByAmount({ found, isPlaced }: { found: Case; isPlaced: boolean }): Promise<void> {
    if (isPlaced) return;
    await conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: tables.cases,
          Key: { caseId: found.caseId },
          UpdateExpression: 'SET amountKey = :key',
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':key': amountKeyOf(found), ':version': found.version },
        }),
      ),
    );
  }

  async function readCounted(caseId: string): Promise<Counted | null> {
    const item = await readItem(countedKeyOf(caseId), caseId);
    return item === undefined ? null : countedSchema.parse(item);
  }

  /** Counts cases as they are now, in one step. How many counted for something else before. */
  async function countSome(caseIds: readonly string[], at: string): Promise<number> {
    const number = (await lastStep()) + 1;
    const items = await readWholeCases(client, tables.cases, caseIds);
    const looked = await withConcurrency(items, AT_A_TIME, async (item) => {
      const { caseId, version, pendingKey, amountKey: placed } = markedSchema.parse(item);
      try {
        const before = await readCounted(caseId);
        const found = caseSchema.parse(item);
        const counts = countsOf(found);
        const listed = daysOf(found).map(({ region, day }) => dayKey(region, day));
        const difference = differenceOf(before?.counts ?? [], counts);
        const newlyListed = listed.filter((key) => !before?.listed.includes(key));
        const isNew = before?.revision !== COUNTS_REVISION || newlyListed.length > 0;
        const counted = { caseId, version, revision: COUNTS_REVISION, counts, listed, newlyListed };
        const isPlaced = placed === amountKeyOf(found);
        return { counted, difference, isNew, pendingKey, found, isPlaced };
      } catch (error) {
        writeLog('error', { message: 'case not counted', caseId, ...describeError(error) });
        return null;
      }
    });
    const read = looked.filter((one) => one !== null);
    await withConcurrency(read, AT_A_TIME, listByAmount);
    const changed = read.filter(({ difference, isNew }) => isNew || difference.length > 0);
    for (const [index, some] of inSteps(changed).entries()) {
      const changes = changesOf(some.flatMap(({ difference }) => difference));
      await begin({ number: number + index, at, changes, cases: some.map(({ counted }) => counted) });
    }
    const same = read.filter((one) => !changed.includes(one) && isUncountedKey(one.pendingKey ?? ''));
    await withConcurrency(same, AT_A_TIME, ({ counted }) => takeMark(counted));
    return changed.length;
  }

  async function* idsIn(index: keyof typeof CASE_INDEX, key: string, value: string): AsyncGenerator<string[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tables.cases,
          IndexName: index,
          KeyConditionExpression: '#key = :key',
          ProjectionExpression: 'caseId',
          ExpressionAttributeNames: { '#key': key },
          ExpressionAttributeValues: { ':key': value },
          ExclusiveStartKey: start,
        }),
      );
      yield (page.Items ?? []).map((item) => idSchema.parse(item).caseId);
      start = page.LastEvaluatedKey;
    } while (start);
  }

  async function* itemsOf(of: string, beginning = ''): AsyncGenerator<Record<string, unknown>> {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: `#of = :of${beginning ? ' AND begins_with(#when, :beginning)' : ''}`,
          ExpressionAttributeNames: { '#of': 'of', ...(beginning && { '#when': 'when' }) },
          ExpressionAttributeValues: { ':of': of, ...(beginning && { ':beginning': beginning }) },
          ExclusiveStartKey: start,
        }),
      );
      yield* page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  }

  async function countAll(caseIds: readonly string[], at: string): Promise<number> {
    let count = 0;
    for (let start = 0; start < caseIds.length; start += CASES_A_STEP) {
      count += await countSome(caseIds.slice(start, start + CASES_A_STEP), at);
    }
    return count;
  }

  /** Counts what has changed. @param most cases of one call; the next one goes on */
  async function countMarked(at: string, most: number): Promise<number> {
    await lastStep();
    const marked: string[] = [];
    for (const key of UNCOUNTED_KEYS) {
      for await (const ids of idsIn('pending', 'pendingKey', key)) {
        marked.push(...ids);
        if (marked.length >= most) break;
      }
    }
    const count = await countAll(marked.slice(0, most), at);
    // Until then everything is counted that waited for nothing else.
    if (marked.length <= most) await client.send(new PutCommand({ TableName, Item: { of: JOURNAL, when: 'run', at } }));
    return count;
  }

  /**
   * Counts every case of these regions that was not counted by this revision: those of earlier releases, and all of them
   * after a restore.
   *
   * @param most cases of one call; the next one goes on
   */
  async function takeIn(
    regions: readonly string[],
    at: string,
    most: number,
  ): Promise<{ count: number; all: boolean }> {
    const known = new Set<string>();
    for (const key of COUNTED_KEYS) {
      for await (const item of itemsOf(key)) {
        const { caseId, revision } = countedSchema.parse(item);
        if (revision === COUNTS_REVISION) known.add(caseId);
      }
    }
    const left: string[] = [];
    for (const region of regions) {
      for await (const ids of idsIn('region', 'region', region)) left.push(...ids.filter((id) => !known.has(id)));
    }
    return { count: await countAll(left.slice(0, most), at), all: left.length <= most };
  }

  /**
   * Adds up anew what the cases were counted for, and puts right each figure that is another; figures that are nothing go.
   * How many were wrong.
   */
  async function mend(regions: readonly string[], at: string): Promise<number> {
    const number = await lastStep();
    const right = new Map<string, Count>();
    for (const key of COUNTED_KEYS) {
      for await (const item of itemsOf(key)) {
        for (const count of countedSchema.parse(item).counts) {
          const name = [count.region, count.whose, count.when, count.what].join(' ');
          right.set(name, { ...count, amount: (right.get(name)?.amount ?? 0) + count.amount });
        }
      }
    }
    const all = new Set([...regions, ...[...right.values()].map(({ region }) => region)]);
    const kept: Count[] = [];
    const nothing: { of: string; when: string; what: string }[] = [];
    for (const region of all) {
      for await (const item of itemsOf(region)) {
        for (const count of amountsOf(item)) {
          if (count.amount !== 0) kept.push(count);
          else nothing.push({ ...figureKey(count), what: count.what });
        }
      }
    }
    const wrong = differenceOf(kept, [...right.values()]);
    const changes = changesOf(wrong);
    for (const { of, when, what } of nothing) {
      const same = changes.find((one) => one.of === of && one.when === when);
      if (same?.add[what] !== undefined) continue;
      if (same) same.drop = [...(same.drop ?? []), what];
      else changes.push({ of, when, add: {}, drop: [what] });
    }
    for (let start = 0, next = number + 1; start < changes.length; start += FIGURES_A_STEP, next += 1) {
      await begin({ number: next, at, changes: changes.slice(start, start + FIGURES_A_STEP), cases: [] });
    }
    return wrong.length;
  }

  /** By which revision every case was taken in; null before the first. */
  async function takenInBy(): Promise<number | null> {
    const item = await readItem(JOURNAL, 'taken-in');
    return item === undefined ? null : z.object({ revision: z.int() }).parse(item).revision;
  }

  async function noteTakenIn(at: string): Promise<void> {
    const Item = { of: JOURNAL, when: 'taken-in', revision: COUNTS_REVISION, at };
    await client.send(new PutCommand({ TableName, Item }));
  }

  return { countMarked, takeIn, mend, takenInBy, noteTakenIn };
}

const idSchema = z.object({ caseId: z.string() });

/** As many cases a step as the journal holds: a case that is looked at daily for years has very many days. */
function inSteps<Changed extends { counted: Pick<Counted, 'listed'> }>(changed: readonly Changed[]): Changed[][] {
  const steps: Changed[][] = [];
  let left = 0;
  for (const one of changed) {
    const days = one.counted.listed.length;
    if (days > left || steps.length === 0) {
      steps.push([]);
      left = DAYS_A_STEP;
    }
    steps.at(-1)?.push(one);
    left -= days;
  }
  return steps;
}

/** One addition a figure's item, whatever comes from how many cases. */
function changesOf(differences: readonly Count[]): Change[] {
  const changes = new Map<string, Change>();
  for (const count of differences) {
    const { of, when } = figureKey(count);
    const change = changes.get(`${of} ${when}`) ?? { of, when, add: {} };
    change.add[count.what] = (change.add[count.what] ?? 0) + count.amount;
    changes.set(`${of} ${when}`, change);
  }
  for (const change of changes.values()) {
    change.add = Object.fromEntries(Object.entries(change.add).filter(([, amount]) => amount !== 0));
  }
  return [...changes.values()].filter(({ add }) => Object.keys(add).length > 0);
}
