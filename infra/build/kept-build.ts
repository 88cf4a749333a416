/**
 * Keeps builds below `.build`, under the hash of their sources. So only a change costs the seconds of a build, and
 * several processes may build at once.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** Where Node keeps what it has compiled of our sources and of the packages. */
export const compiledFolder = join(projectRoot, '.build/compiled');

/** Builds of a kind that stay: of this tree, and of those that one goes back and forth to. */
const KEPT_BUILDS = 3;

/**
 * The folder of a build, made by `make` unless there is one of the same sources.
 * @param kind folder below `.build`
 * @param sources files that the build is made from; the installed packages count by `package-lock.json`
 * @param make writes the build into the folder that it is given
 * @param madeFor what else it is made from: another build, a region
 */
export async function keepBuild(
  kind: 'assembly' | 'console' | 'functions' | 'policies',
  sources: readonly string[],
  make: (draft: string) => Promise<void>,
  madeFor = '',
): Promise<string> {
  const builds = join(projectRoot, '.build', kind);
  const digest = digestOfFiles([...sources, join(projectRoot, 'package-lock.json')]);
  const name = createHash('sha256')
    .update(madeFor + digest)
    .digest('hex')
    .slice(0, 20);
  const folder = join(builds, name);
  if (existsSync(folder)) return folder;
  const draft = join(builds, `draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  await make(draft);
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have built the same meanwhile; then its files are as good.
    if (!existsSync(folder)) throw error;
  }
  const others = (await readdir(builds)).filter((other) => !other.startsWith('draft-') && other !== name);
  const made = await Promise.all(
    others.map(async (other) => ({ other, at: (await stat(join(builds, other)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const oldest = made.sort((one, two) => two.at - one.at).slice(KEPT_BUILDS);
  for (const { other } of oldest) await rm(join(builds, other), { recursive: true, force: true });
  return folder;
}

/** SHA-256 over the paths and contents of files, in hexadecimal. */
export function digestOfFiles(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of [...paths].sort()) {
    // A thousand small files: each asked for by itself would take three times as long.
    const contents = readFileSync(path);
    hash.update(`${relative(projectRoot, path)}\n${contents.byteLength}\n`).update(contents);
  }
  return hash.digest('hex');
}

/** All files below a folder, in the order of their paths. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
