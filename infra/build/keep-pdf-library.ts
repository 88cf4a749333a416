import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { projectRoot } from './kept-build.ts';

/** The module that loads pdfjs, as esbuild names it. */
export const PDF_LIBRARY = 'functions/runtime/policy-texts/pdf-library.ts';
const FOLDER = 'pdfjs';
const COPIED = ['legacy/build/pdf.mjs', 'legacy/build/pdf.worker.mjs', 'cmaps', 'standard_fonts', 'LICENSE'];
/** The small ones, under the names that pdfjs asks for. */
const minified = (file: string): string => file.replace(/\.mjs$/, '.min.mjs');

/** pdfjs is twice the function that reads files: it lies beside it, and is loaded when somebody sends a PDF. */
export const keepPdfLibrary: Plugin = {
  name: 'keep-pdf-library',
  setup(build) {
    build.onLoad({ filter: /[\\/]policy-texts[\\/]pdf-library\.ts$/ }, () => ({
      loader: 'js',
      resolveDir: import.meta.dirname,
      contents: `import { join } from 'node:path';
        import { pathToFileURL } from 'node:url';
        const folder = join(import.meta.dirname, '${FOLDER}');
        export async function loadPdfLibrary() {
          const library = pathToFileURL(join(folder, 'legacy/build/pdf.mjs')).href;
          const { getDocument, VerbosityLevel } = await import(library);
          return { getDocument, VerbosityLevel, folder };
        }`,
    }));
  },
};

/** @param functionFolder of the bundle that reads PDF */
export async function copyPdfLibrary(functionFolder: string): Promise<void> {
  const from = join(projectRoot, 'node_modules/pdfjs-dist');
  const to = join(functionFolder, FOLDER);
  await mkdir(join(to, 'legacy/build'), { recursive: true });
  for (const file of COPIED) await cp(join(from, minified(file)), join(to, file), { recursive: true });
}
