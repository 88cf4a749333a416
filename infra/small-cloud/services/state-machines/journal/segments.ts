import { open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, isChangeList } from '../execution/changes.ts';
import { AppendFile } from './append-file.ts';
import type { ArchiveMark } from './ended-archive.ts';
import { JournalError } from './journal.ts';
import { readLines, toLine } from './lines.ts';

/** What checkpoint and segments hold. */
export interface Loaded {
  mark: ArchiveMark;
  definitions: Map<string, string>;
  /** The lists of changes of every execution that is not in the archive alone. */
  histories: Map<string, Change[][]>;
}

export interface Checkpoint {
  mark: ArchiveMark;
  definitions: [hash: string, text: string][];
  open: Iterable<[key: string, lists: string[]]>;
}

const CHECKPOINT_LINE = 1 << 20; // bytes
const START: ArchiveMark = { file: 1, data: 0, index: 0 };

/** An entry of a line: changes of an execution, to be added to those before or, if whole, to stand for them. */
export function executionEntry(key: string, changes: string, whole = false): string {
  return `[${JSON.stringify(key)},${changes}${whole ? ',true' : ''}]`;
}

export function definitionEntry(hash: string, text: string): string {
  return JSON.stringify(['=', hash, text]);
}

/**
 * The journal's files: `journal-7.log` and those after it go on from `checkpoint-7.log`. The first has no checkpoint.
 */
export class Segments {
  readonly #directory: string;
  #number: number;
  #current: AppendFile;
  /** Length of all that a start would have to read. */
  length: number;

  private constructor(directory: string, number: number, current: AppendFile, length: number) {
    this.#directory = directory;
    this.#number = number;
    this.#current = current;
    this.length = length;
  }

  /** @throws JournalError if a file is damaged or missing */
  static async open(directory: string): Promise<{ segments: Segments; loaded: Loaded }> {
    const names = await readdir(directory);
    const checkpoint = numbersOf(names, 'checkpoint').at(-1);
    const numbers = numbersOf(names, 'journal').filter((number) => number >= (checkpoint ?? 0));
    const first = checkpoint ?? 1;
    const loaded: Loaded = { mark: START, definitions: new Map(), histories: new Map() };
    let total = 0;
    let last = 0;
    if (checkpoint !== undefined) {
      const path = pathOf(directory, 'checkpoint', checkpoint);
      const { length, whole } = await readLines(path, (text) => takeLine(loaded, text));
      if (!whole) throw new JournalError(`${path} is damaged: its last line, at byte ${length}, is cut off.`);
      total += length;
    }
    // A checkpoint is written behind the segment that goes on from it.
    if (checkpoint !== undefined && numbers.length === 0)
      throw new JournalError(`${pathOf(directory, 'journal', checkpoint)} is missing.`);
    for (const [index, number] of numbers.entries()) {
      const path = pathOf(directory, 'journal', number);
      if (number !== first + index)
        throw new JournalError(`${pathOf(directory, 'journal', first + index)} is missing.`);
      const { length, whole } = await readLines(path, (text) => takeLine(loaded, text));
      if (!whole && index < numbers.length - 1) {
        throw new JournalError(
          `${path} is damaged: its last line, at byte ${length}, is cut off, but another file follows.`,
        );
      }
      total += length;
      last = length;
    }
    const number = numbers.at(-1) ?? first;
    const current = await AppendFile.open(pathOf(directory, 'journal', number), last);
    const segments = new Segments(directory, number, current, total);
    await segments.#deleteBefore(first, names);
    await syncDirectory(directory);
    return { segments, loaded };
  }

  async write(line: Buffer): Promise<void> {
    await this.#current.write(line);
    await this.#current.sync();
    this.length += line.length;
  }

  /** Goes on in a new segment; what is before it can then be put into a checkpoint. */
  async rotate(): Promise<number> {
    const number = this.#number + 1;
    const next = await AppendFile.open(pathOf(this.#directory, 'journal', number), 0);
    await syncDirectory(this.#directory);
    await this.#current.close().catch(() => {}); // all of it is synced
    this.#current = next;
    this.#number = number;
    return number;
  }

  /** Writes what the segments before `number` come down to, and deletes them. */
  async checkpoint(number: number, { mark, definitions, open }: Checkpoint): Promise<void> {
    const path = pathOf(this.#directory, 'checkpoint', number);
    const file = await AppendFile.open(`${path}.new`, 0);
    await file.write(toLine(`[${JSON.stringify(['#', mark])}]`));
    let entries = definitions.map(([hash, text]) => definitionEntry(hash, text));
    let length = 0;
    for (const [key, lists] of open) {
      const entry = executionEntry(key, joinLists(lists), true);
      entries.push(entry);
      length += entry.length;
      if (length < CHECKPOINT_LINE) continue;
      await file.write(toLine(`[${entries.join(',')}]`));
      entries = [];
      length = 0;
    }
    if (entries.length > 0) await file.write(toLine(`[${entries.join(',')}]`));
    await file.sync();
    await file.close();
    await rename(`${path}.new`, path);
    await syncDirectory(this.#directory);
    await this.#deleteBefore(number, await readdir(this.#directory));
    this.length = file.length + this.#current.length;
  }

  async close(): Promise<void> {
    await this.#current.close();
  }

  async #deleteBefore(number: number, names: string[]): Promise<void> {
    for (const name of names) if (name.endsWith('.new')) await unlink(join(this.#directory, name));
    for (const kind of ['journal', 'checkpoint'] as const) {
      for (const old of numbersOf(names, kind)) if (old < number) await unlink(pathOf(this.#directory, kind, old));
    }
  }
}

/** Lists of changes, each the JSON text of an array, as one. */
export function joinLists(lists: string[]): string {
  return `[${lists.map((list) => list.slice(1, -1)).join(',')}]`;
}

function takeLine(loaded: Loaded, text: string): void {
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) throw new JournalError(`The journal has a line that is none: ${text.slice(0, 100)}`);
  for (const entry of entries) {
    const [key, content, extra] = Array.isArray(entry) ? entry : [];
    if (key === '~') continue; // written only to see whether it could be
    if (key === '#') loaded.mark = readMark(content);
    else if (key === '=') loaded.definitions.set(String(content), String(extra));
    else if (typeof key === 'string' && isChangeList(content)) {
      const lists = extra === true ? undefined : loaded.histories.get(key);
      if (lists) lists.push(content);
      else loaded.histories.set(key, [content]);
    } else throw new JournalError(`The journal has an entry that is none: ${JSON.stringify(entry).slice(0, 100)}`);
  }
}

function readMark(value: unknown): ArchiveMark {
  if (typeof value !== 'object' || value === null || !('file' in value && 'data' in value && 'index' in value)) {
    throw new JournalError('The checkpoint does not say how far the archive goes.');
  }
  return { file: Number(value.file), data: Number(value.data), index: Number(value.index) };
}

function pathOf(directory: string, kind: 'journal' | 'checkpoint', number: number): string {
  return join(directory, `${kind}-${String(number).padStart(6, '0')}.log`);
}

function numbersOf(names: string[], kind: 'journal' | 'checkpoint'): number[] {
  const pattern = new RegExp(`^${kind}-(\\d+)\\.log$`);
  return names
    .map((name) => pattern.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** What a system says that knows no such thing; all else is a disk that does not keep what it is given. */
const CANNOT_SYNC = ['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EBADF'];

/** Makes names in a directory safe, where the system can. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!CANNOT_SYNC.includes(code)) throw error;
  }
}
