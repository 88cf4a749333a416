/** The console's files, built by Vite from `functions/console`, each compressed by gzip. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isDefinitionFile, stepsFile } from '../definitions/read-definition.ts';
import { filesBelow, keepBuild, projectRoot } from '../kept-build.ts';

const source = join(projectRoot, 'functions/console');

const compress = promisify(gzip);

/** The folder with the files as they are below `/console/`, named `<file>.gz`. */
export async function buildConsole(): Promise<string> {
  const definitions = (await filesBelow(join(projectRoot, 'workflows'))).filter(isDefinitionFile);
  const own = (await filesBelow(source)).filter((path) => /\.(tsx?|css|html|svg)$/.test(path));
  const builders = [
    ...(await filesBelow(import.meta.dirname)),
    ...(await filesBelow(join(projectRoot, 'infra/build/definitions'))),
    join(projectRoot, 'infra/build/diagrams/state-machine-diagram.ts'),
    stepsFile,
  ];
  return keepBuild('console', [...own, ...definitions, ...builders], (draft) => buildInto(draft, definitions));
}

async function buildInto(outDir: string, definitions: string[]): Promise<void> {
  // Loaded only when there is something to build: it takes longer to load than a start has to spare.
  const { build } = await import('vite');
  const { stateMachinePictures } = await import('./state-machine-pictures.ts');
  const { usedStyles } = await import('./used-styles.ts');
  // Whoever builds, a test too: the console is built as it is deployed.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await build({
    mode: 'production',
    root: source,
    base: '/console/',
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [stateMachinePictures(definitions), usedStyles()],
    build: {
      outDir,
      emptyOutDir: false,
      license: { fileName: 'third-party-notices.md' },
      target: 'chrome100',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/ }],
          },
        },
      },
    },
  });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  for (const path of await filesBelow(outDir)) {
    await writeFile(`${path}.gz`, await compress(await readFile(path), { level: 9 }));
    await rm(path);
  }
}
