/** The words of a DOCX, a line for each paragraph. The archive and its XML are opened as those of a spreadsheet are. */
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { readXml } from '../sheets/xml-stream.ts';
import { openZipArchive } from '../sheets/zip-archive.ts';
import { TextFileError } from './text-file-error.ts';

const DOCUMENT = 'word/document.xml';
const ELEMENT_LIMIT = 500_000;
const TEXT_LIMIT = 2_000_000;

/** @throws TextFileError */
export async function readDocx(file: Buffer): Promise<string> {
  try {
    const archive = await openZipArchive(file);
    if (!archive.names.includes(DOCUMENT)) {
      throw new TextFileError('这个压缩文件不是 Word 文档。可以读的有 TXT、HTML、DOCX 和 PDF。');
    }
    const words: string[] = [];
    let length = 0;
    let isText = false;
    await readXml(archive.read(DOCUMENT), ELEMENT_LIMIT, {
      open(name) {
        isText = name === 't';
        if (name === 'br') words.push('\n');
        if (name === 'tab') words.push(' ');
      },
      text(text) {
        if (!isText) return;
        length += text.length;
        if (length > TEXT_LIMIT) throw new TextFileError('文档的文字太长，不像一份通知。请只留下通知的正文。');
        words.push(text);
      },
      close(name) {
        isText = false;
        if (name === 'p') words.push('\n');
      },
    });
    return words.join('');
  } catch (cause) {
    if (!(cause instanceof SheetError)) throw cause;
    const message = cause.message.includes('解压')
      ? '文档解压后太大，不像一份通知，没有读取。'
      : '文档不完整或已损坏。请用 WPS 或 Word 打开后另存为 .docx 再读，或把正文存为文本文件。';
    throw new TextFileError(message, { cause });
  }
}
