import type { Plugin } from 'esbuild';

/** What tables take from the nation is read when it is bundled: the function that needs it has no files beside it. */
export const keepNationalLayers: Plugin = {
  name: 'keep-national-layers',
  setup(build) {
    build.onLoad({ filter: /[\\/]functions[\\/]policies[\\/]national-layers\.ts$/ }, async () => {
      const { nationalLayers } = await import('../../functions/policies/national-layers.ts');
      const text = JSON.stringify(JSON.stringify(nationalLayers));
      return { loader: 'ts', contents: `export const nationalLayers = JSON.parse(${text});` };
    });
  },
};
