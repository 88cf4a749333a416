import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { JournalError } from './journal.ts';

const CHECK = 9; // eight digits of the checksum and a space
const NEWLINE = 10;

/** A line with its checksum: `1a2b3c4d [...]`. The text must be JSON, so that it has no line break. */
export function toLine(text: string): Buffer {
  const line = Buffer.allocUnsafe(CHECK + Buffer.byteLength(text) + 1);
  line.write(text, CHECK, 'utf8');
  line[line.length - 1] = NEWLINE;
  const check = crc32(line.subarray(CHECK, line.length - 1));
  line.write(`${check.toString(16).padStart(8, '0')} `, 0, 'latin1');
  return line;
}

/** The text of a line without its line break; undefined if its checksum does not hold. */
export function fromLine(line: Buffer): string | undefined {
  if (line.length < CHECK || line[CHECK - 1] !== 32) return undefined;
  const text = line.subarray(CHECK);
  const check = crc32(text).toString(16).padStart(8, '0');
  return line.toString('latin1', 0, CHECK - 1) === check ? text.toString('utf8') : undefined;
}

export interface LinesRead {
  /** Length of the good lines. */
  length: number;
  /** Whether there is nothing behind them. If there is, it is half a line that a crash cut off. */
  whole: boolean;
}

/**
 * Reads a file line by line.
 * A last line without its line break was being written when the process ended, and is left out.
 * @throws JournalError naming the offset of a line that is damaged
 */
export async function readLines(file: string, take: (text: string) => void, upTo?: number): Promise<LinesRead> {
  if (upTo === 0) return { length: 0, whole: true };
  let rest: Buffer[] = [];
  let offset = 0;
  const end = upTo === undefined ? {} : { end: upTo - 1 };
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, ...end })) {
    if (!Buffer.isBuffer(chunk)) continue;
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const line = rest.length > 0 ? Buffer.concat([...rest, chunk.subarray(from, at)]) : chunk.subarray(from, at);
      rest = [];
      from = at + 1;
      const text = fromLine(line);
      if (text === undefined) throw damaged(file, offset);
      take(text);
      offset += line.length + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  const tail = Buffer.concat(rest);
  refuseIfWhole(file, offset, tail);
  return { length: offset, whole: tail.length === 0 };
}

/** A last line that holds but for its line break was not cut off: that byte was changed. */
function refuseIfWhole(file: string, offset: number, tail: Buffer): void {
  if (tail.length > CHECK && fromLine(tail.subarray(0, -1)) !== undefined)
    throw damaged(file, offset + tail.length - 1);
}

function damaged(file: string, offset: number): JournalError {
  return new JournalError(
    `${file} is damaged: the line at byte ${offset} does not match its checksum. Nothing was changed. Restore the file from a copy; the executions recorded from there on cannot be trusted.`,
  );
}
