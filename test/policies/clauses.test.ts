/** Single clauses of eight further notices: kinds of rule that the first form could not say, each with what it decides. */
import { expect, test } from 'vitest';
import { answerAssessment } from '../../functions/domain/assessments.ts';
import { findIn, tablesIn } from './tables.ts';

const find = findIn(tablesIn('clauses'));
const year = { coverageYear: 2023 };
const moved = { events: [{ kind: 'moved_in', on: '2022-03-15' }] };

test.each([
  [
    'who moved in pays the remaining months, the month of payment counted',
    'late-payment',
    { region: '440500', ...year, paidOn: '2023-04-10', events: [{ kind: 'moved_in', on: '2023-03-15' }] },
    { status: 'decided', amounts: { individual: '270.00' }, benefit: { start: '2023-04-01', end: '2023-12-31' } },
  ],
  [
    'who has an event that 等 may mean is a question with both results',
    'late-payment',
    { region: '440500', ...year, paidOn: '2023-04-10', events: [{ kind: 'residence_permit', on: '2023-03-15' }] },
    { status: 'needs_review', review: [{ field: 'ways.midway.who.and_the_like' }], amounts: { payable: null } },
  ],
  [
    'a college student’s period begins nine days after an adult’s',
    'late-payment',
    { region: '210200', coverageYear: 2025, paidOn: '2024-10-18', schooling: 'college' },
    { timing: 'not_open', nextOpenOn: '2024-10-19' },
  ],
  [
    'a wait of 90 days is no wait of three months',
    'late-payment',
    { region: '430100', coverageYear: 2025, paidOn: '2025-01-01', history: { insuredYears: [2024] } },
    { waiting: { months: null, days: 90 }, benefit: { start: '2025-04-01' }, amounts: { payable: '1070.00' } },
  ],
  [
    'within 90 days of moving in nobody waits',
    'late-payment',
    { region: '320200', coverageYear: 2022, paidOn: '2022-06-13', ...moved },
    { waiting: { months: 0 }, amounts: { payable: '450.00' } },
  ],
  [
    'on the 91st day one is late like anybody',
    'late-payment',
    { region: '320200', coverageYear: 2022, paidOn: '2022-06-14', history: { firstEnrolment: true }, ...moved },
    { timing: 'late', waiting: { days: 90 }, amounts: { payable: '1350.00' } },
  ],
  [
    'one parent insured: half of the benefits',
    'newborn',
    { region: '340700', bornOn: '2023-03-15', registeredOn: '2023-04-10', asOf: '2023-04-10', parents: 'one_insured' },
    { birthYear: { contribution: '0.00', benefitStart: '2023-03-15' }, benefit: { part: '1/2' } },
  ],
  [
    'aid by age alone, open at the upper end',
    'late-payment',
    { region: '360100', coverageYear: 2025, paidOn: '2024-10-10', birthDate: '1954-10-10' },
    { amounts: { individual: '0.00', aid: '400.00', payable: '0.00' }, paymentMode: 'none' },
  ],
  [
    'after 90 days and before the first birthday: from the day after the payment',
    'newborn',
    { region: '360100', bornOn: '2025-01-15', paidOn: '2025-08-10', asOf: '2025-08-10' },
    { benefit: { start: '2025-08-11' }, waiting: { months: 0 } },
  ],
  [
    'registered from September on, a newborn’s payment is for two years: the other year’s amount is asked',
    'newborn',
    { region: '230100', bornOn: '2022-07-15', registeredOn: '2022-09-10', paidOn: '2022-09-10', asOf: '2022-09-10' },
    {
      benefit: { start: '2022-07-15', end: '2023-12-31' },
      amounts: { payable: null },
      review: [{ code: 'other_year_amount' }],
    },
  ],
  [
    'born after June: half of the year’s amount, from July',
    'newborn',
    { region: '320900', bornOn: '2023-08-15', paidOn: '2023-09-10', asOf: '2023-09-10' },
    { amounts: { payable: '200.00' }, benefit: { start: '2023-07-01' } },
  ],
])('%s', async (_what, kind, request, expected) => {
  expect(await answerAssessment(kind, request, find)).toMatchObject(expected);
});

test('a pupil who comes on an adult’s first day is told of the own one', async () => {
  const request = { region: '210200', coverageYear: 2025, paidOn: '2024-10-12', schooling: 'school' };
  expect(await answerAssessment('late-payment', request, find)).toMatchObject({
    timing: 'not_open',
    nextOpenOn: '2024-10-15',
  });
});

test('a category or an event that neither the national list nor the table knows is refused by its field', async () => {
  const request = { region: '210200', coverageYear: 2025, paidOn: '2024-10-12' };
  const issues = (facts: object) => answerAssessment('late-payment', { ...request, ...facts }, find);
  expect(await issues({ identities: [{ category: 'subsistence_alowance' }] })).toMatchObject({
    error: { code: 'invalid_request', issues: [{ path: 'identities.0.category' }] },
  });
  expect(await issues({ events: [{ kind: 'moved', on: '2024-10-01' }] })).toMatchObject({
    error: { code: 'invalid_request', issues: [{ path: 'events.0.kind' }] },
  });
});
