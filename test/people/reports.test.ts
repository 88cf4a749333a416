/** Each kind of report (`reports.json`: input, before, now) has the tests that keep it, by their names. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const reportSchema = z.strictObject({
  report: z.string(),
  kind: z.string(),
  input: z.string(),
  before: z.string(),
  now: z.string(),
  tests: z.array(z.strictObject({ file: z.string(), name: z.string() })).min(1),
});
const reports = z
  .array(reportSchema)
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, 'reports.json'), 'utf8')));

test.each(reports)('report $report, $kind, has its tests', ({ tests }) => {
  const missing = tests.filter(({ file, name }) => !readFileSync(resolve(root, file), 'utf8').includes(name));
  expect(missing).toEqual([]);
});

test('every part of the reports is there', () => {
  expect([...new Set(reports.map(({ report }) => report.split('.')[0]))]).toEqual(
    Array.from({ length: 10 }, (_, part) => String(part + 1)),
  );
});
