/** The words of a PDF, page by page, a line for each line; a PDF of pictures has none. */
import { join } from 'node:path';
import { loadPdfLibrary } from './pdf-library.ts';
import { TextFileError } from './text-file-error.ts';

const PAGE_LIMIT = 60;
const TEXT_LIMIT = 2_000_000;

/** @throws TextFileError */
export async function readPdf(file: Buffer): Promise<string> {
  const { getDocument, VerbosityLevel, folder } = await loadPdfLibrary();
  const loading = getDocument({
    data: new Uint8Array(file),
    cMapUrl: `${join(folder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await loading.promise.catch((cause: unknown) => {
      const message =
        cause instanceof Error && cause.name === 'PasswordException'
          ? 'PDF 有密码。请去掉密码后再读。'
          : 'PDF 不完整或已损坏。请重新下载，或从中复制正文，存为文本文件再读。';
      throw new TextFileError(message, { cause });
    });
    if (document.numPages > PAGE_LIMIT) {
      throw new TextFileError(
        `PDF 有 ${document.numPages} 页，超过 ${PAGE_LIMIT} 页，不像一份通知。请只留下通知的几页。`,
      );
    }
    const words: string[] = [];
    let length = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      for (const item of items) {
        if (!('str' in item)) continue;
        length += item.str.length;
        if (length > TEXT_LIMIT) throw new TextFileError('PDF 的文字太长，不像一份通知。请只留下通知的几页。');
        words.push(item.str, item.hasEOL ? '\n' : '');
      }
      words.push('\n');
      page.cleanup();
    }
    return words.join('');
  } finally {
    await loading.destroy();
  }
}
