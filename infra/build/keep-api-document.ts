import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

/**
 * The API's description is made when it is bundled. Otherwise the reader's bundle would hold every route of the others
 * for its sake, and load them all at each cold start.
 */
export const keepApiDocument: Plugin = {
  name: 'keep-api-document',
  setup(build) {
    build.onLoad({ filter: /[\\/]functions[\\/]api[\\/]entries[\\/]api-document\.ts$/ }, async () => {
      const { apiDocument } = await import('../../functions/api/entries/api-document.ts');
      // Few ask for it: every cold start would read its 300 KB.
      const packed = brotliCompressSync(JSON.stringify(apiDocument())).toString('base64');
      return {
        loader: 'ts',
        resolveDir: import.meta.dirname,
        contents: `import { brotliDecompressSync } from 'node:zlib';
          export const apiDocument = (): unknown =>
            JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString('utf8'));`,
      };
    });
  },
};
