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
      const text = JSON.stringify(JSON.stringify(apiDocument()));
      return { loader: 'ts', contents: `export const apiDocument = (): unknown => JSON.parse(${text});` };
    });
  },
};
