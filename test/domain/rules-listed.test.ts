/** Whoever has a rule's name finds the file that decides it (functions/domain/README.md). */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ruleWord } from '../../functions/console/src/words/rule-words.ts';

const folder = resolve(import.meta.dirname, '../../functions/domain');

test('every rule is listed with its word and the files that decide it', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const found = files.flatMap((path) =>
    [...readFileSync(resolve(folder, path), 'utf8').matchAll(/(?:\.(?:use|take)\(\s*|\brule: )'([a-z_]+)'/g)].map(
      ([, rule = '']) => ({
        rule,
        path,
      }),
    ),
  );
  const rules = [...new Set(found.map(({ rule }) => rule))].sort();
  const rows = rules.map((rule) => {
    const paths = [...new Set(found.filter((one) => one.rule === rule).map(({ path }) => path))].sort();
    return `| \`${rule}\` | ${ruleWord(rule)} | ${paths.map((path) => `[${path}](${path})`).join(', ')} |`;
  });
  const listed = readFileSync(resolve(folder, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| `/.test(line));
  expect(listed).toEqual(rows);
});
