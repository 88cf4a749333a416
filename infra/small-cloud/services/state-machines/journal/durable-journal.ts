import { mkdir } from 'node:fs/promises';
import { type Change, isChangeList } from '../execution/changes.ts';
import { EndedArchive } from './ended-archive.ts';
import { type ArchivePlace, type Ended, type Journal, JournalError, type KeptExecutions } from './journal.ts';
import { toLine } from './lines.ts';
import { RestingTable } from './resting-table.ts';
import { definitionEntry, executionEntry, joinLists, Segments } from './segments.ts';

/** Length above which the journal is written anew, if most of it belongs to executions that have ended. */
const COMPACT_ABOVE = 32 << 20; // bytes
const COMPACT_FACTOR = 3;

interface Waiting {
  entry: string;
  written: () => void;
  failed: (error: unknown) => void;
}

/**
 * A journal on disk. All changes of a moment are one line, written and synced together (group commit): a crash keeps
 * or loses a line whole. An execution that ends moves to an archive; the lines of those still open are now and then
 * carried over into a checkpoint, and the segments before it deleted.
 */
class DurableJournal implements Journal {
  readonly #segments: Segments;
  readonly #archive: EndedArchive;
  readonly #now: () => number;
  readonly #definitions: Map<string, string>;
  /** The lists of changes of open executions that are on disk, as JSON text, without those that rest. */
  readonly #open = new Map<string, string[]>();
  readonly #resting = new RestingTable();
  #openLength = 0;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #compacting: Promise<void> | undefined;
  #compactAbove = COMPACT_ABOVE;
  #forgotten: (file: number) => void = () => {};

  constructor(segments: Segments, archive: EndedArchive, definitions: Map<string, string>, now: () => number) {
    this.#segments = segments;
    this.#archive = archive;
    this.#definitions = definitions;
    this.#now = now;
  }

  append(key: string, changes: Change[]): Promise<void> {
    const text = JSON.stringify(changes);
    return this.#write(executionEntry(key, text), () => this.#keep(key, text));
  }

