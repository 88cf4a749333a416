import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, isChangeList } from '../execution/changes.ts';
import { AppendFile } from './append-file.ts';
import { readEndedLine, writeEndedLine } from './ended-lines.ts';
import { type ArchivePlace, type Ended, type EndedAt, JournalError } from './journal.ts';
import { fromLine, readLines, toLine } from './lines.ts';

const FILE_LENGTH = 64 << 20; // bytes
const FLUSH_LENGTH = 1 << 20;
const KEPT = 90 * 86_400_000; // milliseconds after its end

/** How far the archive is known to be safe on disk. */
export interface ArchiveMark {
  file: number;
  data: number;
  index: number;
}

/** What waits to be written. It stays until it is, so that a full disk delays it only. */
interface Unwritten {
  file: number;
  data: Buffer | undefined;
  index: Buffer;
}

interface Files {
  data: AppendFile;
  index: AppendFile;
}

/**
 * The changes of ended executions, one line each, with an index beside them so that a start need not read them.
 * What is behind the last mark is written again from the journal after a crash, so nothing here waits for the disk.
 */
export class EndedArchive {
  readonly #directory: string;
  readonly #files = new Map<number, Promise<Files>>();
  readonly #unsafe = new Set<number>();
  /** The latest end in each file. */
  readonly #newest = new Map<number, number>();
  #file: number;
  #length: number;
  #pending: { data: Buffer[]; index: Buffer[]; bytes: number } = { data: [], index: [], bytes: 0 };
  readonly #unwritten: Unwritten[] = [];
  #work: Promise<void> = Promise.resolve();

  private constructor(directory: string, mark: ArchiveMark) {
    this.#directory = directory;
    this.#file = mark.file;
    this.#length = mark.data;
  }

  /** Opens the archive as it was at `mark`, and gives what it holds, in order of ending. */
  static async open(directory: string, mark: ArchiveMark): Promise<{ archive: EndedArchive; ended: EndedAt[] }> {
    const archive = new EndedArchive(directory, mark);
    const ended: EndedAt[] = [];
    const files = await listFiles(directory);
    if (mark.index > 0 && !files.includes(mark.file)) {
      throw new JournalError(`${archive.#path(mark.file, 'index')} is missing.`);
    }
    for (const file of files) {
      const current = file === mark.file;
      if (file > mark.file) {
        await unlink(archive.#path(file, 'index'));
        await unlink(archive.#path(file, 'data')).catch(() => {}); // without its index nobody reads it
        continue;
      }
      if (current) await refuseIfShorter(archive.#path(file, 'index'), mark.index);
      const upTo = current ? mark.index : undefined;
      await readLines(archive.#path(file, 'index'), (text) => ended.push(readEndedLine(text, file)), upTo);
      const last = ended.at(-1)?.place;
      if (last?.file === file) await refuseIfShorter(archive.#path(file, 'data'), last.offset + last.length);
    }
    archive.#files.set(mark.file, archive.#open(mark.file, mark));
    await archive.#files.get(mark.file);
    for (const { place, stopped } of ended) archive.#note(place.file, stopped);
    return { archive, ended };
  }

  /** Adds an execution. `changes` is the JSON text of its lists of changes. */
  add(ended: Ended, changes: string[]): ArchivePlace {
    if (this.#length > FILE_LENGTH) this.#startFile();
    const line = toLine(`[${changes.join(',')}]`);
    const place = { file: this.#file, offset: this.#length, length: line.length };
    this.#length += line.length;
    this.#pending.data.push(line);
    this.#pending.index.push(toLine(writeEndedLine(ended, place)));
    this.#pending.bytes += line.length;
    this.#note(place.file, ended.stopped);
    if (this.#pending.bytes > FLUSH_LENGTH) this.#flush();
    return place;
  }

  /** @throws JournalError if the line is damaged */
  async read(place: ArchivePlace): Promise<Change[]> {
    await this.#flush();
    const { data } = await this.#opened(place.file);
    const line = await data.read(place.offset, place.length);
    const text = fromLine(line.subarray(0, -1));
    const lists: unknown = text === undefined ? undefined : JSON.parse(text);
    if (Array.isArray(lists)) return lists.filter(isChangeList).flat();
    throw new JournalError(`${data.path} is damaged: the line at byte ${place.offset} does not match its checksum.`);
  }

  /** Makes everything added so far safe, and says how far that is. */
  async sync(): Promise<ArchiveMark> {
    const file = this.#file;
    await this.#flush();
    const current = await this.#opened(file);
    const mark = { file, data: current.data.length, index: current.index.length };
    for (const unsafe of [...this.#unsafe]) {
      this.#unsafe.delete(unsafe);
      const { data, index } = await this.#opened(unsafe);
      await data.sync();
      await index.sync();
    }
    return mark;
  }

  /** Deletes the files whose executions all ended more than 90 days before `now`, and names them. */
  async dropOld(now: number): Promise<number[]> {
    const old = [...this.#newest].filter(([file, newest]) => file !== this.#file && newest + KEPT < now);
    for (const [file] of old) {
      const files = await this.#opened(file);
      this.#newest.delete(file);
      this.#files.delete(file);
      this.#unsafe.delete(file);
      await files.data.close();
      await files.index.close();
      await unlink(files.index.path); // first: without its index the data is never read
      await unlink(files.data.path);
    }
    return old.map(([file]) => file);
  }

  async close(): Promise<void> {
    await this.#flush();
    for (const opening of this.#files.values()) {
      const { data, index } = await opening;
      await data.close();
      await index.close();
    }
  }

  #path(file: number, kind: 'data' | 'index'): string {
    return join(this.#directory, `ended-${String(file).padStart(6, '0')}.${kind}`);
  }

  #startFile(): void {
    this.#flush();
    this.#file += 1;
    this.#length = 0;
  }

  #opened(file: number): Promise<Files> {
    const known = this.#files.get(file);
    if (known) return known;
    const opening = this.#open(file);
    this.#files.set(file, opening);
    opening.catch(() => this.#files.delete(file)); // whoever waits for it is told; the next one tries again
    return opening;
  }

  async #open(file: number, cut?: ArchiveMark): Promise<Files> {
    const data = await AppendFile.open(this.#path(file, 'data'), cut?.data);
    const index = await AppendFile.open(this.#path(file, 'index'), cut?.index);
    return { data, index };
  }

  #note(file: number, stopped: number): void {
    this.#newest.set(file, Math.max(this.#newest.get(file) ?? 0, stopped));
  }

  #flush(): Promise<void> {
    const { data, index } = this.#pending;
    if (data.length > 0) {
      this.#pending = { data: [], index: [], bytes: 0 };
      this.#unwritten.push({ file: this.#file, data: Buffer.concat(data), index: Buffer.concat(index) });
    }
    if (this.#unwritten.length > 0) {
      this.#work = this.#work.catch(() => {}).then(() => this.#write());
      this.#work.catch(() => {}); // whoever waits for it is told
    }
    return this.#work;
  }

  async #write(): Promise<void> {
    for (let next = this.#unwritten[0]; next; next = this.#unwritten[0]) {
      const files = await this.#opened(next.file);
      this.#unsafe.add(next.file);
      if (next.data) await files.data.write(next.data);
      next.data = undefined;
      await files.index.write(next.index);
      this.#unwritten.shift();
    }
  }
}

async function listFiles(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names
    .map((name) => /^ended-(\d+)\.index$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

async function refuseIfShorter(path: string, length: number): Promise<void> {
  const { size } = await stat(path);
  if (size < length) throw new JournalError(`${path} is damaged: it ends at byte ${size}, before byte ${length}.`);
}
