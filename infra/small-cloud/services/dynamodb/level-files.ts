/**
 * Checks the files that LevelDB has written by the checksums that are in them. LevelDB itself drops the rest of a damaged
 * log without a word, and reads its tables without looking at their checksums: what was acknowledged would be gone and
 * nobody would know.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the database is not what was written. The message names file and place. */
class DamagedDatabaseError extends Error {
  override name = 'DamagedDatabaseError';
}

const BLOCK = 32_768;
const RECORD_HEADER = 7;
const FOOTER = 48;
const TRAILER = 5;
/** So many zeros at its end has nothing that is stored: it is text. */
const ZEROS = 16;
const MAGIC = Buffer.from([0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb]);

/**
 * Looks at what a start depends on: the newest manifest and the log of what is not in a table yet. They are short.
 *
 * @throws DamagedDatabaseError
 */
export function checkLogs(folder: string): void {
  const current = join(folder, 'CURRENT');
  if (!existsSync(current)) return;
  const [, manifest = ''] = /^(MANIFEST-\d+)\n$/.exec(readFileSync(current, 'latin1')) ?? [];
  if (manifest === '') throw new DamagedDatabaseError(`${current} names no manifest`);
  if (!existsSync(join(folder, manifest))) throw new DamagedDatabaseError(`${join(folder, manifest)} is missing`);
  let oldest = 0;
  for (const record of readRecords(join(folder, manifest))) oldest = logNumberIn(record) ?? oldest;
  const logs = numbersOf(folder, 'log').filter((number) => number >= oldest);
  if (oldest > 0 && !logs.includes(oldest)) throw new DamagedDatabaseError(`${logPath(folder, oldest)} is missing`);
  for (const number of logs) for (const _ of readRecords(logPath(folder, number)));
}

/**
 * Looks at every block of every table. It reads all that is stored, so it is for a check and not for a start.
 *
 * @returns how many blocks were right
 * @throws DamagedDatabaseError
 */
export function checkTables(folder: string): number {
  let blocks = 0;
  for (const name of readdirSync(folder).filter((file) => /\.(ldb|sst)$/.test(file))) {
    const path = join(folder, name);
    let file: Buffer;
    try {
      file = readFileSync(path);
    } catch (error) {
      // Of a machine that runs, which has put its contents into another table meanwhile.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      throw error;
    }
    blocks += checkTable(path, file);
  }
  return blocks;
}

const logPath = (folder: string, number: number) => join(folder, `${String(number).padStart(6, '0')}.log`);

function numbersOf(folder: string, ending: string): number[] {
  const pattern = new RegExp(`^(\\d+)\\.${ending}$`);
  return readdirSync(folder)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * The records of a log. One at the very end that is not there whole was being written when the process ended, and was
 * never acknowledged.
 */
function* readRecords(path: string): Generator<Buffer> {
  const file = readFileSync(path);
  const damaged = (at: number) => new DamagedDatabaseError(`${path} is damaged at byte ${at}`);
  let fragments: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    const left = BLOCK - (at % BLOCK);
    if (left < RECORD_HEADER) {
      // The end of a block that has no room for a record is filled with zeros.
      if (!isZero(file.subarray(at, at + left))) throw damaged(at);
      at += left;
      continue;
    }
    if (file.length - at < RECORD_HEADER) return;
    const length = file.readUInt16LE(at + 4);
    const type = file[at + 6] ?? 0;
    // A power failure may leave a file that is longer than what was written to it.
    if (isZero(file.subarray(at))) return;
    const end = at + RECORD_HEADER + length;
    if (type < 1 || type > 4 || RECORD_HEADER + length > left) throw damaged(at);
    const stored = unmask(file.readUInt32LE(at));
    if (end > file.length) {
      // Cut off, or whole with a length that has changed: then some shorter record has the checksum.
      if (beginsWithSum(file.subarray(at + 6), stored)) throw damaged(at);
      return;
    }
    const content = file.subarray(at + RECORD_HEADER, end);
    if (stored !== crc32c(file.subarray(at + 6, end))) {
      // A power failure may leave zeros where the last record was to stand.
      if (end === file.length && length >= ZEROS && isZero(file.subarray(-ZEROS))) return;
      throw damaged(at);
    }
    const [full, first, , last] = [type === 1, type === 2, type === 3, type === 4];
    if ((full || first) !== (fragments.length === 0)) throw damaged(at);
    fragments.push(content);
    if (full || last) {
      yield Buffer.concat(fragments);
      fragments = [];
    }
    at = end;
  }
}

