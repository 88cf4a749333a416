/** Puts items into a database that nobody has open, as its own writes would leave them, but a thousand at a time. */
import db, { type Table, type Write } from 'dynalite/db/index.js';
import { openAtomicStore, planIndexWrites } from '../../../infra/small-cloud/services/dynamodb/atomic-store.ts';

type Value = string | number | boolean | null | readonly Value[] | { readonly [field: string]: Value | undefined };
export type PlainItem = Record<string, Value>;

/** An item without sets and bytes, as the document client reads it. */
export const isPlain = (value: unknown): value is PlainItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isValue);

const isValue = (value: unknown): value is Value =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  value === null ||
  (Array.isArray(value) ? value.every(isValue) : isPlain(value));

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
  if (value === null) return { NULL: true };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  const fields = Object.entries(value).flatMap(([field, inner]) =>
    inner === undefined ? [] : [[field, attribute(inner)]],
  );
  return { M: Object.fromEntries(fields) };
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'TableName' in value && 'KeySchema' in value;
