/** Whom to ask about a table: persons, days and grounds made from the words that stand in it. */
import { z } from 'zod';
import { localDate, workingDayFrom } from '../../functions/domain/calendar.ts';
import { DEPARTURES, REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import type { Json, JsonObject, PolicyVersion } from '../../functions/domain/policy.ts';
import { AID_CATEGORIES, EVENTS } from '../../functions/domain/regions.ts';

export interface Asked {
  readonly kind: string;
  readonly request: JsonObject;
}

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** Every text and number of a table, without its clauses. */
function textsOf({ clauses: _, documents: __, ...rest }: JsonObject): string[] {
  const found: string[] = [];
  const visit = (node: Json): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, one] of Object.entries(node)) {
        found.push(key);
        visit(one);
      }
    } else found.push(String(node));
  };
  visit(rest);
  return found;
}

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

interface Grid {
  days: string[];
  /** Facts that go together in one dimension: one of them holds. */
  dimensions: JsonObject[][];
  year: number;
  region: string;
}

function gridOf({ table, source }: PolicyVersion): Grid {
  const { region, coverageYear: year } = table;
  const texts = textsOf(source);
  const words = new Set(texts.map((text) => text.split(/\s*@/)[0] ?? ''));
  const dates = [...new Set(texts.join(' ').match(/\d{4}-\d{2}-\d{2}/g) ?? [])].filter(
    (date) => Math.abs(Number(date.slice(0, 4)) - year) <= 1,
  );
  const days = [
    // Both sides of each date, and the days to which one is moved that is a holiday.
    ...dates.flatMap((date) => [shifted(date, -1), date, shifted(date, 1), workingDayFrom(localDate(date))]),
    `${year - 1}-09-12`,
    `${year - 1}-10-25`,
    `${year - 1}-10-26`,
    `${year - 1}-11-27`,
    `${year - 1}-12-30`,
    `${year}-01-10`,
    `${year}-01-25`,
    `${year}-01-26`,
    `${year}-01-28`,
    `${year}-03-16`,
    `${year}-06-10`,
    `${year}-08-20`,
    `${year}-12-30`,
  ];
  const numbers = [...words].filter((word) => /^\d{1,2}$/.test(word)).map(Number);
  const ages = [...new Set([...numbers, 2, 10, 17, 30, 65, 75])].filter((age) => age < 100);
  const births = ages.flatMap((age) => [`${year - 1 - age}-11-05`, `${year - 1 - age}-03-01`]);
  const groups = typeof source.groups === 'object' && source.groups !== null ? Object.keys(source.groups) : [];
  const declared = typeof source.events === 'object' && source.events !== null ? Object.keys(source.events) : [];
  const facts = typeof source.facts === 'object' && source.facts !== null ? Object.keys(source.facts) : [];
  const ofDisability = words.has('disability') ? ['disabled', 'severely_disabled'] : [];
  const categories = [...AID_CATEGORIES, ...groups].filter(
    (code) => words.has(code) || code === 'retired_1960s' || ofDisability.includes(code),
  );
  const identities = [
    ...categories.flatMap((category) => [
      { category, identifiedOn: `${year - 3}-01-05` },
      { category, identifiedOn: `${year}-03-05` },
      {
        category,
        grade: 1,
        disabilities: ['mental'],
        certificateIssuedOn: `${year - 1}-11-28`,
        assessedOn: `${year - 1}-10-29`,
      },
      { category, grade: 3, disabilities: ['intellectual'], certificateIssuedOn: `${year - 4}-01-05` },
      { category, grade: 4, disabilities: ['mental'], certificateIssuedOn: `${year - 4}-01-05` },
      { category, grade: 2, certificateIssuedOn: `${year - 4}-01-05` },
      {
        category,
        grade: 4,
        disabilities: ['visual'],
        certificateIssuedOn: `${year - 1}-12-02`,
        assessedOn: `${year - 1}-11-03`,
      },
    ]),
  ];
  const events = [...new Set([...Object.keys(EVENTS), ...declared])].filter(
    (kind) => words.has(kind) || kind === 'other',
  );
  const dimensions = [
    births.map((birthDate) => ({ birthDate })),
    [...identities.map((one) => ({ identities: [one] })), ...pairs(categories)],
    events.flatMap((kind) =>
      [`${year - 1}-12-01`, `${year}-02-20`, `${year}-05-25`, `${year - 1}-02-01`].map((on) => ({
        events: [{ kind, on }],
      })),
    ),
    [
      { history: { firstEnrolment: true } },
      { history: { insuredYears: [year - 1] } },
      { history: { insuredYears: [year - 1], insuredHere: false } },
      { history: { insuredYears: [year - 2] } },
      { history: { insuredYears: [year - 3] } },
      { history: { lapsedYears: [year - 2, year - 1] }, repairYears: 1 },
      { history: { insuredYears: [year - 7] } },
    ],
    ['kindergarten', 'school', 'vocational', 'college'].map((schooling) => ({ schooling, student: true })),
    [{ student: true }, { student: true, localSchool: true, schooling: 'college' }],
    [{ household: 'local' }, { household: 'elsewhere' }, { household: 'residence_permit' }],
    [{ tier: 'low' }, { tier: 'high' }],
    [{ sex: 'female' }, { sex: 'male' }],
    [{ channel: 'school' }, { channel: 'cash' }, { channel: 'wechat' }],
    [{ months: 3 }, { months: 12 }],
    [{ forYears: [year] }, { forYears: [year - 1, year] }, { forYears: [year, year + 1] }, { forYears: [year + 1] }],
    facts.flatMap((fact) => [{ facts: { [fact]: true } }, { facts: { [fact]: false } }]),
  ]
    .filter((one) => one.length > 0)
    .map((one): JsonObject[] => one.map((fact) => jsonObject.parse(fact)));
  return { days: [...new Set(days)].sort(), dimensions, year, region };
}

