/** Writes and checks exchange files: their last line proves that nothing before it is missing or was changed. */
import { createHash } from 'node:crypto';
import { FILE_TAIL, tailLine } from '../../domain/exchange/exchange-file.ts';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { writeCsvLine } from './write-csv.ts';

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** UTF-8 without a byte order mark, CRLF. @param amounts decimal yuan of every row */
export function writeExchangeFile(lines: readonly (readonly string[])[], amounts: readonly string[]): Buffer {
  const body = Buffer.from(lines.map(writeCsvLine).join(''), 'utf8');
  return Buffer.concat([body, Buffer.from(writeCsvLine(tailLine(amounts, digestOf(body))), 'utf8')]);
}

/**
 * The file without its last line, if it has one, whose digest must be right.
 * @throws SheetError `damaged`
 */
export function checkTail(file: Buffer): Buffer {
  const at = file.lastIndexOf(FILE_TAIL);
  if (at < 0) return file;
  const body = file.subarray(0, at);
  const [, , , digest = ''] = file.toString('utf8', at).trim().split(',');
  if (digest.toLowerCase() === digestOf(body)) return body;
  throw new SheetError('damaged', '文件尾的校验值与内容不符,文件不完整或被改动,没有登记。请重新取得文件后上传。');
}
