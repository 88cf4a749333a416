import { Readable } from 'node:stream';
import db, { type ItemDb, type Store, type Table, type Write } from 'dynalite/db/index.js';
import { emptyIndexKey, isTooDeep, TOO_DEEP } from './request-checks.ts';

/**
 * Opens dynalite's store so that an item and its index entries are written in one step. Dynalite itself writes one
 * after the other. A kill in between would lose an index entry: the index of waiting cases would no longer show a case
 * that waits.
 *
 * Every write reaches the disk before it is answered. Writes that come while the disk is busy go there together.
 */
export async function openAtomicStore(options: { path?: string; region: string; account: string }): Promise<Store> {
  const noDelay = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const store = db.create(options.path === undefined ? noDelay : { path: options.path, ...noDelay });
  await store.db.open({ maxOpenFiles: OPEN_FILES });
  store.tableDb.awsRegion = options.region;
  store.tableDb.awsAccountId = options.account;
  const writeToDisk = createGroupCommit(store);
  await activateTables(store, writeToDisk);
  writeIndexesWithItems(store, writeToDisk);
  readAtOnce(store);
  keepTables(store);
  // dynalite's own stream leaves its iterator open at the end, with the snapshot that it reads from.
  store.db.createValueStream = (range) => Readable.from(store.db.values(range));
  return store;
}

/**
 * LevelDB maps the files of 2 MB that it has open into memory (ten of these are others). As many as it usually opens would
 * count as a gigabyte of this process, though their pages are the kernel's to take back.
 */
const OPEN_FILES = 64;

/** The disk took nothing; what was to be written is not stored. */
export class CannotWriteError extends Error {
  override name = 'CannotWriteError';
}

/** Refuses every further write, with the reason of the one that failed. */
export function stopWriting(store: Store, reason: string): void {
  stopped.set(store, reason);
}

const stopped = new WeakMap<Store, string>();

type WriteToDisk = (writes: Write[]) => Promise<void>;

/** Writes batches, each in one step; those that come in while one is written form the next one. */
function createGroupCommit(store: Store): WriteToDisk {
  let next: { writes: Write[]; written: Promise<void> } | undefined;
  let writing: Promise<void> = Promise.resolve();
  return (writes) => {
    if (next === undefined) {
      const group = { writes: [], written: writing.then(() => write()) };
      next = group;
      // What failed is told to those who wrote it; the next group goes on.
      writing = group.written.catch(() => {});
    }
    next.writes.push(...writes);
    return next.written;
  };

  function write(): Promise<void> {
    const writes = next?.writes ?? [];
    next = undefined;
    return writeNow(store, writes);
  }
}

/** One step, on disk when it is done. Nothing else may be under way that writes the same keys. */
export async function writeNow(store: Store, writes: Write[]): Promise<void> {
  const reason = stopped.get(store);
  if (reason !== undefined) throw new CannotWriteError(reason);
  // The level database underneath takes its batches with options; dynalite's wrapper around it drops them.
  const batch: Store['db']['batch'] = Object.getPrototypeOf(store.db).batch;
  try {
    await batch.call(store.db, writes, { sync: true });
    if (writes.some(({ key }) => key.startsWith('table~'))) forgetTables.get(store)?.();
  } catch (error) {
    const said = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    // Those that wait already are behind a log that may end in half a record.
    stopWriting(store, said);
    throw new CannotWriteError(said);
  }
}

/** dynalite reads by a thread of the pool, which costs more than the reading: most of what is read is in memory. */
function readAtOnce({ db: level }: Store): void {
  level.get = (key, done) => {
    let value: unknown;
    try {
      value = level.getSync(key);
    } catch (error) {
      setImmediate(done, error);
      return;
    }
    setImmediate(done, null, value);
  };
}

/** Forgets what is known of a store's tables. */
const forgetTables = new WeakMap<Store, () => void>();

