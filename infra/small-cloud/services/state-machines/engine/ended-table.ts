import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { Status } from '../execution/execution.ts';
import type { ArchivePlace } from '../journal/journal.ts';

/** What is known of an execution that ended, without reading its history. */
export interface EndedEntry {
  key: string;
  /** Under which it is listed: its state machine or its map run. */
  list: string;
  machine: string;
  mapRun: string | undefined;
  mapRuns: readonly string[];
  status: Status;
  /** Milliseconds since 1970. */
  started: number;
  stopped: number;
  place: ArchivePlace;
}

/** The last that was seen of a list, which goes from the newest start to the oldest. */
export interface Position {
  started: number;
  key: string;
}

const STATUSES: readonly Status[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
const READ_AT_ONCE = 200; // rows

const SCHEMA = `
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  CREATE TABLE ended (
    key TEXT PRIMARY KEY, list TEXT, machine TEXT, mapRun TEXT, status INTEGER, started INTEGER, stopped INTEGER,
    file INTEGER, offset INTEGER, length INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX newest ON ended (list, started, key);
  CREATE TABLE mapRuns (mapRun TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
`;

/**
 * The executions that ended a while ago, so that they need no memory. It is a temporary file of SQLite, gone with the
 * process: the archive of the journal fills it at each start. Its page cache has SQLite's usual 2 MB.
 */
export class EndedTable {
  readonly #database = new DatabaseSync('');
  readonly #statements: Record<'add' | 'addMapRun' | 'get' | 'remove' | 'removeMapRuns' | 'list', StatementSync>;

  constructor() {
    this.#database.exec(SCHEMA);
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#statements = {
      add: prepare('INSERT OR REPLACE INTO ended VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
      addMapRun: prepare('INSERT OR REPLACE INTO mapRuns VALUES (?, ?)'),
      get: prepare('SELECT * FROM ended WHERE key = ?'),
      remove: prepare('DELETE FROM ended WHERE key = ?'),
      removeMapRuns: prepare('DELETE FROM mapRuns WHERE key = ?'),
      list: prepare(
        'SELECT * FROM ended WHERE list = ? AND (started, key) < (?, ?) ORDER BY started DESC, key DESC LIMIT ?',
      ),
    };
  }

  /** Adds all or none. @throws when the disk of temporary files is full */
  add(entries: readonly EndedEntry[]): void {
    this.#database.exec('BEGIN');
    try {
      for (const { key, list, machine, mapRun, mapRuns, status, started, stopped, place } of entries) {
        const { file, offset, length } = place;
        const code = STATUSES.indexOf(status);
        this.#statements.add.run(key, list, machine, mapRun ?? null, code, started, stopped, file, offset, length);
        for (const one of mapRuns) this.#statements.addMapRun.run(one, key);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  get(key: string): EndedEntry | undefined {
    const row = this.#statements.get.get(key);
    return row && this.#read(row);
  }

  remove(key: string): void {
    this.#statements.remove.run(key);
    this.#statements.removeMapRuns.run(key);
  }

  /** Removes the executions whose changes lay in a file of the archive. */
  removeFile(file: number): void {
    this.#database.prepare('DELETE FROM mapRuns WHERE key IN (SELECT key FROM ended WHERE file = ?)').run(file);
    this.#database.prepare('DELETE FROM ended WHERE file = ?').run(file);
  }

  executionOfMapRun(mapRun: string): string | undefined {
    const row = this.#database.prepare('SELECT key FROM mapRuns WHERE mapRun = ?').get(mapRun);
    return row && String(row.key);
  }

  /** Those of a list behind a position. */
  *list(list: string, after: Position): Generator<EndedEntry> {
    let { started, key } = after;
    for (;;) {
      const rows = this.#statements.list.all(list, started, key, READ_AT_ONCE);
      for (const row of rows) {
        const entry = this.#read(row);
        ({ started, key } = entry);
        yield entry;
      }
      if (rows.length < READ_AT_ONCE) return;
    }
  }

  close(): void {
    this.#database.close();
  }

  #read(row: Record<string, SQLOutputValue>): EndedEntry {
    const key = String(row.key);
    return {
      ...{ key, list: String(row.list), machine: String(row.machine) },
      mapRun: row.mapRun === null ? undefined : String(row.mapRun),
      mapRuns: [],
      status: STATUSES[Number(row.status)] ?? 'ABORTED',
      ...{ started: Number(row.started), stopped: Number(row.stopped) },
      place: { file: Number(row.file), offset: Number(row.offset), length: Number(row.length) },
    };
  }
}
