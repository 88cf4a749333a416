/**
 * Reads a ZIP archive from a stranger (by yauzl). It checks the directory before it unpacks anything, and counts the
 * bytes while it unpacks: the directory may lie.
 */
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { ENTRY_LIMIT, UNPACKED_LIMIT } from './limits.ts';

export interface ZipArchive {
  names: string[];
  /** The bytes of an entry, unpacked piece by piece. @throws SheetError */
  read(name: string): AsyncIterable<Uint8Array>;
}

const damaged = (cause?: unknown): SheetError =>
  new SheetError('damaged', '文件不完整或已损坏，可能上传中断或被截断。请重新导出后再上传。', { cause });

const bomb = (): SheetError =>
  new SheetError(
    'unpacks_too_large',
    `文件解压后超过 ${UNPACKED_LIMIT / 1_000_000} MB，不像一张名单，没有读取。请只保留数据后另存为新文件。`,
  );

/** Every error but ours is one of the archive: it can be opened no further. */
const asSheetError = (error: unknown): SheetError => (error instanceof SheetError ? error : damaged(error));

/** @throws SheetError `damaged` or `unpacks_too_large` */
export async function openZipArchive(file: Buffer): Promise<ZipArchive> {
  const { archive, entries } = await readDirectory(file).catch((error) => {
    throw asSheetError(error);
  });
  // Counted over all entries: an archive can name the same bytes many times.
  let left = UNPACKED_LIMIT;
  return {
    names: [...entries.keys()],
    async *read(name) {
      const entry = entries.get(name);
      if (!entry) throw damaged();
      for await (const piece of unpack(archive, entry)) {
        left -= piece.byteLength;
        if (left < 0) throw bomb();
        yield piece;
      }
    },
  };
}

async function readDirectory(file: Buffer): Promise<{ archive: ZipFile; entries: Map<string, Entry> }> {
  // The sizes are checked here, so that a lying directory and a bomb stay two different answers.
  const archive = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: false });
  if (archive.entryCount > ENTRY_LIMIT) throw bomb();
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of archive.eachEntry()) {
    if (!entry.canDecodeFileData()) throw damaged();
    unpacked += entry.uncompressedSize;
    if (unpacked > UNPACKED_LIMIT) throw bomb();
    entries.set(entry.fileName, entry);
  }
  return { archive, entries };
}

async function* unpack(archive: ZipFile, entry: Entry): AsyncIterable<Uint8Array> {
  let size = 0;
  let sum = 0;
  try {
    for await (const piece of await archive.openReadStreamPromise(entry)) {
      const part: Uint8Array = Buffer.from(piece);
      size += part.byteLength;
      sum = crc32(part, sum);
      yield part;
    }
  } catch (error) {
    throw asSheetError(error);
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw damaged();
}
