// dynalite has no types of its own. Only what this folder uses is described.

declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream';

  export type Done<T = unknown> = (error: unknown, value?: T) => void;

  export interface Table {
    TableName: string;
    TableStatus: string;
    LocalSecondaryIndexes?: unknown[];
    GlobalSecondaryIndexes?: { IndexName: string; IndexStatus: string }[];
    [field: string]: unknown;
  }

  export interface ItemDb {
    lock: unknown;
    get(key: string, done: Done): void;
    put(key: string, value: unknown, done: Done): void;
    del(key: string, done: Done): void;
    createValueStream(options: object): Readable;
  }

  export type Write = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

  export interface Level {
    open(options: { maxOpenFiles: number }): Promise<void>;
    get(key: string, done: Done): void;
    getSync(key: string): unknown;
    keys(range: object): AsyncIterable<string>;
    values(range: object): AsyncIterable<unknown>;
    batch(writes: Write[], options: { sync: boolean }): Promise<void>;
    createValueStream(range: object): Readable;
  }

  export interface Store {
    db: Level;
    tableDb: { awsAccountId: string; awsRegion: string };
    getItemDb(table: string): ItemDb;
    getTable(name: string, done: Done<Table>): void;
    lifecycleManager: { gracefulClose(): Promise<void> };
  }

  export interface IndexActions {
    puts: { index: string; key: string; item: unknown }[];
    deletes: { index: string; key: string }[];
  }

  const db: {
    create(options: { path?: string; createTableMs: number; deleteTableMs: number; updateTableMs: number }): Store;
    getIndexActions(indexes: unknown[], before: unknown, after: unknown, table: Table): IndexActions;
    createKey(item: unknown, table: Table): string;
    updateIndexes(store: Store, table: Table, before: unknown, after: unknown, done: Done): void;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js';

  const validations: {
    checkTypes(data: unknown, types: unknown): unknown;
    checkValidations(data: unknown, types: unknown, custom: unknown, store: Store): void;
  };
  export default validations;
}