/** dynalite reads and parses the definition of a table for each operation on its items. It is kept until a table is written. */
function keepTables(store: Store): void {
  const kept = new Map<string, Table>();
  let writes = 0;
  const forget = (): void => {
    writes += 1;
    kept.clear();
  };
  forgetTables.set(store, forget);
  const { getTable, tableDb } = store;
  store.getTable = (name, ...asked) => {
    // Those who ask for one that is being made may write into what they get.
    if (asked.length === 2) {
      getTable(name, ...asked);
      return;
    }
    const [done] = asked;
    const known = kept.get(name);
    if (known !== undefined) {
      done(null, known);
      return;
    }
    const before = writes;
    getTable(name, (error, table) => {
      if (!error && table && writes === before) kept.set(name, table);
      done(error, table);
    });
  };
  for (const write of ['put', 'del'] as const) {
    const plain = tableDb[write];
    tableDb[write] = (...given) => {
      const done = given.pop();
      forget();
      plain(...given, (...answer: unknown[]) => {
        forget();
        if (typeof done === 'function') done(...answer);
      });
    };
  }
}

/** A kill between dynalite's two writes of a new table leaves it in CREATING for ever. */
async function activateTables(store: Store, writeToDisk: WriteToDisk): Promise<void> {
  for await (const value of store.db.values({ gte: 'table~', lt: 'table~\xff' })) {
    if (!isTable(value) || value.TableStatus !== 'CREATING') continue;
    const indexes = value.GlobalSecondaryIndexes?.map((index) => ({ ...index, IndexStatus: 'ACTIVE' }));
    const table = { ...value, TableStatus: 'ACTIVE', ...(indexes ? { GlobalSecondaryIndexes: indexes } : {}) };
    await writeToDisk([{ type: 'put', key: `table~${table.TableName}`, value: table }]);
  }
}

function writeIndexesWithItems(store: Store, writeToDisk: WriteToDisk): void {
  // dynalite calls updateIndexes and, in its callback without a turn between, the item's put or del.
  let indexWrites: Write[] = [];
  db.updateIndexes = (_store, table, before, after, done) => {
    const refusal = isTooDeep(after) ? TOO_DEEP : emptyIndexKey(table, after);
    if (refusal !== undefined) {
      done(invalid(refusal));
      return;
    }
    indexWrites = planIndexWrites(table, before, after);
    try {
      done(null);
    } finally {
      indexWrites = [];
    }
  };
  const getItemDb = store.getItemDb;
  const wrapped = new Map<string, ItemDb>();
  store.getItemDb = (table) => {
    const known = wrapped.get(table);
    if (known) return known;
    const plain = getItemDb(table);
    const write = (item: Write, done: (error: unknown) => void) => {
      writeToDisk([...indexWrites, item]).then(
        () => setImmediate(done, null),
        (error) => setImmediate(done, error),
      );
    };
    const atomic: ItemDb = {
      ...plain,
      put: (key, value, done) => write({ type: 'put', key: `item-${table}~${key}`, value }, done),
      del: (key, done) => write({ type: 'del', key: `item-${table}~${key}` }, done),
    };
    wrapped.set(table, atomic);
    return atomic;
  };
}

/** As dynalite refuses what is not valid. */
const invalid = (message: string): Error =>
  Object.assign(new Error(message), {
    statusCode: 400,
    body: { __type: 'com.amazon.coral.validate#ValidationException', message },
  });

export function planIndexWrites(table: Table, before: unknown, after: unknown): Write[] {
  const kinds: [string, unknown[]][] = [
    ['local', table.LocalSecondaryIndexes ?? []],
    ['global', table.GlobalSecondaryIndexes ?? []],
  ];
  return kinds.flatMap(([kind, indexes]) => {
    const { puts, deletes } = db.getIndexActions(indexes, before, after, table);
    const prefix = (index: string) => `index-${kind}~${table.TableName}~${index}~`;
    return [
      ...deletes.map((entry): Write => ({ type: 'del', key: prefix(entry.index) + entry.key })),
      ...puts.map((entry): Write => ({ type: 'put', key: prefix(entry.index) + entry.key, value: entry.item })),
    ];
  });
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'TableStatus' in value;
}
