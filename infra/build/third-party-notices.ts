/** What the licences of other people's packages ask of whoever hands these packages on. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './kept-build.ts';

/** Name of the file beside a bundle. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });
const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** Folders of the packages that files belong to, sorted. @param files paths below the project's root */
export function packageFolders(files: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const file of files) {
    const at = file.lastIndexOf('node_modules/');
    if (at < 0) continue;
    const [first = '', second = ''] = file.slice(at + 'node_modules/'.length).split('/');
    found.add(file.slice(0, at) + join('node_modules', first, first.startsWith('@') ? second : ''));
  }
  return [...found].sort();
}

/**
 * Name, version and licence of every package, with the texts that it brings.
 * @throws when a package does not say its licence
 */
export async function writeNotices(folders: readonly string[]): Promise<string> {
  const notices = folders.map(async (folder) => {
    const path = join(projectRoot, folder);
    const { name, version, license } = packageSchema.parse(
      JSON.parse(await readFile(join(path, 'package.json'), 'utf8')),
    );
    const files = (await readdir(path)).filter((file) => LICENCE_FILE.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')));
    return [`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join('\n\n');
  });
  const rule = `\n\n${'-'.repeat(78)}\n\n`;
  return `This program contains the packages below, each under its own licence.${rule}${(await Promise.all(notices)).join(rule)}\n`;
}
