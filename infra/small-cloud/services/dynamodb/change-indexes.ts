/**
 * The part of UpdateTable that dynalite lacks: an index taken away, or built anew from the items that are there. A machine
 * that is started with a later template changes its tables by it, as AWS would.
 */
import type { Store, Table, Write } from 'dynalite/db/index.js';
import { z } from 'zod';
import { planIndexWrites, writeNow } from './atomic-store.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const indexSchema = z.looseObject({ IndexName: z.string(), KeySchema: keySchema });
const updateSchema = z.looseObject({
  TableName: z.string(),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })).default([]),
  GlobalSecondaryIndexUpdates: z
    .array(
      z.union([
        z.strictObject({ Delete: z.object({ IndexName: z.string() }) }),
        z.strictObject({ Create: indexSchema }),
      ]),
    )
    .length(1),
});

/** Entries written at a time. */
const AT_A_TIME = 500;

/** Whether an UpdateTable is one of these: an index to be taken away or built. */
export const changesAnIndex = (request: unknown): boolean => updateSchema.safeParse(request).success;

/**
 * Killed at any moment, it leaves an index that is there whole, or one that the table does not name.
 * @returns the table as it is now
 * @throws ZodError, or when the table is not there
 */
export async function changeIndexes(store: Store, request: unknown): Promise<Table> {
  const { TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates } = updateSchema.parse(request);
  const table = await tableOf(store, TableName);
  const indexes = table.GlobalSecondaryIndexes ?? [];
  const [update] = GlobalSecondaryIndexUpdates;
  if (update && 'Delete' in update) {
    const { IndexName } = update.Delete;
    const without = { ...table, GlobalSecondaryIndexes: indexes.filter((index) => index.IndexName !== IndexName) };
    await writeNow(store, [tableWrite(without)]);
    await removeEntries(store, TableName, IndexName);
    return without;
  }
  if (!update) return table;
  const index = {
    ...update.Create,
    IndexStatus: 'ACTIVE',
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexArn: `${String(table.TableArn)}/index/${update.Create.IndexName}`,
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
  };
  // What a build that was killed has left.
  await removeEntries(store, TableName, index.IndexName);
  await writeEntries(store, { ...table, LocalSecondaryIndexes: [], GlobalSecondaryIndexes: [index] });
  const built = {
    ...table,
    AttributeDefinitions: AttributeDefinitions.length > 0 ? AttributeDefinitions : table.AttributeDefinitions,
    GlobalSecondaryIndexes: [...indexes.filter(({ IndexName }) => IndexName !== index.IndexName), index],
  };
  await writeNow(store, [tableWrite(built)]);
  return built;
}

const tableWrite = (table: Table): Write => ({ type: 'put', key: `table~${table.TableName}`, value: table });

const tableOf = (store: Store, name: string): Promise<Table> =>
  new Promise((resolve, reject) => {
    store.getTable(name, (error, table) => (table ? resolve(table) : reject(error)));
  });

async function removeEntries(store: Store, table: string, index: string): Promise<void> {
  const prefix = `index-global~${table}~${index}~`;
  await inBatches(store, store.db.keys({ gte: prefix, lt: `${prefix}\xff` }), (key) => [{ type: 'del', key }]);
}

async function writeEntries(store: Store, table: Table): Promise<void> {
  const prefix = `item-${table.TableName}~`;
  const items = store.db.values({ gte: prefix, lt: `${prefix}\xff` });
  await inBatches(store, items, (item) => planIndexWrites(table, undefined, item));
}

async function inBatches<One>(store: Store, all: AsyncIterable<One>, writesFor: (one: One) => Write[]): Promise<void> {
  let writes: Write[] = [];
  for await (const one of all) {
    writes.push(...writesFor(one));
    if (writes.length < AT_A_TIME) continue;
    await writeNow(store, writes);
    writes = [];
  }
  await writeNow(store, writes);
}