  keepDefinition(hash: string, text: string): void {
    if (this.#definitions.has(hash)) return;
    this.#definitions.set(hash, text);
    // Whoever starts an execution of it writes after it, and is told that the journal cannot be written.
    this.#write(definitionEntry(hash, text), () => {}).catch(() => this.#definitions.delete(hash));
  }

  async probe(): Promise<void> {
    await this.#write('["~"]', () => {});
  }

  definition(hash: string): string | undefined {
    return this.#definitions.get(hash);
  }

  async read(key: string, place: ArchivePlace | undefined): Promise<Change[] | undefined> {
    if (place) return this.#archive.read(place);
    const lists = this.#open.get(key) ?? [this.#resting.get(key) ?? '[]'];
    return parseLists(lists);
  }

  rest(key: string): boolean {
    const lists = this.#open.get(key);
    if (!lists) return false;
    const changes = joinLists(lists);
    if (!this.#resting.put(key, changes)) return false;
    this.#drop(key);
    this.#openLength += changes.length;
    return true;
  }

  awaken(key: string): Change[] | undefined {
    const changes = this.#resting.get(key);
    if (changes === undefined) return undefined;
    this.#resting.remove(key);
    this.#open.set(key, [changes]);
    return parseLists([changes]);
  }

  end(ended: Ended): ArchivePlace {
    const lists = this.#open.get(ended.key) ?? [];
    this.#drop(ended.key);
    const place = this.#archive.add(ended, lists);
    this.#compactIfWorthIt();
    return place;
  }

  async reopen(key: string, changes: Change[]): Promise<void> {
    const text = JSON.stringify(changes);
    await this.#write(executionEntry(key, text, true), () => this.#keep(key, text));
  }

  onForget(tell: (file: number) => void): void {
    this.#forgotten = tell;
  }

  async close(): Promise<void> {
    while (this.#writing) await this.#writing;
    await this.#compacting;
    await this.#archive.close().catch(() => {}); // what it does not hold yet is in the segments
    await this.#segments.close();
    this.#resting.close();
  }

  /** Takes over what was on disk. */
  keep(key: string, lists: Change[][]): void {
    for (const list of lists) this.#keep(key, JSON.stringify(list));
  }

  #keep(key: string, text: string): void {
    const lists = this.#open.get(key);
    if (lists) lists.push(text);
    else this.#open.set(key, [text]);
    this.#openLength += text.length;
  }

  #drop(key: string): void {
    for (const text of this.#open.get(key) ?? []) this.#openLength -= text.length;
    this.#open.delete(key);
  }

  #write(entry: string, written: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        entry,
        failed: reject,
        written: () => {
          written();
          resolve();
        },
      });
      this.#writing ??= this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // whatever else comes in this turn goes along
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await this.#segments.write(toLine(`[${group.map(({ entry }) => entry).join(',')}]`));
      } catch (error) {
        for (const { failed } of group) failed(cannotWrite(error));
        continue;
      }
      for (const { written } of group) written();
    }
    this.#writing = undefined;
  }

  #compactIfWorthIt(): void {
    const { length } = this.#segments;
    if (this.#compacting || length < this.#compactAbove || length < COMPACT_FACTOR * this.#openLength) return;
    this.#compacting = this.#compact()
      .then(() => {
        this.#compactAbove = COMPACT_ABOVE;
      })
      .catch(() => {
        this.#compactAbove = length + COMPACT_ABOVE; // nothing is lost by waiting
      })
      .finally(() => {
        this.#compacting = undefined;
      });
  }

  /** Nothing waits for this: a crash in its midst leaves the files as they were before. */
  async #compact(): Promise<void> {
    while (this.#writing) await this.#writing;
    const rotating = this.#segments.rotate();
    const goOn = () => this.#writeAll();
    this.#writing = rotating.then(goOn, goOn); // appends wait until it is known where they go
    const definitions = [...this.#definitions];
    const awake = [...this.#open].map(([key, lists]): [string, string[]] => [key, [...lists]]);
    const resting = this.#resting;
    resting.keepAsItIs();
    try {
      const marking = this.#archive.sync();
      const number = await rotating;
      await this.#segments.checkpoint(number, { mark: await marking, definitions, open: allOf(awake, resting) });
    } finally {
      resting.mayChange();
    }
    for (const file of await this.#archive.dropOld(this.#now())) this.#forgotten(file);
  }
}

function* allOf(awake: [string, string[]][], resting: RestingTable): Generator<[string, string[]]> {
  yield* awake;
  for (const [key, changes] of resting.rows()) yield [key, [changes]];
}

function parseLists(lists: string[]): Change[] {
  const parsed: unknown[] = lists.map((list) => JSON.parse(list));
  return parsed.filter(isChangeList).flat();
}

function cannotWrite(error: unknown): JournalError {
  const reason = error instanceof Error ? error.message : String(error);
  return new JournalError(`The journal cannot be written: ${reason}. What was not recorded did not happen.`);
}

/**
 * Opens the journal in a directory, which is made if need be.
 * @throws JournalError if a file of it is damaged, naming the file and the offset
 */
export async function openDurableJournal(
  directory: string,
  now: () => number,
): Promise<{ journal: Journal; kept: KeptExecutions }> {
  await mkdir(directory, { recursive: true });
  const { segments, loaded } = await Segments.open(directory);
  const { archive, ended: archived } = await EndedArchive.open(directory, loaded.mark).catch(async (error) => {
    await segments.close();
    throw error;
  });
  const journal = new DurableJournal(segments, archive, loaded.definitions, now);
  const open = new Map<string, Change[]>();
  const ended = new Map(archived.map((entry) => [entry.key, entry]));
  for (const [key, lists] of loaded.histories) journal.keep(key, lists);
  for (const [key, lists] of loaded.histories) {
    const changes = lists.flat();
    const end = endOf(key, changes);
    ended.delete(key);
    if (end) ended.set(key, { ...end, place: journal.end(end) });
    else open.set(key, changes);
  }
  return { journal, kept: { open, ended: [...ended.values()].sort((a, b) => a.started - b.started) } };
}

const STATUS_OF = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
} as const;

function endOf(key: string, changes: Change[]): Ended | undefined {
  const [first] = changes;
  const last = changes.at(-1);
  if (first?.type !== 'ExecutionStarted') throw new JournalError(`The journal lacks the beginning of ${key}.`);
  if (!last || !isEnd(last.type)) return undefined;
  const { machine, at: started, parent } = first;
  const mapRuns = changes.flatMap((change) => (change.type === 'MapRunStarted' ? [change.mapRun] : []));
  return { key, machine, status: STATUS_OF[last.type], started, stopped: last.at, mapRun: parent?.mapRun, mapRuns };
}

function isEnd(type: string): type is keyof typeof STATUS_OF {
  return Object.hasOwn(STATUS_OF, type);
}
