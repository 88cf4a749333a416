/** `decided` means complete, whatever days and facts come together: what a grid of them leaves out is drawn at random. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, localDate, yearOf } from '../../functions/domain/calendar.ts';
import { DEPARTURES, REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import { AID_CATEGORIES, CHANNELS, EXIT_SCHEMES } from '../../functions/domain/regions.ts';
import { FOLDERS, findIn, tablesIn } from '../policies/tables.ts';
import { check } from './incomplete.ts';
import { allVersions, versionsOf } from './late-payment/tables.ts';

const tables = [
  ...allVersions.map(({ table }) => ({ table, find: versionsOf })),
  ...FOLDERS.flatMap((folder) => tablesIn(folder).map(({ table }) => ({ table, find: findIn(tablesIn(folder)) }))),
].map(({ table, find }) => ({ table, find, days: JSON.stringify(table).match(/20\d\d-\d\d-\d\d/g) ?? [] }));

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const back = (...days: number[]) => fc.constantFrom(...days);
/** By the places in a table's list of dates, since the table is drawn too. */
const drawn = fc.record({
  table: fc.constantFrom(...tables),
  at: fc.nat(),
  beside: fc.constantFrom(-1, 0, 1),
  anyDay: some(fc.integer({ min: -120, max: 380 })),
  kind: fc.constantFrom('late-payment', 'newborn', 'refund', 'reminder'),
  identities: some(
    fc.array(fc.record({ category: fc.constantFrom(...AID_CATEGORIES), ago: some(back(0, 40, 400)) }), {
      maxLength: 2,
    }),
  ),
  birthDate: some(fc.constantFrom('1950-02-03', '1990-02-03', '2010-03-04')),
  tier: some(fc.constantFrom('low', 'high')),
  student: some(fc.boolean()),
  channel: some(fc.constantFrom(...CHANNELS)),
  lapsed: some(fc.constantFrom('first', 'none', 'one', 'two')),
  exit: some(fc.record({ scheme: fc.constantFrom(...EXIT_SCHEMES), ago: back(1, 89, 90, 91, 92, 200) })),
  age: back(0, 1, 28, 89, 90, 91, 92, 180, 300),
  registered: some(back(0, 10, 60)),
  isPaid: fc.boolean(),
  years: some(fc.constantFrom([0], [1], [0, 1])),
  ground: fc.constantFrom(...REFUND_GROUNDS),
  applicant: fc.constantFrom('payer', 'insured', 'heir', 'university'),
  eventAgo: some(back(0, 1, 30, 200)),
  departure: some(fc.constantFrom(...DEPARTURES)),
  payments: fc.array(
    fc.record({
      years: fc.constantFrom([0], [0, 1], [-1, 0, 1]),
      ago: back(0, 1, 30, 300),
      amount: fc.constantFrom('400.00', '1000.00', '1100.01', '80.00'),
      here: fc.constantFrom(true, true, false),
      channel: fc.constantFrom('bank', 'school', 'family_account'),
      payer: some(fc.constantFrom('insured', 'university:1', '父亲')),
      mode: some(fc.constantFrom('ordinary', 'special', 'by_agency')),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer D> ? D : never;

function requestOf(given: Drawn): object {
  const { table, at, beside, anyDay, kind, birthDate, tier, student, channel, exit, age, registered, ...more } = given;
  const { region, coverageYear } = table.table;
  const dates = table.days;
  const day = anyDay === undefined ? dates[at % Math.max(1, dates.length)] : undefined;
  const on = addDays(localDate(day ?? `${coverageYear}-01-01`), day === undefined ? (anyDay ?? 0) : beside);
  const identities = more.identities?.map(({ category, ago }) => ({
    category,
    ...(ago !== undefined && { identifiedOn: addDays(on, -ago) }),
  }));
  const bornOn = addDays(on, -age);
  const history = {
    first: { firstEnrolment: true },
    none: { insuredYears: [coverageYear - 1] },
    one: { lapsedYears: [coverageYear - 1] },
    two: { lapsedYears: [coverageYear - 1, coverageYear - 2] },
  };
  const parts: Record<Drawn['kind'], () => object> = {
    'late-payment': () => ({
      ...{ coverageYear, paidOn: on, birthDate, tier, student, channel },
      exit: exit && { scheme: exit.scheme, on: addDays(on, -exit.ago) },
      history: more.lapsed && history[more.lapsed],
    }),
    newborn: () => ({
      ...{ bornOn, asOf: on, paidOn: more.isPaid ? on : undefined },
      registeredOn: registered === undefined ? undefined : addDays(bornOn, registered),
      forYears: more.isPaid ? more.years?.map((year) => yearOf(bornOn) + year) : undefined,
    }),
    reminder: () => ({ coverageYear, asOf: on, bornOn: more.isPaid ? bornOn : undefined }),
    refund: () => ({
      ...{ coverageYear, ground: more.ground, applicant: more.applicant, appliedOn: on },
      eventOn: more.eventAgo === undefined ? undefined : addDays(on, -more.eventAgo),
      departure: more.departure && { kind: more.departure, on: addDays(on, -(more.eventAgo ?? 0)) },
      payments: more.payments.map(({ years, ago, here, ...paid }, index) => ({
        ...paid,
        id: `p${index}`,
        coverageYears: years.map((year) => coverageYear + year),
        paidOn: addDays(on, -ago),
        place: here ? region : '440100',
      })),
    }),
  };
  const request = { region, identities, ...parts[kind]() };
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}

test('no decision of any table has a promised figure missing, or gives back more than was paid', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (given) => {
      const found = await check(given.kind, requestOf(given), given.table.find);
      // What is refused with its field was not decided.
      expect(found.filter((one) => !one.includes('"invalid_request"'))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});
