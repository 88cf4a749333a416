/**
 * Lists of cases, page by page over several regions at once. An index says which cases there are, on AWS a moment
 * late. So each case is read as it is now, and left out if it has moved elsewhere.
 */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { CaseBase } from '../../cases/case-base.ts';
import { addDays, type LocalDate } from '../../domain/calendar.ts';
import type { RetentionClass } from '../../domain/retention.ts';
import { CASE_INDEX, endedKey, PENDING_KEYS, taskDueKey, waitingKey } from '../keys.ts';
import { readWholeCases } from './whole-cases.ts';

const idSchema = z.object({ caseId: z.string() });
const idOf = (item: unknown): string => idSchema.parse(item).caseId;

export interface CasePage<C> {
  cases: C[];
  /** Opaque; give it back for the next page. Null on the last page. */
  cursor: string | null;
}

export interface PageRequest {
  regions: readonly string[];
  limit: number;
  cursor?: string | undefined;
}

/**
 * By the time of the opening, newest or oldest first; by the day until which it waits, of cases that wait; or by amount,
 * where cases without one come behind the smallest.
 */
export const CASE_ORDERS = ['newest', 'oldest', 'due', 'largest', 'smallest'] as const;
export type CaseOrder = (typeof CASE_ORDERS)[number];

interface CaseFilter<C> {
  /** Only this person's. */
  personRef?: string | undefined;
  order?: CaseOrder | undefined;
  /** Only keys of that order between these: instants of the opening, days, or amounts. */
  between?: Between | undefined;
  /** What only code can tell. */
  fits?: ((found: C) => boolean) | undefined;
  kind?: string | undefined;
  state?: string | undefined;
  /** Only cases in whose history this subject is. */
  handledBy?: string | undefined;
}

interface TaskFilter<C> {
  /** Only this person's. */
  personRef?: string | undefined;
  /** What only code can tell. */
  fits?: ((found: C) => boolean) | undefined;
  kind?: string | undefined;
  /** Kind of the wait, or `parked`. */
  task?: string | undefined;
  /** Only cases that were opened from a university's batch. */
  batchId?: string | undefined;
  handledBy?: string | undefined;
  /** Only tasks that are due between these days. */
  between?: Between | undefined;
}

/**
 * Newest first. `cursor` from another list gives a page that makes no sense, never an error. A page may hold fewer
 * cases than asked for, or none, and still have a next one, where few fit the filter.
 */
export function listCases<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return ({
    kind,
    state,
    handledBy,
    order,
    between,
    fits,
    personRef,
    ...request
  }: PageRequest & CaseFilter<C>): Promise<CasePage<C>> => {
    const { index, lists } = placesOf(order ?? 'newest', request.regions, between);
    const wanted = { equal: { kind, state }, fits: both(handledBy, fits) };
    return pageOf({ client, table, schema, index }, { ...request, regions: lists, personRef }, wanted);
  };
}

const isHandledBy = (found: CaseBase, sub: string): boolean => found.history.some(({ by }) => by === sub);

/** Both conditions, or undefined where there is none: then nothing is read that is not shown. */
function both<C extends CaseBase>(handledBy: string | undefined, fits: ((found: C) => boolean) | undefined) {
  if (handledBy === undefined) return fits;
  return (one: C) => isHandledBy(one, handledBy) && (fits === undefined || fits(one));
}

/** The index of an order, and the lists of it in which a region's cases are. */
function placesOf(order: CaseOrder, regions: readonly string[], between: Between | undefined) {
  if (order === 'due') {
    return { index: { ...QUEUE, between }, lists: regions.flatMap((region) => [region, waitingKey(region)]) };
  }
  if (order === 'largest' || order === 'smallest') {
    const newestFirst = order === 'largest';
    return {
      index: { name: CASE_INDEX.amount, partition: 'region', sort: 'amountKey', newestFirst, between },
      lists: regions,
    };
  }
  const newestFirst = order === 'newest';
  return {
    index: { name: CASE_INDEX.region, partition: 'region', sort: 'openedKey', newestFirst, between },
    lists: regions,
  };
}

/** How many entries are counted of one list; a desk needs no more to know that there are many. */
const MOST_COUNTED = 5000;

