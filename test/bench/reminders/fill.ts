/** Puts items into a database that nobody has open, as its own writes would leave them, but a thousand at a time. */
import db, { type Table, type Write } from 'dynalite/db/index.js';
import { openAtomicStore, planIndexWrites } from '../../../infra/small-cloud/services/dynamodb/atomic-store.ts';

type Value = string | number | { [field: string]: Value };
export type PlainItem = Record<string, Value>;

const BATCH = 1000;

/** @param items by the name of their table in the stack */
export async function fill(path: string, items: Iterable<readonly [table: string, item: PlainItem]>): Promise<void> {
  const store = await openAtomicStore({ path, region: 'cn-northwest-1', account: '000000000000' });
  const tables = new Map<string, Table>();
  for await (const value of store.db.values({ gte: 'table~', lt: 'table~\xff' })) {
    if (isTable(value)) tables.set(/-(\w+?)Table/.exec(value.TableName)?.[1] ?? '', value);
  }
  let writes: Write[] = [];
  for (const [name, plain] of items) {
    const table = tables.get(name);
    if (!table) throw new Error(`no table ${name}`);
    const item = Object.fromEntries(Object.entries(plain).map(([field, value]) => [field, attribute(value)]));
    const key = `item-${table.TableName}~${db.createKey(item, table)}`;
    writes.push({ type: 'put', key, value: item }, ...planIndexWrites(table, undefined, item));
    if (writes.length < BATCH) continue;
    await store.db.batch(writes, { sync: false });
    writes = [];
  }
  await store.db.batch(writes, { sync: true });
  await store.lifecycleManager.gracefulClose();
}

function attribute(value: Value): object {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  return { M: Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, attribute(inner)])) };
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'TableName' in value && 'KeySchema' in value;
