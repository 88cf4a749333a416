/** Whoever gets a notice reads the clause of each rule that decided something for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { AID_RULES } from '../../functions/domain/late-payment/share-rules.ts';
import { PAID_RULES } from '../../functions/notices/amount-lines.ts';
import { BENEFIT_RULES, WAIT_RULES } from '../../functions/notices/benefit-lines.ts';
import { MODE_RULES, TIMING_RULES } from '../../functions/notices/payment-lines.ts';

const domain = resolve(import.meta.dirname, '../../functions/domain');
const files = ['late-payment', 'ways'].flatMap((folder) =>
  readdirSync(resolve(domain, folder)).map((file) => resolve(domain, folder, file)),
);
/** A newborn's own time has a notice of its own. */
const rules = [...files, ...['period-ways.ts', 'special-ways.ts'].map((file) => resolve(domain, 'first-form', file))]
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:\.(?:use|take)\(\s*|\brule: )'([a-z_]+)'/g)])
  .map(([, rule]) => rule)
  .filter((rule) => !rule?.startsWith('newborn_'));

test('every rule of a late payment stands under a line of the payment notice (functions/notices/*-lines.ts)', () => {
  const cited = [...PAID_RULES, ...AID_RULES, ...WAIT_RULES, ...BENEFIT_RULES, ...MODE_RULES, ...TIMING_RULES];
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((rule) => !cited.includes(rule ?? ''))).toEqual([]);
});
