/** Tables of the first form written as ways: no figure is another one; what one of them asks, the other may know. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { addDays, localDate } from '../../functions/domain/calendar.ts';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { latePaymentRequestSchema } from '../../functions/domain/late-payment/request.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import type { JsonObject } from '../../functions/domain/policy.ts';
import { loadMoreTables } from '../../functions/policies/files.ts';
import { proposeNextYear } from '../../functions/policies/next-year.ts';
import { waysOfFirstForm } from '../../functions/policies/ways-of-first-form.ts';
import { FIRST_FORM, firstFormOf, REGIONS } from '../domain/late-payment/tables.ts';

const published = resolve(import.meta.dirname, '../../workflows/policies');
const folder = mkdtempSync(join(tmpdir(), 'ways-of-first-form-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tableSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const files = readdirSync(FIRST_FORM).flatMap((name) =>
  readdirSync(join(FIRST_FORM, name)).map((year) => join(name, year)),
);
const tables = new Map(
  files.map((file) => [
    file,
    tableSchema.parse(JSON.parse(JSON.stringify(parse(readFileSync(join(FIRST_FORM, file), 'utf8'))))),
  ]),
);
for (const [file, table] of tables) {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), stringify(waysOfFirstForm(table), { lineWidth: 0 }));
}
const written = loadMoreTables(folder, published);

const PEOPLE = (year: number) => [
  {},
  { history: { insuredYears: [year - 1] }, birthDate: '1990-02-03', student: false, tier: 'low', months: 4 },
  { history: { insuredYears: [year - 2] }, birthDate: '1990-02-03', student: false, tier: 'high', months: 4 },
  { history: { insuredYears: [year - 1] }, birthDate: '2010-01-01', student: true, months: 4 },
  {
    identities: [{ category: 'subsistence_allowance', identifiedOn: '2021-01-01' }],
    history: { insuredYears: [year - 1] },
  },
  { identities: [{ category: 'monitored', identifiedOn: `${year}-04-01` }], history: { insuredYears: [year - 1] } },
  {
    identities: [{ category: 'disabled', grade: 1, certificateIssuedOn: '2019-01-01' }],
    history: { insuredYears: [year - 1] },
  },
  { exit: { scheme: 'employee', on: `${year}-02-10` }, history: { insuredYears: [year - 1] } },
];

const figuresOf = ({ amounts, waiting, benefit, timing }: ReturnType<typeof assessLatePayment>) => ({
  timing,
  individual: amounts.individual,
  subsidy: amounts.subsidy,
  payable: amounts.payable,
  aid: amounts.aid,
  months: waiting.months,
  start: benefit.start,
});

test.each(Object.entries(REGIONS))('%s: no figure is another one', (_, { region, coverageYear }) => {
  const differing: string[] = [];
  for (let at = 0; at < 490; at += 7) {
    const paidOn = addDays(localDate(`${coverageYear - 1}-08-28`), at);
    for (const facts of PEOPLE(coverageYear)) {
      const request = latePaymentRequestSchema.parse({ region, coverageYear, paidOn, ...facts });
      // What changed while the year ran is no part of a table's own year.
      const [before] = firstFormOf(region, coverageYear);
      const after = versionInForce(
        written.filter(({ table }) => table.region === region && table.coverageYear === coverageYear),
        paidOn,
      );
      if (!before || !after) throw new Error('no table');
      const old = assessLatePayment(request, before);
      if (old.timing === null) continue;
      const was = new Map<string, unknown>(Object.entries(figuresOf(old)));
      for (const [name, figure] of Object.entries(figuresOf(assessLatePayment(request, after)))) {
        const then = was.get(name) ?? null;
        if (figure === then || figure === null || then === null) continue;
        differing.push(`${JSON.stringify(request)}: ${name} ${String(then)} → ${String(figure)}`);
      }
    }
  }
  expect(differing.slice(0, 10), `${differing.length}`).toEqual([]);
});

test('the next year’s table of Xiaoyi begins with proposals, and states nothing', () => {
  const table = tables.get('141181-xiaoyi/2026.yaml');
  if (!table) throw new Error('no table');
  const next = proposeNextYear(waysOfFirstForm(table));
  expect(next).toMatchObject({
    coverageYear: 2027,
    contribution: [{ individual: { proposed: '400.00', last: 'XY-02' } }],
    ways: { january: { open: { to: { proposed: '2027-02-25', last: 'XY-17' } } } },
  });
  expect(JSON.stringify(next)).not.toMatch(/@XY-/);
});
