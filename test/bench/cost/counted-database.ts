/**
 * A DynamoDB that counts what is asked of it, what is read or written, and the units for which AWS takes money: a read
 * unit for 4 KB read consistently, half of one for others; a write unit for each KB of the item, the larger of before and
 * after, and the same again for every index in which the item is or was and changes.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type DynamoDb, openOwnDynamoDb } from '../../../infra/small-cloud/services/dynamodb/dynamodb.ts';
import { serveDynamoDb } from '../../../infra/small-cloud/services/dynamodb/serve-dynamodb.ts';
import { type Attributes, itemSchema, sizeOf } from './item-size.ts';

export interface Counts {
  requests: number;
  itemsRead: number;
  itemsWritten: number;
  readUnits: number;
  writeUnits: number;
}

/** Counts of one caller with one table, by the name of the table in the stack. */
export type CallerCounts = Counts & { caller: string; table: string };

export interface CountedDatabase extends DynamoDb {
  /** Since the last time; starts anew from here. */
  count(): CallerCounts[];
}

const READS = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];

const batchWriteSchema = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(
      z.object({
        PutRequest: z.object({ Item: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
        DeleteRequest: z.object({ Key: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
      }),
    ),
  ),
});
const requestSchema = z.looseObject({
  TableName: z.string().optional(),
  Key: itemSchema,
  Item: itemSchema,
  ConsistentRead: z.boolean().optional(),
  RequestItems: z.record(z.string(), z.looseObject({ ConsistentRead: z.boolean().optional() })).optional(),
});
const answerSchema = z.looseObject({
  Item: itemSchema,
  Items: z.array(z.record(z.string(), z.record(z.string(), z.unknown()))).optional(),
  Responses: z.record(z.string(), z.array(z.record(z.string(), z.record(z.string(), z.unknown())))).optional(),
  ScannedCount: z.number().optional(),
  ConsumedCapacity: z.looseObject({ CapacityUnits: z.number() }).optional(),
});
const keySchema = z.array(z.looseObject({ AttributeName: z.string() }));
const tableSchema = z.object({
  Table: z.looseObject({
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z
      .array(
        z.looseObject({
          KeySchema: keySchema,
          Projection: z.looseObject({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
        }),
      )
      .default([]),
  }),
});
type Table = z.output<typeof tableSchema>['Table'];

export async function openCountedDatabase(path: string): Promise<CountedDatabase> {
  const place = { region: 'cn-northwest-1', account: '000000000000' };
  const database = await openOwnDynamoDb({ path, ...place, log: console.error });
  const tables = new Map<string, Table>();
  let counts = new Map<string, CallerCounts>();

  function countsOf(caller: string, tableName: string): CallerCounts {
    const table = /-(\w+?)Table/.exec(tableName)?.[1] ?? tableName;
    const key = `${caller} ${table}`;
    const none = { requests: 0, itemsRead: 0, itemsWritten: 0, readUnits: 0, writeUnits: 0 };
    const found = counts.get(key) ?? { caller, table, ...none };
    counts.set(key, found);
    return found;
  }

  async function describe(name: string): Promise<Table> {
    const known = tables.get(name);
    if (known) return known;
    const { body } = await database.call('DescribeTable', JSON.stringify({ TableName: name }));
    const { Table } = tableSchema.parse(JSON.parse(body));
    tables.set(name, Table);
    return Table;
  }

  async function itemOf(TableName: string, Key: Attributes): Promise<Attributes | undefined> {
    const { body } = await database.call('GetItem', JSON.stringify({ TableName, Key, ConsistentRead: true }));
    return answerSchema.parse(JSON.parse(body)).Item;
  }

  /** Does what writes these items, and counts them. */
  async function countWrites(
    of: CallerCounts,
    { tableName, keys }: { tableName: string; keys: readonly Attributes[] },
    write: () => ReturnType<DynamoDb['call']>,
  ): ReturnType<DynamoDb['call']> {
    const table = await describe(tableName);
    const before = await Promise.all(keys.map((key) => itemOf(tableName, key)));
    const answered = await write();
    const done = answered.status < 300;
    const after = done ? await Promise.all(keys.map((key) => itemOf(tableName, key))) : before;
    // A write that its condition refuses costs as much as one that changes nothing.
    of.writeUnits += keys.reduce((sum, _, at) => sum + writeUnits(table, before[at], after[at]), 0);
    if (done) of.itemsWritten += keys.length;
    return answered;
  }

  /** Each item costs what it would cost by itself. */
  async function batchWrite(body: string, caller: string): ReturnType<DynamoDb['call']> {
    const { RequestItems } = batchWriteSchema.parse(JSON.parse(body));
    let write = () => database.call('BatchWriteItem', body);
    for (const [tableName, requests] of Object.entries(RequestItems)) {
      const table = await describe(tableName);
      const keys = requests.map(
        ({ PutRequest, DeleteRequest }) => DeleteRequest?.Key ?? keyIn(PutRequest?.Item ?? {}, table),
      );
      const of = countsOf(caller, tableName);
      of.requests += 1;
      const within = write;
      write = () => countWrites(of, { tableName, keys }, within);
    }
    return write();
  }

  return {
    async call(operation, body, caller = 'somebody') {
      if (operation === 'BatchWriteItem') return batchWrite(body, caller);
      const { Key, Item, RequestItems = {}, ...asked } = requestSchema.parse(JSON.parse(body));
      const [[batchTable, batch] = []] = Object.entries(RequestItems);
      const TableName = asked.TableName ?? batchTable;
      const consistent = asked.ConsistentRead ?? batch?.ConsistentRead ?? false;
      if (TableName === undefined || ![...READS, ...WRITES].includes(operation)) return database.call(operation, body);
      const of = countsOf(caller, TableName);
      of.requests += 1;
      if (READS.includes(operation)) {
        const answered = await database.call(operation, batch ? body : withCapacity(body));
        if (answered.status >= 300) return answered;
        const answer = answerSchema.parse(JSON.parse(answered.body));
        if (batch) {
          // Each item of a batch costs what it would cost by itself.
          const items = answer.Responses?.[TableName] ?? [];
          of.itemsRead += items.length;
          of.readUnits += items.reduce((sum, one) => sum + readUnits({ Item: one }, consistent), 0);
          return answered;
        }
        // A query reads what it scans, whatever it gives back; at least it costs as much as one item.
        of.itemsRead += Math.max(1, answer.ScannedCount ?? 0);
        of.readUnits += Math.max(answer.ConsumedCapacity?.CapacityUnits ?? 0, readUnits(answer, consistent));
        return answered;
      }
      const key = Key ?? keyIn(Item ?? {}, await describe(TableName));
      return countWrites(of, { tableName: TableName, keys: [key] }, () => database.call(operation, body));
    },
    count() {
      const so = counts;
      counts = new Map();
      return [...so.values()];
    },
    close: () => database.close(),
  };
}

/** The same behind an address, for a machine that is another process. */
export async function serveCountedDatabase(path: string): Promise<CountedDatabase & { url: string }> {
  const database = await openCountedDatabase(path);
  const { endpoint, close } = await serveDynamoDb(database);
  return { ...database, url: endpoint, close };
}

const withCapacity = (body: string): string => JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' });

function readUnits({ Item, Items }: z.output<typeof answerSchema>, consistent: boolean): number {
  const bytes = [...(Item ? [Item] : []), ...(Items ?? [])].reduce((sum, item) => sum + sizeOf(item), 0);
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}

function writeUnits(table: Table, before: Attributes | undefined, after: Attributes | undefined): number {
  const own = unitsOf(before, after);
  const indexes = table.GlobalSecondaryIndexes.map((index) => {
    const [from, to] = [before, after].map((item) => item && entryOf(item, index, table));
    if (isDeepStrictEqual(from, to)) return 0;
    const keys = index.KeySchema.map(({ AttributeName }) => AttributeName);
    const moved = from && to && keys.some((name) => !isDeepStrictEqual(from[name], to[name]));
    // An entry with another key is deleted and written anew.
    return moved ? unitsOf(from, undefined) + unitsOf(undefined, to) : unitsOf(from, to);
  });
  return indexes.reduce((sum, units) => sum + units, own);
}

const unitsOf = (...items: (Attributes | undefined)[]): number =>
  Math.max(1, ...items.map((item) => (item ? Math.ceil(sizeOf(item) / 1024) : 0)));

/** What an index holds of an item; nothing without its key. */
function entryOf(
  item: Attributes,
  index: Table['GlobalSecondaryIndexes'][number],
  table: Table,
): Attributes | undefined {
  const keys = [...index.KeySchema, ...table.KeySchema].map(({ AttributeName }) => AttributeName);
  if (index.KeySchema.some(({ AttributeName }) => item[AttributeName] === undefined)) return undefined;
  if (index.Projection.ProjectionType === 'ALL') return item;
  const held = new Set([...keys, ...(index.Projection.NonKeyAttributes ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => held.has(name)));
}

const keyIn = (item: Attributes, table: Table): Attributes =>
  Object.fromEntries(
    Object.entries(item).filter(([name]) => table.KeySchema.some((key) => key.AttributeName === name)),
  );
