/** Finds decided answers with a promised figure missing, on a grid of days and facts through every kind of one table. */
import { z } from 'zod';
import { assessmentOf, type FindVersions, isAssessmentError } from '../../functions/domain/assessments.ts';
import { addDays, addMonths, firstOfYear, type LocalDate, localDate } from '../../functions/domain/calendar.ts';
import { REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import type { PolicyTable } from '../../functions/domain/policy.ts';

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
  reason: figure.optional(),
  items: z.array(z.object({ paymentId: z.string(), coverageYear: z.number(), amount: z.string() })).optional(),
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
    // Whoever would get nothing for it is asked about first.
    benefit?.start && benefit.end && benefit.start > benefit.end ? 'benefit.start behind benefit.end' : '',
  ].filter((field) => field !== '');
}

const paymentsSchema = z.object({ payments: z.array(z.looseObject({ id: z.string(), amount: z.string() })) });

/** A sum that is more than nothing and than none of its payments, and no year twice. */
function missingRefund(request: object, { amount, items = [] }: Answer): string[] {
  const { payments } = paymentsSchema.parse(request);
  const sumOf = (id: string): number =>
    items.filter(({ paymentId }) => paymentId === id).reduce((sum, item) => sum + Number(item.amount), 0);
  const years = items.map(({ paymentId, coverageYear }) => `${paymentId} ${coverageYear}`);
  return [
    Number(amount) > 0 && items.length > 0 ? '' : 'amount',
    items.every((item) => Number(item.amount) > 0) ? '' : 'items',
    payments.every(({ id, amount: paid }) => sumOf(id) <= Number(paid) + 0.0005) ? '' : 'more than was paid',
    new Set(years).size === years.length ? '' : 'a year twice',
  ].filter((field) => field !== '');
}

function missing(kind: string, request: object, found: Answer): string[] {
  switch (kind) {
    case 'late-payment':
      return missingPayment(found);
    case 'refund':
      if (found.outcome === null || found.outcome === undefined) return ['outcome'];
      if (found.outcome !== 'refund') return found.reason ? [] : ['reason'];
      return missingRefund(request, found);
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

/** A day every few days, and the days before, of and after each date of the table's own. */
function daysOf({ clauses: _, documents: __, ...table }: PolicyTable, step: number): LocalDate[] {
  const { coverageYear } = table;
  const [first, last] = [localDate(`${coverageYear - 1}-08-25`), localDate(`${coverageYear + 1}-01-10`)];
  const written = JSON.stringify(table).match(/(?<=")\d{4}-\d\d-\d\d(?=")/g) ?? [];
  const dates = [...new Set(written)].map(localDate).filter((date) => date > first && date < last);
  const grid = Array.from({ length: Math.floor(504 / step) }, (_, at) => addDays(first, at * step));
  const near = dates.flatMap((date) => [addDays(date, -1), date, addDays(date, 1)]);
  return [...new Set([...grid, ...near, firstOfYear(coverageYear)])].sort();
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

/** What is held by somebody of them, each once; of children and reminders nothing else is asked. */
const HELD: readonly object[] = [
  ...new Map(
    PERSONS.map((person) => ('identities' in person ? { identities: person.identities } : {})).map((held) => [
      JSON.stringify(held),
      held,
    ]),
  ).values(),
];

export async function check(kind: string, request: object, find: FindVersions): Promise<string[]> {
  const found = await assessmentOf(kind, request, find);
  // A birth in a year that no table is for.
  if (isAssessmentError(found) && found.error.code === 'policy_not_found') return [];
  const read = answerSchema.safeParse(found);
  if (!read.success) return [`${kind} ${JSON.stringify(request)}: ${JSON.stringify(found).slice(0, 200)}`];
  if (read.data.status !== 'decided') return [];
  return missing(kind, request, read.data).map((field) => `${kind} ${JSON.stringify(request)}: ${field}`);
}

/** @param step days between two days of the grid */
export async function incompleteOf(table: PolicyTable, find: FindVersions, step = 17): Promise<string[]> {
  const { region, coverageYear } = table;
  const found: string[] = [];
  for (const [at, day] of daysOf(table, step).entries()) {
    for (const person of PERSONS) {
      found.push(...(await check('late-payment', { region, coverageYear, paidOn: day, ...person }, find)));
    }
    for (const held of HELD)
      found.push(...(await check('reminder', { region, coverageYear, asOf: day, ...held }, find)));
    // A child of each age every day, and each of them with everything that is held within some days.
    for (const [index, age] of [0, 40, 89, 92, 200].entries()) {
      const bornOn = addDays(day, -age);
      const held = HELD[(at + index) % HELD.length];
      const child = { region, bornOn, ...held };
      found.push(...(await check('newborn', { ...child, asOf: day }, find)));
      found.push(...(await check('newborn', { ...child, asOf: day, paidOn: day, registeredOn: bornOn }, find)));
      found.push(...(await check('reminder', { region, coverageYear, asOf: day, bornOn, ...held }, find)));
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
      found.push(...(await check('refund', request, find)), ...(await check('refund', { ...request, ...event }, find)));
    }
  }
  return found;
}