const pairs = (categories: readonly string[]) =>
  categories.slice(1).map((category, index) => ({
    identities: [{ category }, { category: categories[index] ?? category }],
  }));

/** An adult with nothing special, of whom all is known. */
export const ordinary = (year: number): JsonObject => ({
  birthDate: `${year - 41}-05-05`,
  sex: 'male',
  tier: 'low',
  months: 5,
  student: false,
  household: 'local',
  history: { insuredYears: [year - 1] },
});

const PARENTS = ['one_insured', 'both_insured', 'none_insured'];

function children({ region, days, year }: Grid, step: number): Asked[] {
  const births = days.filter((_, index) => index % step === 0).filter((day) => day >= `${year - 1}-01-01`);
  const asked: Asked[] = [];
  for (const bornOn of [
    ...births,
    `${year}-02-03`,
    `${year}-06-30`,
    `${year}-07-15`,
    `${year - 1}-06-20`,
    `${year - 1}-11-20`,
    `${year}-10-02`,
    `${year}-11-20`,
    `${year}-12-20`,
  ]) {
    for (const [index, age] of [0, 20, 60, 89, 92, 130, 175, 200].entries()) {
      const on = shifted(bornOn, age);
      const household = age === 60 ? 'elsewhere' : 'local';
      const child = {
        region,
        bornOn,
        asOf: on,
        household,
        parents: PARENTS[index % 3] ?? '',
        parentsHousehold: 'local',
      };
      const registeredOn = shifted(bornOn, age >> 1);
      asked.push(
        { kind: 'newborn', request: child },
        { kind: 'newborn', request: { ...child, registeredOn: on, paidOn: on } },
        {
          kind: 'newborn',
          request: {
            ...child,
            parentsHousehold: 'elsewhere',
            registeredOn,
            paidOn: on,
            forYears: [Number(bornOn.slice(0, 4)) + 1],
          },
        },
        {
          kind: 'newborn',
          request: {
            ...child,
            parents: PARENTS[(index + 1) % 3] ?? '',
            household: 'elsewhere',
            registeredOn,
            paidOn: on,
          },
        },
        { kind: 'reminder', request: { region, coverageYear: year, asOf: on, bornOn } },
      );
    }
  }
  return asked;
}

