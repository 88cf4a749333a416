import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** What each part of `functions` may import of ours. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: ['domain'],
  policies: ['policies', 'domain'],
  cases: ['cases', 'domain', 'policies'],
  runtime: ['runtime', 'domain'],
  store: ['store', 'domain', 'policies', 'cases', 'runtime'],
  notices: ['notices', 'domain', 'policies', 'cases', 'store', 'runtime'],
  tasks: ['tasks', 'domain', 'policies', 'cases', 'store', 'notices', 'runtime'],
  audit: ['audit', 'domain', 'policies', 'cases', 'store', 'notices', 'runtime'],
  api: ['api', 'audit', 'domain', 'policies', 'cases', 'store', 'notices', 'runtime'],
  // It knows the system by the API's description only.
  console: ['console'],
};

const files = readdirSync(resolve(root, 'functions'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => resolve(entry.parentPath, entry.name));

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

  it('allows no circle between files', () => {
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
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
