/** `decided` means complete: a grid of days and facts through every table and kind finds no promised figure missing. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { isAssessmentError } from '../../functions/domain/assessments.ts';
import { addDays, addMonths, firstOfYear, type LocalDate, localDate } from '../../functions/domain/calendar.ts';
import { REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import { answer } from './answers.ts';
import { allVersions } from './late-payment/tables.ts';

const figure = z.string().nullable();
const payment = {
  timing: z.string().nullish(),
  nextOpenOn: figure.optional(),
  amounts: z.object({ individual: figure, subsidy: figure, payable: figure }).optional(),
  waiting: z.object({ months: z.number().nullable(), days: z.number().nullish() }).optional(),
  benefit: z.object({ start: figure, end: figure }).optional(),
};
const answerSchema = z.looseObject({
  status: z.enum(['decided', 'needs_review']),
  ...payment,
  outcome: figure.optional(),
  amount: figure.optional(),
  items: z.array(z.unknown()).optional(),
  deadline: figure.optional(),
  send: z.boolean().optional(),
  template: figure.optional(),
  quote: z.object({ payable: figure, waitingMonths: z.number().nullable() }).optional(),
});
type Answer = z.output<typeof answerSchema>;

const CLOSED = ['not_open', 'window_closed', 'channel_closed', 'closed', 'between_windows'];

function missingPayment({ timing, amounts, waiting, benefit }: Answer): string[] {
  if (timing === null || timing === undefined) return ['timing'];
  if (CLOSED.includes(timing)) return [];
  return [
    amounts?.individual ? '' : 'amounts.individual',
    amounts?.subsidy ? '' : 'amounts.subsidy',
    amounts?.payable ? '' : 'amounts.payable',
    (waiting?.months ?? waiting?.days ?? null) === null ? 'waiting' : '',
    benefit?.start ? '' : 'benefit.start',
    benefit?.end ? '' : 'benefit.end',
  ].filter((field) => field !== '');
}

function missing(kind: string, request: object, found: Answer): string[] {
  switch (kind) {
    case 'late-payment':
      return missingPayment(found);
    case 'refund':
      if (found.outcome === null) return ['outcome'];
      return found.outcome === 'refund' && (!found.amount || found.items?.length === 0) ? ['amount'] : [];
    case 'newborn':
      return [...(found.deadline ? [] : ['deadline']), ...('paidOn' in request ? missingPayment(found) : [])];
    default:
      if (found.send !== true) return [];
      return [
        found.template ? '' : 'template',
        found.deadline ? '' : 'deadline',
        found.quote?.payable ? '' : 'quote.payable',
      ].filter((field) => field !== '');
  }
}

const tables = [...new Map(allVersions.map(({ table }) => [`${table.region} ${table.coverageYear}`, table])).values()];

/** A day every nine days, and the days before, of and after each date of the table. */
function daysOf({ coverageYear, period, extension, late, newborn }: (typeof tables)[number]): LocalDate[] {
  const first = localDate(`${coverageYear - 1}-08-25`);
  const dates = [period.start, period.end, extension?.end, late.start, late.end, newborn.nextYearDeadline].flatMap(
    (value) => (value?.value ? [addDays(value.value, -1), value.value, addDays(value.value, 1)] : []),
  );
  const grid = Array.from({ length: 56 }, (_, at) => addDays(first, at * 9));
  return [...new Set([...grid, ...dates, firstOfYear(coverageYear)])].sort();
}

const PERSONS: readonly object[] = [
  {},
  { birthDate: '1990-02-03', tier: 'low', months: 12, student: false, history: { firstEnrolment: true } },
  { birthDate: '2010-02-03', student: true, tier: 'high', months: 6, channel: 'cash' },
  { birthDate: '1990-02-03', identities: [{ category: 'subsistence_allowance' }], student: false, months: 12 },
  { birthDate: '1990-02-03', identities: [{ category: 'extreme_poverty', identifiedOn: '2020-01-01' }] },
  { birthDate: '1960-02-03', identities: [{ category: 'disabled', grade: 2, certificateIssuedOn: '2020-01-01' }] },
  { birthDate: '1990-02-03', student: false, months: 12, history: { lapsedYears: [2020, 2021, 2022, 2023] } },
];

async function check(kind: string, request: object): Promise<string[]> {
  const found = await answer(kind, request);
  // A birth in a year that no table is for.
  if (isAssessmentError(found) && found.error.code === 'policy_not_found') return [];
  const read = answerSchema.safeParse(found);
  if (!read.success) return [`${kind} ${JSON.stringify(request)}: ${JSON.stringify(found).slice(0, 200)}`];
  if (read.data.status !== 'decided') return [];
  return missing(kind, request, read.data).map((field) => `${kind} ${JSON.stringify(request)}: ${field}`);
}

test.each(tables.map((table) => [`${table.name} ${table.coverageYear}`, table] as const))(
  '%s decides nothing with a promised figure missing',
  async (_, table) => {
    const { region, coverageYear } = table;
    const found: string[] = [];
    for (const day of daysOf(table)) {
      for (const person of PERSONS) {
        found.push(...(await check('late-payment', { region, coverageYear, paidOn: day, ...person })));
        const identities = 'identities' in person ? { identities: person.identities } : {};
        found.push(...(await check('reminder', { region, coverageYear, asOf: day, ...identities })));
        for (const age of [0, 40, 89, 92, 200]) {
          const bornOn = addDays(day, -age);
          const child = { region, bornOn, ...identities };
          found.push(...(await check('newborn', { ...child, asOf: day })));
          found.push(...(await check('newborn', { ...child, asOf: day, paidOn: day, registeredOn: bornOn })));
          found.push(...(await check('reminder', { region, coverageYear, asOf: day, bornOn, ...identities })));
        }
      }
      for (const ground of REFUND_GROUNDS) {
        const payments = ['p1', 'p2'].map((id, at) => ({
          id,
          coverageYears: at === 0 ? [coverageYear] : [coverageYear, coverageYear + 1],
          paidOn: addMonths(day, -1),
          amount: at === 0 ? '400.00' : '800.00',
          place: region,
          channel: 'bank',
        }));
        const event = { eventOn: addDays(day, -9), departure: { kind: 'withdrawal', on: addDays(day, -9) } };
        const request = { region, coverageYear, ground, appliedOn: day, applicant: 'payer', payments };
        found.push(...(await check('refund', request)), ...(await check('refund', { ...request, ...event })));
      }
    }
    expect(found.slice(0, 20), `${found.length}`).toEqual([]);
  },
);
