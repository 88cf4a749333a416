import type { Status } from './execution.ts';
import type { EndedAt, Place } from './journal/journal.ts';
import type { Runner } from './runner.ts';

/** What is known of an execution without reading its history. */
export interface Entry {
  key: string;
  machine: string;
  mapRun: string | undefined;
  status: Status;
  started: number;
  stopped: number | undefined;
  runner: Runner | undefined;
  place: Place | undefined;
}

/** All executions, open and ended, by key and, in order of their start, by state machine or map run. */
export class ExecutionIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #lists = new Map<string, Entry[]>();
  readonly #mapRuns = new Map<string, string>();

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  addOpen(runner: Runner, mapRun: string | undefined): Entry {
    const { key, machine, started } = runner.execution;
    return this.#add({
      key,
      machine,
      mapRun,
      status: 'RUNNING',
      started,
      stopped: undefined,
      runner,
      place: undefined,
    });
  }

  addEnded({ key, machine, mapRun, mapRuns, status, started, stopped, place }: EndedAt): Entry {
    this.keepMapRuns(key, mapRuns);
    return this.#add({ key, machine, mapRun, status, started, stopped, runner: undefined, place });
  }

  /** Remembers the map runs of an execution that ended. */
  keepMapRuns(key: string, mapRuns: string[]): void {
    for (const mapRun of mapRuns) this.#mapRuns.set(mapRun, key);
  }

  executionOfMapRun(mapRun: string): string | undefined {
    const known = this.#mapRuns.get(mapRun);
    if (known !== undefined) return known;
    for (const { execution } of this.open()) if (execution.mapRuns.includes(mapRun)) return execution.key;
    return undefined;
  }

  forget(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) this.#forget([entry]);
  }

  /** Forgets the executions whose changes lay in a file of the journal. */
  forgetFile(file: number): void {
    this.#forget([...this.#entries.values()].filter((entry) => entry.place?.file === file));
  }

  /** The newest first. Executions of map runs are listed under their map run alone. */
  *list(of: { machine: string } | { mapRun: string }): Generator<Entry> {
    const list = this.#lists.get('mapRun' in of ? `run ${of.mapRun}` : `machine ${of.machine}`) ?? [];
    for (let at = list.length - 1; at >= 0; at--) {
      const entry = list[at];
      if (entry) yield entry;
    }
  }

  *open(): Generator<Runner> {
    for (const { runner } of this.#entries.values()) if (runner) yield runner;
  }

  #forget(entries: Entry[]): void {
    const gone = new Set(entries);
    for (const { key } of entries) this.#entries.delete(key);
    for (const [mapRun, key] of this.#mapRuns) if (!this.#entries.has(key)) this.#mapRuns.delete(mapRun);
    for (const list of new Set(entries.map((entry) => this.#list(entry)))) {
      const left = list.filter((entry) => !gone.has(entry));
      list.length = 0;
      for (const entry of left) list.push(entry);
    }
  }

  #list({ machine, mapRun }: Entry): Entry[] {
    const name = mapRun === undefined ? `machine ${machine}` : `run ${mapRun}`;
    let list = this.#lists.get(name);
    if (!list) {
      list = [];
      this.#lists.set(name, list);
    }
    return list;
  }

  #add(entry: Entry): Entry {
    this.#entries.set(entry.key, entry);
    this.#list(entry).push(entry);
    return entry;
  }
}
