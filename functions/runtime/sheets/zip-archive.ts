/**
 * Reads a ZIP archive that a stranger sent: what its directory says is checked before anything is unpacked, and what
 * is unpacked is counted, whatever the directory said.
 */
import { createInflateRaw } from 'node:zlib';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { ENTRY_LIMIT, UNPACKED_LIMIT } from './limits.ts';

interface Entry {
  method: number;
  /** Bytes as stored, and as the directory says that they unpack to. */
  packed: number;
  unpacked: number;
  /** Of the entry's own header in the file. */
  offset: number;
}

export interface ZipArchive {
  names: string[];
  /** The bytes of an entry, unpacked piece by piece. @throws SheetError */
  read(name: string): AsyncIterable<Uint8Array>;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

const damaged = (cause?: unknown): SheetError =>
  new SheetError('damaged', '文件不完整或已损坏,可能上传中断或被截断。请重新导出后再上传。', { cause });

const bomb = (): SheetError =>
  new SheetError(
    'unpacks_too_large',
    `文件解压后超过 ${UNPACKED_LIMIT / 1_000_000} MB,不像一张名单,没有读取。请只保留数据后另存为新文件。`,
  );

/** @throws SheetError `damaged` or `unpacks_too_large` */
export function openZipArchive(file: Buffer): ZipArchive {
  const entries = readDirectory(file);
  // Counted over all entries: an archive can name the same bytes many times.
  let left = UNPACKED_LIMIT;
  return {
    names: [...entries.keys()],
    async *read(name) {
      const entry = entries.get(name);
      if (!entry) throw damaged();
      for await (const piece of unpack(file, entry)) {
        left -= piece.byteLength;
        if (left < 0) throw bomb();
        yield piece;
      }
    },
  };
}

function readDirectory(file: Buffer): Map<string, Entry> {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  const start = file.readUInt32LE(end + 16);
  if (count > ENTRY_LIMIT) throw bomb();
  const entries = new Map<string, Entry>();
  let at = start;
  let unpacked = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
    const nameLength = file.readUInt16LE(at + 28);
    const entry = {
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    };
    const encrypted = (file.readUInt16LE(at + 8) & 1) === 1;
    if (encrypted || (entry.method !== STORED && entry.method !== DEFLATED)) throw damaged();
    unpacked += entry.unpacked;
    if (unpacked > UNPACKED_LIMIT) throw bomb();
    entries.set(file.toString('utf8', at + 46, at + 46 + nameLength), entry);
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record has a comment of up to 65,535 bytes behind it. */
function findEnd(file: Buffer): number {
  const earliest = Math.max(0, file.length - 22 - 65_535);
  for (let at = file.length - 22; at >= earliest; at -= 1) {
    if (file.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw damaged();
}

async function* unpack(file: Buffer, { method, packed, unpacked, offset }: Entry): AsyncIterable<Uint8Array> {
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== LOCAL_HEADER) throw damaged();
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  if (start + packed > file.length) throw damaged();
  const bytes = file.subarray(start, start + packed);
  if (method === STORED) {
    yield bytes;
    return;
  }
  const inflate = createInflateRaw();
  inflate.end(bytes);
  let size = 0;
  try {
    for await (const piece of inflate) {
      const part: Uint8Array = piece;
      size += part.byteLength;
      yield part;
    }
  } catch (cause) {
    throw cause instanceof SheetError ? cause : damaged(cause);
  }
  if (size !== unpacked) throw damaged();
}
