/** pdfjs, loaded when a PDF is read, and the folder of its tables. A bundled function has it in a folder beside it. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

export async function loadPdfLibrary() {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  return { getDocument, VerbosityLevel, folder };
}
