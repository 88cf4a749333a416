/** The text of a file that somebody sends: TXT in UTF-8, UTF-16 or GB 18030, HTML, DOCX, PDF. What it is tells its first bytes. */
import { htmlText } from './html-text.ts';
import { readDocx } from './read-docx.ts';
import { readPdf } from './read-pdf.ts';
import { TextFileError } from './text-file-error.ts';

/** Bytes of a file; pictures of a document count too. */
const FILE_LIMIT = 20_000_000;

/** @throws TextFileError */
export async function readTextFile(file: Buffer): Promise<string> {
  if (file.length > FILE_LIMIT) {
    throw new TextFileError(
      `文件有 ${Math.ceil(file.length / 1_000_000)} MB，超过 ${FILE_LIMIT / 1_000_000} MB。请只留下通知的正文。`,
    );
  }
  const head = file.subarray(0, 8).toString('latin1');
  if (head.startsWith('PK')) return readDocx(file);
  if (head.startsWith('%PDF')) return readPdf(file);
  if (head.startsWith('\u00D0\u00CF\u0011\u00E0')) {
    throw new TextFileError('这是旧版 Word（.doc）文件。请用 WPS 或 Word 另存为 .docx 再读。');
  }
  const text = decode(file);
  if (text.includes('\0')) throw new TextFileError('这不是文本文件。可以读的有 TXT、HTML、DOCX 和 PDF。');
  return /^\s{0,200}<(?:!doctype html|html|head|body|div|p|table|meta|!--)/i.test(text.slice(0, 400))
    ? htmlText(text)
    : text;
}

function decode(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (file[0] === 0xfe && file[1] === 0xff) return new TextDecoder('utf-16be').decode(file);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file);
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
    }
  }
  // Some bytes are of neither: what can be read is, the rest is marked as damaged by the reader.
  return new TextDecoder('gb18030').decode(file);
}
