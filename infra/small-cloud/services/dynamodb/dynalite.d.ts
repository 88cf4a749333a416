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
    tableDb: {
      awsAccountId: string;
      awsRegion: string;
      put(...given: unknown[]): void;
      del(...given: unknown[]): void;
    };
    getItemDb(table: string): ItemDb;
    /** Without `checkStatus: false` one that is being made or deleted is not there. */
    getTable(name: string, ...asked: [done: Done<Table>] | [checkStatus: false, done: Done<Table>]): void;
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

declare module 'dynalite/db/conditionParser.js' {
  export interface Context {
    attrNames?: Record<string, string> | undefined;
    attrVals?: Record<string, object> | undefined;
    /** The parser takes out what its expression uses. */
    unusedAttrNames?: Record<string, boolean>;
    unusedAttrVals?: Record<string, boolean>;
    isKeyCondition?: boolean;
  }

  export interface Parser {
    parse(expression: string, options: { context: Context }): unknown;
  }

  const parser: Parser;
  export default parser;
}

declare module 'dynalite/db/projectionParser.js' {
  import type { Parser } from 'dynalite/db/conditionParser.js';

  const parser: Parser;
  export default parser;
}

declare module 'dynalite/db/updateParser.js' {
  import type { Parser } from 'dynalite/db/conditionParser.js';

  const parser: Parser;
  export default parser;
}
