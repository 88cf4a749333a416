/** A file as it came in a request: its table found and read to the end before anything of it is stored. */
import { createHash } from 'node:crypto';
import { openTableReader } from '../../domain/imports/read-table.ts';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { shortenRow } from '../../domain/imports/stored-cells.ts';
import type { Template } from '../../domain/imports/template.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { ROW_LIMIT } from '../../runtime/sheets/limits.ts';
import { readSheet } from '../../runtime/sheets/read-sheet.ts';
import { packRows } from '../../store/uploads/upload-store.ts';
import type { StoredRow } from '../../store/uploads/uploads.ts';

/** Rows of one part: with the longest cells an item of DynamoDB still holds them. */
const ROWS_A_PART = 1000;
/** Characters of one part before it is packed; an item holds 400 KB, and not everything packs well. */
const CHARACTERS_A_PART = 250_000;

export interface ReceivedFile {
  fileId: string;
  rows: number;
  /** Packed rows of each part. */
  parts: Buffer[];
}

/** The same content is the same file. */
export const fileIdOf = (file: Buffer): string => createHash('sha256').update(file).digest('hex').slice(0, 16);

/** @throws ProblemError `file_unreadable`: a sentence that says what is wrong with the file, and `fault` */
export async function receiveFile(file: Buffer, template: Template, mostRows = ROW_LIMIT): Promise<ReceivedFile> {
  const parts: Buffer[] = [];
  let rows = 0;
  for await (const block of readParts(file, template)) {
    parts.push(packRows(block));
    rows += block.length;
    if (rows > mostRows) throw tooManyRows(mostRows);
  }
  return { fileId: fileIdOf(file), rows, parts };
}

export const tooManyRows = (limit: number): ProblemError =>
  new ProblemError('file_unreadable', `表中超过 ${limit} 行，一次最多 ${limit} 行。请分成几个文件上传。`, {
    members: { fault: 'too_many_rows' },
  });

/** Rows of the template in blocks, in the order of the file. @throws ProblemError `file_unreadable` */
export async function* readParts(file: Buffer, template: Template): AsyncGenerator<StoredRow[]> {
  const reader = openTableReader(template);
  let block: StoredRow[] = [];
  let characters = 0;
  try {
    const table = readSheet(file);
    for (;;) {
      const next = await table.next();
      if (next.done) {
        reader.finish(next.value.merged);
        break;
      }
      const taken = reader.take(next.value);
      if (!taken) continue;
      const row = shortenRow(taken);
      block.push(row);
      characters += row[1].join('').length;
      if (block.length === ROWS_A_PART || characters > CHARACTERS_A_PART) {
        yield block;
        block = [];
        characters = 0;
      }
    }
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw new ProblemError('file_unreadable', error.message, { members: { fault: error.fault }, cause: error });
  }
  if (block.length > 0) yield block;
}