/** How many cases a list has, at most `MOST_COUNTED` of a region; `more` where there are more. */
export function countCases(client: DynamoDBDocumentClient, table: string) {
  async function countIn(index: Index, list: string, equal: Record<string, string | undefined>): Promise<number> {
    const filter = Object.entries(equal).filter(([, value]) => value !== undefined);
    const sort = sortCondition(index, undefined);
    const names = [index.partition, ...(sort ? [index.sort] : []), ...filter.flatMap(([path]) => path.split('.'))];
    let count = 0;
    let start: Record<string, unknown> | undefined;
    do {
      const page: { Count?: number | undefined; LastEvaluatedKey?: Record<string, unknown> | undefined } =
        await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: index.name,
            Select: 'COUNT',
            KeyConditionExpression: `#${index.partition} = :list${sort ? ` AND #${index.sort} ${sort.text}` : ''}`,
            ...(filter.length > 0 && {
              FilterExpression: filter
                .map(([path], at) => `#${path.replaceAll('.', '.#')} = :wanted${at}`)
                .join(' AND '),
            }),
            ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: {
              ':list': list,
              ...sort?.values,
              ...Object.fromEntries(filter.map(([, value], at) => [`:wanted${at}`, value])),
            },
            ExclusiveStartKey: start,
            Limit: MOST_COUNTED,
          }),
        );
      count += page.Count ?? 0;
      start = page.LastEvaluatedKey;
    } while (start && count < MOST_COUNTED);
    return count;
  }

  async function countAll(index: Index, lists: readonly string[], equal: Record<string, string | undefined>) {
    const counts = await Promise.all([...new Set(lists)].map((list) => countIn(index, list, equal)));
    return { count: counts.reduce((sum, one) => sum + one, 0), more: counts.some((one) => one >= MOST_COUNTED) };
  }

  async function countOfPerson(
    personRef: string,
    index: Index,
    lists: readonly string[],
    equal: Record<string, string | undefined>,
  ) {
    const items = await readOfPerson(client, table, personRef);
    return { count: items.filter((item) => isListed(item, { index, lists, equal })).length, more: false };
  }

  return {
    cases: ({
      regions,
      kind,
      state,
      order,
      between,
      personRef,
    }: Omit<CaseFilter<CaseBase>, 'fits' | 'handledBy'> & Pick<PageRequest, 'regions'>) => {
      const { index, lists } = placesOf(order ?? 'newest', regions, between);
      return personRef === undefined
        ? countAll(index, lists, { kind, state })
        : countOfPerson(personRef, index, lists, { kind, state });
    },
    tasks: ({
      regions,
      between,
      personRef,
      ...filter
    }: Omit<TaskFilter<CaseBase>, 'fits' | 'handledBy'> & Pick<PageRequest, 'regions'>) =>
      personRef === undefined
        ? countAll({ ...QUEUE, between }, regions, equalOf(filter))
        : countOfPerson(personRef, { ...QUEUE, between }, regions, equalOf(filter)),
  };
}

const equalOf = ({ kind, task, batchId }: Pick<TaskFilter<CaseBase>, 'kind' | 'task' | 'batchId'>) => ({
  kind,
  batchId,
  ...(task === 'parked' ? { state: task } : { 'wait.kind': task }),
});

/** Open tasks, least time left first. */
export function listTasks<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return ({
    kind,
    task,
    batchId,
    fits,
    handledBy,
    between,
    personRef,
    ...request
  }: PageRequest & TaskFilter<C>): Promise<CasePage<C>> => {
    const wanted = { equal: equalOf({ kind, task, batchId }), fits: both(handledBy, fits) };
    return pageOf({ client, table, schema, index: { ...QUEUE, between } }, { ...request, personRef }, wanted);
  };
}

/**
 * Ids of cases whose effect on Step Functions has been outstanding since before an ISO instant; at most 25 of a shard, as
 * many as the healing of one minute can do.
 */
export function listPending(client: DynamoDBDocumentClient, table: string, keys = PENDING_KEYS) {
  const ofShard = async (key: string, instant: string): Promise<string[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: CASE_INDEX.pending,
        KeyConditionExpression: 'pendingKey = :pending AND pendingSince < :instant',
        ExpressionAttributeValues: { ':pending': key, ':instant': instant },
        Limit: 25,
      }),
    );
    return Items.map(idOf);
  };
  return async (instant: string): Promise<string[]> =>
    (await Promise.all(keys.map((key) => ofShard(key, instant)))).flat();
}

type Item = Record<string, unknown>;

/** Ids of a person's cases, at most 100, by kind. */
async function idsOfPerson(client: DynamoDBDocumentClient, table: string, personRef: string): Promise<string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: CASE_INDEX.person,
      KeyConditionExpression: 'personRef = :person',
      ExpressionAttributeValues: { ':person': personRef },
      Limit: 100,
    }),
  );
  return Items.map(idOf);
}

