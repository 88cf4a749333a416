/** The ten published tables written as ways in: they answer the worked cases, and never another figure than the first form. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerAssessment } from '../../functions/domain/assessments.ts';
import { addDays, localDate } from '../../functions/domain/calendar.ts';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { latePaymentRequestSchema } from '../../functions/domain/late-payment/request.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import { loadMoreTables } from '../../functions/policies/files.ts';
import { REGIONS, versionsOf } from '../domain/late-payment/tables.ts';

const here = import.meta.dirname;
const rewritten = loadMoreTables(resolve(here, 'rewritten'), resolve(here, '../../workflows/policies'));
const find = (region: string, year: number) =>
  rewritten.filter(({ table }) => table.region === region && table.coverageYear === year);

const examples = z
  .array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.string(),
      request: z.unknown(),
      expected: z.record(z.string(), z.unknown()),
    }),
  )
  .parse(JSON.parse(readFileSync(resolve(here, 'assessments.json'), 'utf8')));

test.each(examples)('$id: $title', async ({ kind, request, expected }) => {
  expect(await answerAssessment(kind, request, find)).toMatchObject(expected);
});

const PEOPLE = (year: number) => [
  {},
  { history: { insuredYears: [year - 1] } },
  { history: { insuredYears: [year - 2] } },
  { history: { insuredYears: [year - 6] } },
  { history: { lapsedYears: [year - 1] }, repairYears: 1 },
  { history: { firstEnrolment: true }, birthDate: '1960-01-01', student: false, tier: 'low', months: 3 },
  { history: { insuredYears: [year - 1] }, birthDate: '2010-01-01', student: true, tier: 'high', months: 12 },
];
const IDENTITIES = (year: number) => [
  [],
  [{ category: 'subsistence_allowance', identifiedOn: '2021-01-01' }],
  [{ category: 'subsistence_allowance', identifiedOn: `${year}-04-01` }],
  [{ category: 'disabled', grade: 3, certificateIssuedOn: '2019-01-01' }],
  [{ category: 'monitored' }, { category: 'severely_disabled', certificateIssuedOn: '2019-01-01' }],
];

/** Figures that a decision shows, by name; null is a question. */
const figuresOf = ({ amounts, waiting, benefit, timing }: ReturnType<typeof assessLatePayment>) => ({
  timing,
  individual: amounts.individual,
  subsidy: amounts.subsidy,
  payable: amounts.payable,
  aid: amounts.aid,
  months: waiting.months,
  start: benefit.start,
});

test.each(Object.entries(REGIONS))(
  '%s: no figure is another one than by the first form',
  (_, { region, coverageYear }) => {
    const differing: string[] = [];
    const last = localDate(`${coverageYear}-12-31`);
    for (let day = localDate(`${coverageYear - 1}-08-27`); day <= last; day = addDays(day, 11)) {
      for (const facts of PEOPLE(coverageYear)) {
        for (const identities of IDENTITIES(coverageYear)) {
          const request = latePaymentRequestSchema.parse({ region, coverageYear, paidOn: day, identities, ...facts });
          const [before, after] = [versionsOf(region, coverageYear), find(region, coverageYear)].map((versions) => {
            const policy = versionInForce(versions, day);
            if (!policy) throw new Error('no table');
            return assessLatePayment(request, policy);
          });
          if (!before || !after) throw new Error('no answer');
          // What the first form decides nothing about is shown by the way that may apply.
          if (before.timing === null) continue;
          const [was, is] = [figuresOf(before), figuresOf(after)];
          for (const [name, figure] of Object.entries(is)) {
            const old = new Map<string, unknown>(Object.entries(was)).get(name) ?? null;
            if (figure === old || figure === null || old === null) continue;
            differing.push(`${JSON.stringify(request)}: ${name} ${String(old)} → ${String(figure)}`);
          }
        }
      }
    }
    expect(differing).toEqual([]);
  },
);

test('each is shorter than in the first form', () => {
  const lines = (folder: string) => (path: string) =>
    readFileSync(resolve(here, folder, path), 'utf8').split('\n').length;
  const files = ['120000-tianjin/2025', '140400-changzhi/2025', '141181-xiaoyi/2026', '610000-shaanxi/2025'];
  for (const file of files) {
    expect(lines('rewritten')(`${file}.yaml`)).toBeLessThan(lines('../../workflows/policies')(`${file}.yaml`));
  }
});
