/** Writes and checks exchange files: their last line proves that nothing before it is missing or was changed. */
import { createHash } from 'node:crypto';
import { FILE_HEAD, FILE_TAIL, tailLine } from '../../domain/exchange/exchange-file.ts';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { writeCsvLine } from './write-csv.ts';

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** UTF-8 without a byte order mark, CRLF. @param amounts decimal yuan of every row */
export function writeExchangeFile(lines: readonly (readonly string[])[], amounts: readonly string[]): Buffer {
  const body = Buffer.from(lines.map(writeCsvLine).join(''), 'utf8');
  return Buffer.concat([body, Buffer.from(writeCsvLine(tailLine(amounts, digestOf(body))), 'utf8')]);
}

/** In either encoding that is read, behind a byte order mark or not. */
const begins = (bytes: Buffer, text: string): boolean =>
  ['utf-8', 'gb18030'].some((encoding) => new TextDecoder(encoding).decode(bytes.subarray(0, 40)).startsWith(text));

/** Where the last line that is not blank begins. */
function lastLine(file: Buffer): number {
  let end = file.length;
  while (end > 0 && (file[end - 1] === 0x0a || file[end - 1] === 0x0d)) end -= 1;
  return file.lastIndexOf(0x0a, end - 1) + 1;
}

/**
 * The file without its last line, whose digest must be right. A file that has neither first nor last line of ours is
 * taken as it is: not every bank writes them.
 * @throws SheetError `damaged`
 */
export function checkTail(file: Buffer): Buffer {
  const at = lastLine(file);
  const tail = file.subarray(at);
  if (!begins(tail, FILE_TAIL) && !begins(file, FILE_HEAD)) return file;
  const body = file.subarray(0, at);
  const [, , , digest = ''] = tail.toString('latin1').trim().split(',');
  if (digest.toLowerCase() === digestOf(body)) return body;
  throw new SheetError('damaged', '文件尾的校验值与内容不符，文件不完整或被改动，没有登记。请重新取得文件后上传。');
}