function refunds({ region, days, year, dimensions: [births, identities = []] }: Grid): Asked[] {
  const asked: Asked[] = [];
  const { history: _, months: __, sex: ___, ...adult } = ordinary(year);
  const paid = [1, 2].map((number) => ({
    id: `p${number}`,
    coverageYears: number === 1 ? [year] : [year, year + 1],
    paidOn: `${year - 1}-09-0${number}`,
    amount: number === 1 ? '900.00' : '1000.00',
    place: region,
    channel: number === 1 ? 'school' : 'bank',
  }));
  for (const [index, on] of days.entries()) {
    const facts = {
      ...adult,
      facts: { student_benefits_used: index % 2 === 0 },
      ...identities[index % identities.length],
    };
    for (const ground of REFUND_GROUNDS) {
      const departure = { departure: { kind: DEPARTURES[index % DEPARTURES.length] ?? 'other', on } };
      const request = { region, coverageYear: year, ground, appliedOn: shifted(on, 9), eventOn: on, ...facts };
      const whole = { ...request, ...(ground === 'departure' && departure), payments: paid };
      for (const applicant of ['payer', 'heir', 'insured'])
        asked.push({ kind: 'refund', request: { ...whole, applicant } });
      const child = births?.[index % births.length] ?? {};
      asked.push({ kind: 'refund', request: { ...whole, ...child, payments: paid.slice(0, 1), applicant: 'payer' } });
    }
  }
  return asked;
}

const payments = ({ region, year }: Grid, facts: JsonObject, days: readonly string[]): Asked[] =>
  days.map((paidOn) => ({ kind: 'late-payment', request: { region, coverageYear: year, paidOn, ...facts } }));

/** An age and an identity together; a child on each day of the period. */
function together(grid: Grid, base: JsonObject): Asked[] {
  const [births = [], identities = [], events = [], histories = []] = grid.dimensions;
  const { region, days, year } = grid;
  const born = [`${year - 1}-06-20`, `${year - 1}-12-10`, `${year}-02-03`];
  return [
    ...births.flatMap((birth, at) =>
      identities.flatMap((identity, beside) =>
        payments(
          grid,
          { ...base, ...birth, ...identity },
          days.filter((_, day) => (day + at + beside) % 13 === 0),
        ),
      ),
    ),
    ...identities.flatMap((identity, at) =>
      [...events, ...histories].flatMap((other, beside) =>
        payments(
          grid,
          { ...base, ...identity, ...other },
          days.filter((_, day) => (day + at + beside) % 7 === 0),
        ),
      ),
    ),
    ...born.flatMap((bornOn) =>
      days
        .filter((day) => day >= bornOn)
        .map((on) => ({ kind: 'newborn', request: { region, bornOn, asOf: on, paidOn: on, registeredOn: bornOn } })),
    ),
  ];
}

/** Each fact by itself, of an ordinary adult and of somebody of whom nothing else is known. */
export function someAsked(version: PolicyVersion): Asked[] {
  const grid = gridOf(version);
  const base = ordinary(grid.year);
  return [
    ...payments(grid, base, grid.days),
    ...payments(grid, {}, grid.days),
    ...grid.dimensions.flat().flatMap((fact) => [
      ...payments(
        grid,
        { ...base, ...fact },
        grid.days.filter((_, index) => index % 3 === 0),
      ),
      ...payments(
        grid,
        fact,
        grid.days.filter((_, index) => index % 5 === 1),
      ),
    ]),
    ...grid.days.map((asOf) => ({ kind: 'reminder', request: { region: grid.region, coverageYear: grid.year, asOf } })),
    ...together(grid, base),
    ...children(grid, 4),
    ...refunds(grid),
  ];
}
