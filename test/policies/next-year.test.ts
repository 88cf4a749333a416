/** A year that is begun from the one before holds proposals only. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPolicy } from '../../functions/domain/policy/read-policy.ts';
import type { JsonObject } from '../../functions/domain/policy.ts';
import { proposeNextYear } from '../../functions/policies/next-year.ts';

const file = resolve(import.meta.dirname, '../../workflows/policies/141181-xiaoyi/2026.yaml');
const tableSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const next = proposeNextYear(tableSchema.parse(parse(readFileSync(file, 'utf8'))));

test('every value is there with its day a year later and the clause that said it last', () => {
  expect(next).toMatchObject({
    region: '141181',
    coverageYear: 2027,
    contribution: [{ individual: { proposed: '400.00', last: 'XY-02' } }],
    ways: {
      january: {
        open: { from: { proposed: '2027-01-01', last: 'XY-17' }, to: { proposed: '2027-02-25', last: 'XY-17' } },
      },
      newborn: { who: { born: { from: '2026-01-01', to: '2027-12-31' } } },
    },
  });
});

test('none is stated, and none can be published before it is confirmed', () => {
  expect(JSON.stringify(next)).not.toMatch(/@XY-/);
  const read = readPolicy(next);
  expect(read.ok).toBe(false);
  expect(
    read.ok ? [] : read.mistakes.filter(({ message }) => message.startsWith('还是上一年的数值')).length,
  ).toBeGreaterThan(30);
});
