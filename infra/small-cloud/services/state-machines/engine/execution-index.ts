import type { Cancel } from '../../../clock/clock.ts';
import type { Status } from '../execution/execution.ts';
import type { ArchivePlace, EndedAt } from '../journal/journal.ts';
import { type EndedEntry, EndedTable, type Position } from './ended-table.ts';
import type { Runner } from './runner.ts';

/** What is known of an execution without reading its history. */
export interface IndexedExecution {
  key: string;
  machine: string;
  mapRun: string | undefined;
  /** Its own map runs, once it has ended or rests; as long as it is in memory, it knows them itself. */
  mapRuns: readonly string[];
  status: Status;
  started: number;
  stopped: number | undefined;
  /** What drives it, as long as it is open and does not rest. */
  runner: Runner | undefined;
  /** Takes the timer back that wakes it, if it rests. */
  alarm?: Cancel | undefined;
  place: ArchivePlace | undefined;
}

/** Executions are listed by state machine; those of map runs under their map run alone. */
export type ListOf = { machine: string } | { mapRun: string };

/** More than the journal in memory keeps, so that a table is made only where there is a disk. */
const ENDED_IN_MEMORY = 2_500;
const MOVED_AT_ONCE = 500;

/** All executions: the open ones and those that have just ended in memory, the others in a table. */
export class ExecutionIndex {
  readonly #entries = new Map<string, IndexedExecution>();
  /** Those in memory that have ended, the earliest first. */
  #ended: IndexedExecution[] = [];
  #table: EndedTable | undefined;

  get(key: string): IndexedExecution | undefined {
    const entry = this.#entries.get(key);
    if (entry) return entry;
    const ended = this.#table?.get(key);
    return ended && { ...ended, runner: undefined };
  }

  /** An execution begins, or goes on after it had ended. */
  addOpen(runner: Runner): void {
    const { key, machine, started, parent } = runner.execution;
    this.#table?.remove(key);
    const mapRun = parent?.mapRun;
    const open = { status: 'RUNNING', stopped: undefined, place: undefined } as const;
    this.#entries.set(key, { ...{ key, machine, mapRun, mapRuns: [], started, runner }, ...open });
  }

  addEnded({ key, machine, mapRun, mapRuns, status, started, stopped, place }: EndedAt): void {
    const entry = { key, machine, mapRun, mapRuns, status, started, stopped, runner: undefined, place };
    this.#entries.set(key, entry);
    this.#noteEnd(entry);
  }

  /** An open execution ended. */
  end(key: string, end: Pick<IndexedExecution, 'status' | 'stopped' | 'place' | 'mapRuns'>): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    Object.assign(entry, end, { runner: undefined });
    this.#noteEnd(entry);
  }

  executionOfMapRun(mapRun: string): string | undefined {
    for (const { key, runner, mapRuns } of this.#entries.values()) {
      if ((runner?.execution.mapRuns ?? mapRuns).includes(mapRun)) return key;
    }
    return this.#table?.executionOfMapRun(mapRun);
  }

  forget(key: string): void {
    this.#entries.delete(key);
    this.#table?.remove(key);
  }

  /** Forgets the executions whose changes lay in a file of the journal. */
  forgetFile(file: number): void {
    for (const { key, place } of this.#entries.values()) if (place?.file === file) this.#entries.delete(key);
    this.#ended = this.#ended.filter((entry) => this.#isCurrent(entry));
    this.#table?.removeFile(file);
  }

  /** The newest first, behind the last one that was seen. */
  *list(of: ListOf, after: Position): Generator<IndexedExecution> {
    const name = nameOf(of);
    const inMemory = [...this.#entries.values()]
      .filter((entry) => nameOf(entry) === name && isBehind(entry, after))
      .sort((a, b) => (isBehind(a, b) ? 1 : -1));
    let at = 0;
    for (const ended of this.#table?.list(name, after) ?? []) {
      for (let entry = inMemory[at]; entry && isBehind(ended, entry); entry = inMemory[++at]) yield entry;
      yield { ...ended, runner: undefined };
    }
    yield* inMemory.slice(at);
  }

  *open(): Generator<IndexedExecution> {
    for (const entry of this.#entries.values()) if (entry.status === 'RUNNING') yield entry;
  }

  close(): void {
    this.#table?.close();
    this.#table = undefined;
  }

  #noteEnd(entry: IndexedExecution): void {
    this.#ended.push(entry);
    if (this.#ended.length % MOVED_AT_ONCE === 0 && this.#ended.length > ENDED_IN_MEMORY) this.#moveToTable();
  }

  /** If the table cannot be written they stay in memory, and are moved when as many more have ended. */
  #moveToTable(): void {
    const current = this.#ended.filter((entry) => this.#isCurrent(entry));
    const leaving = current.slice(0, -ENDED_IN_MEMORY);
    try {
      this.#table ??= new EndedTable();
      this.#table.add(leaving.flatMap((entry) => toEndedEntry(entry) ?? []));
    } catch {
      return;
    }
    for (const { key } of leaving) this.#entries.delete(key);
    this.#ended = current.slice(-ENDED_IN_MEMORY);
  }

  /** Whether an entry that had ended still stands for its execution: it may have been forgotten or gone on. */
  #isCurrent(entry: IndexedExecution): boolean {
    return this.#entries.get(entry.key) === entry;
  }
}

function nameOf(of: ListOf | Pick<IndexedExecution, 'machine' | 'mapRun'>): string {
  const mapRun = 'mapRun' in of ? of.mapRun : undefined;
  return mapRun === undefined && 'machine' in of ? `machine ${of.machine}` : `run ${mapRun}`;
}

function isBehind(entry: Position, { started, key }: Position): boolean {
  return entry.started < started || (entry.started === started && entry.key < key);
}

function toEndedEntry({ runner: _, alarm: __, stopped, place, ...known }: IndexedExecution): EndedEntry | undefined {
  if (stopped === undefined || place === undefined) return undefined;
  return { ...known, stopped, place, list: nameOf(known) };
}
