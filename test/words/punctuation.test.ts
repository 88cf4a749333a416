/** What the desk and residents read is set as GB/T 15834 wants it: full-width marks in Chinese. Quotations are in the tables, not here. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const HAN = '[\\u3400-\\u9fff]';
/** A mark of ASCII behind or before a Chinese character or between values of a page, or a parenthesis that touches one or a word that is filled in. */
const HALF_WIDTH = new RegExp(
  `${HAN}[,:;?!()]|[(]${HAN}|[,;]${HAN}|\\}[,:;?!](?:${HAN}|“)|\\}[:,;][{<]|[(]\\$?\\{wordOf`,
  'u',
);
/** Columns of a file, parted by commas of ASCII; an expression; a Chinese key; a Chinese term in an English sentence. */
const IS_CODE =
  /\\d|凭证号,|[\u3400-\u9fff]+,[\u3400-\u9fff]+,[\u3400-\u9fff]+,|^\s*[\u3400-\u9fff]+: |[a-z] \([\u3400-\u9fff]+\)/u;
const IS_COMMENT = /^\s*(?:\/\*|\*|\/\/)/;

test('no half-width mark stands beside a Chinese character in what the desk and residents read', () => {
  const files = execFileSync('find', [
    'functions/console/src',
    'functions/notices',
    'functions/words',
    'functions/runtime',
    'functions/api',
    'functions/cases',
    'functions/tasks',
    'functions/store',
    'functions/domain/imports',
    'functions/domain/student-batch',
    'functions/domain/exchange',
    'functions/domain/person',
    '-name',
    '*.ts',
    '-o',
    '-name',
    '*.tsx',
  ])
    .toString()
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('console/src/words/dictionary.ts'));
  const found = files.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const text = line.replace(/\s\/\/ .*$/, '');
        const isWrong = !IS_COMMENT.test(text) && HALF_WIDTH.test(text) && !IS_CODE.test(text);
        return isWrong ? [`${path}:${index + 1} ${text.trim()}`] : [];
      }),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
