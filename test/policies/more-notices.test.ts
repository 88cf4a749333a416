/** Worked cases of twelve further regions, derived by hand from their notices, and the tables written from these. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerAssessment } from '../../functions/domain/assessments.ts';
import { findIn, tablesIn } from './tables.ts';

const here = import.meta.dirname;
const find = findIn(tablesIn('notices'));

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
  .parse(JSON.parse(readFileSync(resolve(here, 'more-notices.json'), 'utf8')));

const guide = readFileSync(resolve(here, '../../workflows/policies/README.md'), 'utf8');
const requests = (/```json\n([^`]+)```/.exec(guide)?.[1] ?? '').trim().split('\n');

test.each(requests)('the guide’s own request is answered: %s', async (line) => {
  const { kind, request } = z.object({ kind: z.string(), request: z.unknown() }).parse(JSON.parse(line));
  expect(await answerAssessment(kind, request, find)).not.toHaveProperty('error');
});

/**
 * HZ-L06 says `student: true` of a person of seventeen: at a college (90.00) or at a school (300.00). It is a question, and
 * both results stand in it.
 */
const DOUBTFUL = ['HZ-L06'];

test.each(examples.filter(({ id }) => !DOUBTFUL.includes(id)))('$id: $title', async ({ kind, request, expected }) => {
  expect(await answerAssessment(kind, request, find)).toMatchObject(expected);
});

test.each(examples.filter(({ id }) => DOUBTFUL.includes(id)))(
  '$id: $title, asked with both results',
  async (example) => {
    expect(await answerAssessment(example.kind, example.request, find)).toMatchObject({
      status: 'needs_review',
      review: [{ field: 'schooling', settledBy: 'fact' }],
      alternatives: [{ amounts: { individual: '90.00' } }, { amounts: { individual: '300.00' } }],
    });
  },
);

test('where the local extension may have ended by the day, the late days that begin behind it have begun', async () => {
  const request = { region: '230000', coverageYear: 2025, paidOn: '2025-02-10', history: { insuredYears: [2024] } };
  expect(await answerAssessment('late-payment', request, find)).toMatchObject({
    status: 'needs_review',
    review: [{ code: 'at_latest' }],
    alternatives: [
      { timing: 'in_extension', benefit: { start: '2025-02-11' } },
      { timing: 'late', waiting: { months: 3 }, benefit: { start: '2025-05-10' } },
    ],
  });
});

test('低保边缘 is answered as 低收入 where a table has one line for both', async () => {
  const ask = (category: string) =>
    answerAssessment(
      'late-payment',
      {
        ...{ region: '530100', coverageYear: 2025, paidOn: '2024-11-10', birthDate: '1955-05-01' },
        ...{ identities: [{ category, identifiedOn: '2023-06-01' }], history: { insuredYears: [2024] } },
      },
      find,
    );
  const amounts = { aid: '120.00', payable: '280.00' };
  expect(await ask('low_income_family')).toMatchObject({ amounts, review: [] });
  expect(await ask('marginal_family')).toMatchObject({ amounts, review: [] });
});
