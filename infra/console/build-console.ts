/**
 * The console's files, built by Vite from `functions/console`. A build is kept under `.build/console` by the hash of
 * all that it is made from, so that only a change costs the seconds of a build.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { stateMachinePictures } from './state-machine-pictures.ts';
import { usedStyles } from './used-styles.ts';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'functions/console');
const workflows = join(root, 'workflows');
const built = join(root, '.build/console');

const compress = promisify(gzip);

/** The files by path below `/console/`, each compressed by gzip. */
export async function buildConsole(): Promise<Map<string, Uint8Array>> {
  const definitions = (await filesBelow(workflows)).filter((path) => path.endsWith('.asl.json'));
  const folder = join(built, await digestOf(definitions));
  if (!existsSync(folder)) await buildInto(folder, definitions);
  const files = await filesBelow(folder);
  return new Map(
    await Promise.all(
      files.map(async (path) => [relative(folder, path).split(sep).join('/'), await readFile(path)] as const),
    ),
  );
}

async function buildInto(folder: string, definitions: string[]): Promise<void> {
  // Loaded only when there is something to build: it takes longer to load than a start has to spare.
  const { build } = await import('vite');
  const draft = join(built, `draft-${randomUUID()}`);
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
      outDir: draft,
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
  for (const path of await filesBelow(draft)) {
    await writeFile(`${path}.gz`, await compress(await readFile(path), { level: 9 }));
    await rm(path);
  }
  // Another process may have built the same meanwhile; then its files are as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  await removeOlder(basename(folder));
}

const KEPT_BUILDS = 3;

async function removeOlder(current: string): Promise<void> {
  const builds = (await readdir(built)).filter((name) => !name.startsWith('draft-') && name !== current);
  for (const name of builds.slice(KEPT_BUILDS)) await rm(join(built, name), { recursive: true, force: true });
}

/** Of the sources, the state machines, how both are built, and the versions of what is built in. */
async function digestOf(definitions: string[]): Promise<string> {
  const own = (await filesBelow(source)).filter((path) => /\.(tsx?|css|html|svg)$/.test(path));
  const builders = [...(await filesBelow(import.meta.dirname)), join(root, 'infra/diagrams/state-machine-diagram.ts')];
  const hash = createHash('sha256');
  for (const path of [...own, ...definitions, ...builders, join(root, 'package.json')].sort()) {
    const contents = await readFile(path);
    hash.update(`${relative(root, path)}\n${contents.byteLength}\n`).update(contents);
  }
  return hash.digest('hex').slice(0, 20);
}

async function filesBelow(folder: string): Promise<string[]> {
  await mkdir(dirname(folder), { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
