import { DatabaseSync, type StatementSync } from 'node:sqlite';

const READ_AT_ONCE = 50; // rows

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  CREATE TABLE resting (key TEXT PRIMARY KEY, changes TEXT) WITHOUT ROWID;
`;

/**
 * The changes of open executions that only wait, so that they need no memory. It is a temporary file of SQLite, gone with
 * the process: the journal holds the same. Its page cache has SQLite's usual 2 MB.
 */
export class RestingTable {
  readonly #database = new DatabaseSync('');
  readonly #statements: Record<'put' | 'get' | 'remove' | 'next', StatementSync>;
  /** Keys to be removed once it may change again; undefined while it may. */
  #kept: Set<string> | undefined;

  constructor() {
    this.#database.exec(SCHEMA);
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#statements = {
      put: prepare('INSERT OR REPLACE INTO resting VALUES (?, ?)'),
      get: prepare('SELECT changes FROM resting WHERE key = ?'),
      remove: prepare('DELETE FROM resting WHERE key = ?'),
      next: prepare('SELECT key, changes FROM resting WHERE key > ? ORDER BY key LIMIT ?'),
    };
  }

  /** Puts an execution's list of changes in, as JSON text; false if that is not possible now. */
  put(key: string, changes: string): boolean {
    if (this.#kept) return false;
    try {
      this.#statements.put.run(key, changes);
      return true;
    } catch {
      return false; // the disk of temporary files is full
    }
  }

  get(key: string): string | undefined {
    const row = this.#statements.get.get(key);
    return row && String(row.changes);
  }

  remove(key: string): void {
    if (this.#kept) this.#kept.add(key);
    else this.#statements.remove.run(key);
  }

  /** From now on the rows stay as they are, whatever is asked of the table, until `mayChange`. */
  keepAsItIs(): void {
    this.#kept = new Set();
  }

  mayChange(): void {
    for (const key of this.#kept ?? []) this.#statements.remove.run(key);
    this.#kept = undefined;
  }

  *rows(): Generator<[key: string, changes: string]> {
    for (let last = ''; ; ) {
      const rows = this.#statements.next.all(last, READ_AT_ONCE);
      for (const row of rows) {
        last = String(row.key);
        yield [last, String(row.changes)];
      }
      if (rows.length < READ_AT_ONCE) return;
    }
  }

  close(): void {
    this.#database.close();
  }
}
