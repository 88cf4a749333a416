import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** What each part of `functions` may import of ours. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: ['domain'],
  words: ['words'],
  policies: ['policies', 'domain'],
  cases: ['cases', 'domain', 'policies'],
  runtime: ['runtime', 'domain'],
  store: ['store', 'domain', 'policies', 'cases', 'words', 'runtime'],
  notices: ['notices', 'domain', 'policies', 'cases', 'store', 'words', 'runtime'],
  tasks: ['tasks', 'domain', 'policies', 'cases', 'store', 'notices', 'words', 'runtime'],
  audit: ['audit', 'domain', 'policies', 'cases', 'store', 'notices', 'words', 'runtime'],
  api: ['api', 'audit', 'domain', 'policies', 'cases', 'store', 'notices', 'words', 'runtime'],
  // It knows the system by the API's description only.
  console: ['console'],
};

const filesIn = (folder: string): string[] =>
  readdirSync(resolve(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => resolve(entry.parentPath, entry.name));
const files = filesIn('functions');
const infra = filesIn('infra');
const smallCloud = filesIn('infra/small-cloud');

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^;]*? from '(\.[^']+)';$/gms)].map(([, path]) =>
    resolve(dirname(file), path ?? ''),
  );
const partOf = (file: string): string => relative(resolve(root, 'functions'), file).split('/')[0] ?? '';

describe('the import rule', () => {
  it('knows every part of functions', () => {
    expect([...new Set(files.map(partOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it('lets each part import only what it may, and nothing of infra or test', () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !(MAY_IMPORT[partOf(file)] ?? []).includes(partOf(target)))
        .map((target) => `${relative(root, file)} imports ${relative(root, target)}`),
    );
    expect(broken).toEqual([]);
  });

  it('lets the small cloud import nothing of ours, and say nothing of Canbao', () => {
    const inside = resolve(root, 'infra/small-cloud');
    const outside = smallCloud.flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith(`${inside}/`))
        .map((target) => `${relative(root, file)} imports ${relative(root, target)}`),
    );
    expect(outside).toEqual([]);
    const speaking = readdirSync(inside, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => resolve(entry.parentPath, entry.name))
      .filter((file) => /canbao|参保|caseworker|insured|\.\.\/(?:README|RUNBOOK)/i.test(readFileSync(file, 'utf8')));
    expect(speaking.map((file) => relative(root, file))).toEqual([]);
  });

  it.each([
    ['functions', files],
    ['infra', infra],
  ])('allows no circle between files of %s', (_folder, all) => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].map((one) => relative(root, one)).join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const target of importsOf(file)) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of all) visit(file, []);
    expect(circles).toEqual([]);
  });
});
