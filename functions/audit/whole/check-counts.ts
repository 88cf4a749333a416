/**
 * The figures of the statistics, added up anew from the cases. What a case has become since it was counted is marked in
 * it; until then it counts for what it was.
 */
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { COUNTS_REVISION, type Count, countSchema, differenceOf } from '../../cases/counts.ts';
import type { DayOfRegion } from '../../cases/day.ts';
import { amountsOf, JOURNAL } from '../../store/counts/figures.ts';
import { COUNTED_KEYS, dayKey, dayOfKey, isDayKey } from '../../store/keys.ts';
import { scanTable } from '../stored-cases.ts';
import type { CaseFinding } from '../verify-case.ts';

/** What a case counts for now, and whether it waits to be counted. */
export interface CaseCounts {
  version: number;
  counts: readonly Count[];
  /** On which something happened to it, each where it stood then. */
  days: readonly DayOfRegion[];
  isMarked: boolean;
  /** Whether the list by amount has it where it belongs. */
  isPlaced: boolean;
}

const keySchema = z.object({ of: z.string(), when: z.string() });
const noteSchema = z.object({
  caseId: z.string(),
  version: z.int(),
  revision: z.int(),
  counts: z.array(countSchema),
});
const takenInSchema = z.object({ when: z.literal('taken-in'), revision: z.literal(COUNTS_REVISION) });
const stepSchema = z.object({ number: z.int(), done: z.boolean() });

/** A machine that is running counts while it is read. */
const TRIES = 3;

/** Nothing is found while a step is under way, which the next run does to its end, or before every case was taken in. */
export async function checkCounts(
  client: DynamoDBDocumentClient,
  table: string,
  cases: ReadonlyMap<string, CaseCounts>,
): Promise<CaseFinding[]> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = await readStep(client, table);
    if (!before?.done) return [];
    const found = await compare(client, table, cases);
    const after = await readStep(client, table);
    if (after?.done && after.number === before.number) return found;
  }
  return [];
}

async function readStep(client: DynamoDBDocumentClient, table: string) {
  const Key = { of: JOURNAL, when: 'step' };
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item === undefined ? null : stepSchema.parse(Item);
}

async function compare(
  client: DynamoDBDocumentClient,
  table: string,
  cases: ReadonlyMap<string, CaseCounts>,
): Promise<CaseFinding[]> {
  const figures: Count[] = [];
  const notes = new Map<string, z.output<typeof noteSchema>>();
  const listed = new Set<string>();
  let isTakenIn = false;
  for await (const item of scanTable(client, table)) {
    const { of, when } = keySchema.parse(item);
    if (of === JOURNAL) isTakenIn ||= takenInSchema.safeParse(item).success;
    else if (isDayKey(of)) listed.add(`${of} ${when}`);
    else if (COUNTED_KEYS.includes(of)) notes.set(when, noteSchema.parse(item));
    else figures.push(...amountsOf(item));
  }
  if (!isTakenIn) return [];
  const finding = (caseId: string | null, where: string): CaseFinding => ({ caseId, what: 'count', where });
  const counted = [...notes.values()].flatMap(({ counts }) => counts);
  const wrong = differenceOf(figures, counted).map(({ region, whose, when, what, amount }) =>
    finding(null, `${region} ${whose} ${when} ${what} is short of ${amount}`),
  );
  const stale = [...cases].flatMap(([caseId, { version, counts, days, isMarked, isPlaced }]) => {
    const note = notes.get(caseId);
    if (isMarked || (note && (note.revision !== COUNTS_REVISION || note.version !== version))) return [];
    const [first] = differenceOf(note?.counts ?? [], counts);
    const unlisted = days.filter(({ region, day }) => !listed.has(`${dayKey(region, day)} ${caseId}`));
    return [
      ...(first ? [finding(caseId, `was counted for another ${first.what}`)] : []),
      ...(isPlaced ? [] : [finding(caseId, 'is listed by another amount')]),
      ...unlisted.map(({ region, day }) => finding(caseId, `is not listed under ${region} ${day}`)),
    ];
  });
  const gone = [...listed].flatMap((entry) => {
    const [key = '', caseId = ''] = entry.split(' ');
    return cases.has(caseId) ? [] : [finding(caseId, `is gone, and was there on ${dayOfKey(key)}`)];
  });
  return [...wrong, ...stale, ...gone];
}