/** Whole items of a person's cases. */
async function readOfPerson(
  client: DynamoDBDocumentClient,
  table: string,
  personRef: string,
  caseIds?: readonly string[],
): Promise<Item[]> {
  const items = await readWholeCases(client, table, caseIds ?? (await idsOfPerson(client, table, personRef)));
  return items.filter((item) => item.personRef === personRef);
}

interface Listing {
  index: Index;
  lists: readonly string[];
  equal: Record<string, string | undefined>;
}

/** Whether an index has a case in one of these lists, within its bounds, with these attributes. */
function isListed(item: Item, { index: { partition, sort, between }, lists, equal }: Listing): boolean {
  const key = item[sort];
  if (!lists.some((list) => list === item[partition]) || typeof key !== 'string') return false;
  if (between && (key < between.from || key > `${between.to}~`)) return false;
  return Object.entries(equal).every(([path, value]) => value === undefined || valueAt(item, path) === value);
}

function valueAt(item: Item, path: string): unknown {
  let found: unknown = item;
  for (const name of path.split('.')) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  }
  return found;
}

/** One person has so few cases that they are put in order here; of everybody else's a page is read. */
async function pageOf<C>(
  source: Source<C>,
  { personRef, ...request }: PageRequest & { personRef?: string | undefined },
  wanted: Wanted<C>,
): Promise<CasePage<C>> {
  if (personRef === undefined) return mergePages(source, request, wanted);
  const { client, table, schema, index } = source;
  const { regions: lists, limit, cursor } = request;
  const after = cursor && Buffer.from(cursor, 'base64url').toString();
  const direction = index.newestFirst ? -1 : 1;
  const rows = (await readOfPerson(client, table, personRef))
    .filter((item) => isListed(item, { index, lists, equal: wanted.equal }))
    .map((item) => ({ key: String(item[index.sort]), found: schema.parse(item) }))
    .filter(
      ({ key, found }) =>
        (!after || (key < after ? -1 : key > after ? 1 : 0) === direction) && (wanted.fits?.(found) ?? true),
    )
    .toSorted((one, other) => (one.key < other.key ? -direction : direction));
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1)?.key : undefined;
  return {
    cases: page.map(({ found }) => found),
    cursor: last === undefined ? null : Buffer.from(last).toString('base64url'),
  };
}

/** The cases that a person has or had, by kind; at most 100. One that was `read` in this moment is not read again. */
export function listOfPerson<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return async (personRef: string, read?: C): Promise<C[]> => {
    const caseIds = await idsOfPerson(client, table, personRef);
    const others = caseIds.filter((caseId) => caseId !== read?.caseId);
    const found = (await readOfPerson(client, table, personRef, others)).map((item) => schema.parse(item));
    return caseIds.flatMap((caseId) => (caseId === read?.caseId ? read : found.filter((one) => one.caseId === caseId)));
  };
}

/** Ids of cases that ended up to a day, of one of the `DUE_SHARDS`. */
export function listEnded(client: DynamoDBDocumentClient, table: string) {
  return async (retention: RetentionClass, shard: string, through: LocalDate): Promise<string[]> => {
    const ids: string[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: CASE_INDEX.queue,
          KeyConditionExpression: 'queueKey = :ended AND taskDue < :after',
          ExpressionAttributeValues: {
            ':ended': endedKey(retention, shard),
            ':after': taskDueKey(addDays(through, 1), ''),
          },
          ExclusiveStartKey: start,
        }),
      );
      ids.push(...Items.map(idOf));
      start = LastEvaluatedKey;
    } while (start);
    return ids;
  };
}

/** Days, both included. */
export interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** Beginnings of sort keys, both included; ISO instants or days. */
export interface Between {
  from: string;
  to: string;
}

interface Index {
  name: string;
  partition: string;
  sort: string;
  newestFirst: boolean;
  /** Only sort keys that begin with one of these. */
  between?: Between | undefined;
}

export const QUEUE = { name: CASE_INDEX.queue, partition: 'queueKey', sort: 'taskDue', newestFirst: false } as const;

interface Source<C> {
  client: DynamoDBDocumentClient;
  table: string;
  schema: z.ZodType<C>;
  index: Index;
}

/** What a list is narrowed to: attributes by dotted path, those without a value left out, and what only code can tell. */
interface Wanted<C> {
  equal: Record<string, string | undefined>;
  fits?: ((found: C) => boolean) | undefined;
}

