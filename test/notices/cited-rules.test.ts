/** Whoever gets a notice reads the clause of each rule that decided something for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { AID_RULES } from '../../functions/domain/late-payment/share-rules.ts';
import { PAID_RULES } from '../../functions/notices/amount-lines.ts';
import { BENEFIT_RULES, WAIT_RULES } from '../../functions/notices/benefit-lines.ts';
import { MODE_RULES, TIMING_RULES } from '../../functions/notices/payment-lines.ts';

const folder = resolve(import.meta.dirname, '../../functions/domain/late-payment');
const rules = readdirSync(folder).flatMap((file) => {
  const text = readFileSync(resolve(folder, file), 'utf8');
  return [...text.matchAll(/\.use\(\s*'([a-z_]+)'/g)].map(([, rule]) => rule);
});

test('every rule of a late payment stands under a line of the payment notice (functions/notices/*-lines.ts)', () => {
  const cited = [...PAID_RULES, ...AID_RULES, ...WAIT_RULES, ...BENEFIT_RULES, ...MODE_RULES, ...TIMING_RULES];
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((rule) => !cited.includes(rule ?? ''))).toEqual([]);
});
