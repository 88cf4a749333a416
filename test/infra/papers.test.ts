/** What is written for colleagues is whole: decisions say why and what follows, and each kind of proof is told. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const decisionFiles = ['functions', 'infra', 'workflows'].flatMap((folder) =>
  readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('DECISIONS.md'))
    .map((path) => `${folder}/${path}`),
);

test.each(decisionFiles)('each decision of %s has its day, its context, what was decided and what follows', (path) => {
  const [, ...entries] = read(path).split(/^## /m);
  expect(entries).not.toEqual([]);
  const lacking = entries.filter(
    (entry) =>
      ![/\d{4}-\d{2}-\d{2}/, /\bContext\b/, /\bDecision\b/, /\bConsequence\b/].every((part) => part.test(entry)),
  );
  expect(lacking.map((entry) => entry.split('\n')[0])).toEqual([]);
});

test('each folder of tests has a line that says what it proves', () => {
  const folders = readdirSync(resolve(root, 'test'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const told = read('test/README.md');
  expect(folders.map(({ name }) => name).filter((name) => !told.includes(`| \`${name}\` |`))).toEqual([]);
});