type Row<C> = { key: string; found: C };

/** Reads of one region for one page; a filter that little fits ends its page there. */
const MAX_READS = 20;
const ITEMS_A_READ = 100;

/** Merges the regions' lists; the cursor is a sort key, one for all regions. */
export async function mergePages<C>(
  source: Source<C>,
  { regions, limit, cursor }: PageRequest,
  wanted: Wanted<C>,
): Promise<CasePage<C>> {
  const after = cursor && Buffer.from(cursor, 'base64url').toString();
  const lists = await Promise.all(
    [...new Set(regions)].map((region) => readRegion(source, region, after, limit + 1, wanted)),
  );
  const direction = source.index.newestFirst ? -1 : 1;
  const compare = (one: string, other: string) => (one < other ? -direction : direction);
  // What lies beyond the place where one region's reading stopped is for the next page.
  const [stop] = lists.flatMap(({ stoppedAt }) => stoppedAt ?? []).sort(compare);
  const rows = lists
    .flatMap((list) => list.rows)
    .filter(({ key }) => stop === undefined || compare(key, stop) < 0 || key === stop)
    .sort((one, other) => compare(one.key, other.key));
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? page.at(-1)?.key : stop;
  return {
    cases: page.map(({ found }) => found),
    cursor: next === undefined ? null : Buffer.from(next).toString('base64url'),
  };
}

async function readRegion<C>(
  { client, table, schema, index }: Source<C>,
  region: string,
  after: string | undefined,
  count: number,
  { equal, fits }: Wanted<C>,
): Promise<{ rows: Row<C>[]; stoppedAt?: string }> {
  const rows: Row<C>[] = [];
  const filter = Object.entries(equal).filter(([, value]) => value !== undefined);
  const sort = sortCondition(index, after);
  const parts = [index.partition, ...(sort ? [index.sort] : []), ...filter.flatMap(([path]) => path.split('.'))];
  const isNarrow = filter.length > 0 || fits !== undefined;
  let start: Record<string, unknown> | undefined;
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index.name,
        KeyConditionExpression: `#${index.partition} = :region${sort ? ` AND #${index.sort} ${sort.text}` : ''}`,
        ...(filter.length > 0 && {
          FilterExpression: filter.map(([path], at) => `#${path.replaceAll('.', '.#')} = :wanted${at}`).join(' AND '),
        }),
        ExpressionAttributeNames: Object.fromEntries(parts.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ':region': region,
          ...sort?.values,
          ...Object.fromEntries(filter.map(([, value], at) => [`:wanted${at}`, value])),
        },
        ScanIndexForward: !index.newestFirst,
        Limit: isNarrow ? ITEMS_A_READ : count,
        ExclusiveStartKey: start,
      }),
    );
    const entries = answer.Items ?? [];
    while (entries.length > 0 && rows.length < count) {
      for (const item of await readThere(entries.splice(0, fits ? entries.length : count - rows.length))) {
        const found = schema.parse(item);
        const key = String(item[index.sort]);
        if (key !== after && (!fits || fits(found))) rows.push({ key, found });
      }
    }
    start = answer.LastEvaluatedKey;
    if (!start || rows.length >= count) return { rows };
  }
  return { rows, stoppedAt: String(start?.[index.sort]) };

  /** The cases of entries of the index that are still where it has them. */
  async function readThere(entries: readonly Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
    const where = new Map(entries.map((entry) => [idOf(entry), entry]));
    const items = await readWholeCases(client, table, [...where.keys()]);
    const keys = [index.partition, index.sort];
    return items.filter((item) => keys.every((name) => where.get(idOf(item))?.[name] === item[name]));
  }
}

/**
 * After a cursor, and within bounds: every such key begins with its day, and has neither a blank nor a `~`. Backwards the
 * cursor itself is within, and is passed over.
 */
export function sortCondition(
  { newestFirst, between }: Pick<Index, 'newestFirst' | 'between'>,
  after: string | undefined,
) {
  if (between) {
    const first = after && !newestFirst ? `${after} ` : between.from;
    const last = after && newestFirst ? after : `${between.to}~`;
    // DynamoDB refuses a range that ends before it begins, as one does after the cursor of another list.
    const [low, high] = first < last ? [first, last] : [last, last];
    return { text: 'BETWEEN :low AND :high', values: { ':low': low, ':high': high } };
  }
  return after ? { text: `${newestFirst ? '<' : '>'} :after`, values: { ':after': after } } : null;
}