/** The oldest log that counts, if an edit of the manifest says so. Its other fields are only passed over. */
function logNumberIn(edit: Buffer): number | undefined {
  const { number, at, skip } = createReader(edit);
  const text = () => skip(number());
  let found: number | undefined;
  while (at() < edit.length) {
    switch (number()) {
      case 1: // comparator
        text();
        break;
      case 2:
        found = number();
        break;
      case 3: // next file
      case 4: // last sequence
      case 9: // log before
        number();
        break;
      case 5: // compaction pointer
        number();
        text();
        break;
      case 6: // deleted file
        number();
        number();
        break;
      case 7: // new file
        for (let fields = 0; fields < 3; fields += 1) number();
        text();
        text();
        break;
      default:
        return found;
    }
  }
  return found;
}

function checkTable(path: string, file: Buffer): number {
  const damaged = (at: number) => new DamagedDatabaseError(`${path} is damaged at byte ${at}`);
  const footer = file.length - FOOTER;
  if (footer < 0 || !file.subarray(-8).equals(MAGIC)) throw damaged(Math.max(footer, 0));
  const read = (handle: Handle): Buffer => {
    const end = handle.offset + handle.size;
    if (end + TRAILER > footer) throw damaged(footer);
    const content = file.subarray(handle.offset, end);
    if (unmask(file.readUInt32LE(end + 1)) !== crc32c(file.subarray(handle.offset, end + 1)))
      throw damaged(handle.offset);
    return file[end] === 1 ? unsnap(content) : content;
  };
  const numbers = createReader(file.subarray(footer, -8));
  const metaindex = numbers.handle();
  const index = numbers.handle();
  if (!isZero(file.subarray(footer + numbers.at(), -8))) throw damaged(footer);
  const described = [...handlesIn(read(metaindex)), ...handlesIn(read(index))];
  for (const handle of described) read(handle);
  // They lie one behind the other from the first byte up to the footer, so that no byte is left out.
  const all = [...described, metaindex, index].sort((one, other) => one.offset - other.offset);
  let next = 0;
  for (const { offset, size } of all) {
    if (offset !== next) throw damaged(next);
    next = offset + size + TRAILER;
  }
  if (next !== footer) throw damaged(next);
  return all.length;
}

interface Handle {
  offset: number;
  size: number;
}

/** The places that a block of LevelDB's names: its entries are a key, of which the beginning is left out, and a handle. */
function handlesIn(block: Buffer): Handle[] {
  const restarts = block.readUInt32LE(block.length - 4);
  const entries = block.subarray(0, block.length - 4 - 4 * restarts);
  const reader = createReader(entries);
  const handles: Handle[] = [];
  while (reader.at() < entries.length) {
    reader.number(); // shared with the key before
    const keyLength = reader.number();
    reader.number(); // length of the handle
    reader.skip(keyLength);
    handles.push(reader.handle());
  }
  return handles;
}

function createReader(bytes: Buffer) {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    return value;
  };
  return {
    number,
    handle: (): Handle => ({ offset: number(), size: number() }),
    at: () => at,
    skip: (length: number) => {
      at += length;
    },
  };
}

/** Undoes Snappy, in which LevelDB packs its blocks. Only of bytes whose checksum is right. */
function unsnap(packed: Buffer): Buffer {
  const reader = createReader(packed);
  const output = Buffer.alloc(reader.number());
  let to = 0;
  let at = reader.at();
  const copy = (length: number, distance: number) => {
    // The source may reach into what is being written: byte by byte.
    for (let left = length; left > 0; left -= 1, to += 1) output[to] = output[to - distance] ?? 0;
  };
  while (at < packed.length) {
    const tag = packed[at++] ?? 0;
    const kind = tag & 3;
    if (kind === 0) {
      const more = Math.max((tag >> 2) - 59, 0);
      const length = more === 0 ? (tag >> 2) + 1 : packed.readUIntLE(at, more) + 1;
      at += more;
      packed.copy(output, to, at, at + length);
      at += length;
      to += length;
    } else if (kind === 1) {
      copy(((tag >> 2) & 7) + 4, ((tag >> 5) << 8) | (packed[at++] ?? 0));
    } else {
      const width = kind === 2 ? 2 : 4;
      const distance = packed.readUIntLE(at, width);
      at += width;
      copy((tag >> 2) + 1, distance);
    }
  }
  return output;
}

const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

/** LevelDB turns and shifts the checksums that it stores. */
function unmask(stored: number): number {
  const turned = (stored - 0xa282ead8) >>> 0;
  return ((turned >>> 17) | (turned << 15)) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

const step = (value: number, byte: number): number => (value >>> 8) ^ (TABLE[(value ^ byte) & 255] ?? 0);

/** CRC-32C (Castagnoli), which is not the one of zlib. */
function crc32c(bytes: Buffer): number {
  let value = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) value = step(value, bytes[at] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** Whether the bytes up to some place have that checksum. */
function beginsWithSum(bytes: Buffer, sum: number): boolean {
  let value = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) {
    value = step(value, bytes[at] ?? 0);
    if ((value ^ 0xffffffff) >>> 0 === sum) return true;
  }
  return false;
}
