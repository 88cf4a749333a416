/** A CSV larger than what the API takes goes in pieces that end with a line, each with the header; the rest as it is. */
import { RULES } from '../api/schema.ts';

const PIECE = RULES.limits.fileBytes;

export interface Piece {
  bytes: Blob;
  /** Rows of the whole file before this piece's own. */
  rowsBefore: number;
}

export async function cutFile(file: Blob): Promise<Piece[]> {
  const whole: Piece[] = [{ bytes: file, rowsBefore: 0 }];
  if (file.size <= PIECE) return whole;
  const bytes = new Uint8Array(await file.arrayBuffer());
  // A ZIP, which an XLSX is, cannot be cut.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return whole;
  const header = endOfLine(bytes, 0);
  const pieces: Piece[] = [];
  let [rowsBefore, rows, start] = [0, 0, header];
  const cut = (end: number): void => {
    pieces.push({ bytes: new Blob([bytes.subarray(0, header), bytes.subarray(start, end)]), rowsBefore });
    rowsBefore += rows;
    [start, rows] = [end, 0];
  };
  for (let at = start; at < bytes.length; ) {
    const next = endOfLine(bytes, at);
    if (next - start > PIECE - header && at > start) cut(at);
    rows += 1;
    at = next;
  }
  cut(bytes.length);
  return pieces;
}

/** Behind the line break that ends a record: one inside quotes does not. */
function endOfLine(bytes: Uint8Array, start: number): number {
  let quoted = false;
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === 0x22) quoted = !quoted;
    if (bytes[at] === 0x0a && !quoted) return at + 1;
  }
  return bytes.length;
}
