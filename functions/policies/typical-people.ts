/** A dozen people as they come to a desk every year: what a table answers them shows what it says. */
import { z } from 'zod';
import { answerAssessment, type FindVersions } from '../domain/assessments.ts';
import type { JsonObject } from '../domain/json.ts';

interface TypicalPerson {
  /** In Chinese: who it is, and when he pays. */
  name: string;
  kind: 'late-payment' | 'newborn';
  /** @param year that is paid for, or in which the child is born */
  facts(year: number): JsonObject;
}

const insuredLastYear = (year: number): JsonObject => ({ history: { insuredYears: [year - 1] } });
const adult = (year: number): JsonObject => ({ birthDate: `${year - 45}-05-01`, ...insuredLastYear(year) });
const pays = (name: string, day: (year: number) => string, facts: (year: number) => JsonObject): TypicalPerson => ({
  name,
  kind: 'late-payment',
  facts: (year) => ({ coverageYear: year, paidOn: day(year), ...facts(year) }),
});
const aided =
  (category: string, more: JsonObject = {}) =>
  (year: number) => ({
    ...adult(year),
    identities: [{ category, identifiedOn: `${year - 2}-06-01`, ...more }],
  });

const IN_TIME = (year: number): string => `${year - 1}-12-10`;
const LATE = (year: number): string => `${year}-04-10`;

export const TYPICAL_PEOPLE: readonly TypicalPerson[] = [
  pays('成年人，上年 12 月 10 日缴费', IN_TIME, adult),
  pays('成年人，当年 1 月 20 日缴费', (year) => `${year}-01-20`, adult),
  pays('成年人，当年 4 月 10 日缴费', LATE, adult),
  pays('成年人，断保三年，当年 4 月 10 日缴费', LATE, (year) => ({
    ...adult(year),
    history: { insuredYears: [year - 4], lapsedYears: [year - 3, year - 2, year - 1] },
  })),
  pays('特困人员，上年 12 月 10 日缴费', IN_TIME, aided('extreme_poverty')),
  pays('低保对象，上年 12 月 10 日缴费', IN_TIME, aided('subsistence_allowance')),
  pays('低保对象，当年 4 月 10 日缴费', LATE, aided('subsistence_allowance')),
  pays('一级残疾人，上年 12 月 10 日缴费', IN_TIME, (year) =>
    aided('severely_disabled', { grade: 1, disabilities: ['physical'], certificateIssuedOn: `${year - 5}-03-01` })(
      year,
    ),
  ),
  pays('本地大学生，上年 12 月 10 日缴费', IN_TIME, (year) => ({
    ...insuredLastYear(year),
    birthDate: `${year - 20}-05-01`,
    student: true,
    schooling: 'college',
    localSchool: true,
  })),
  pays(
    '退出职工医保 20 天，当年 5 月 20 日缴费',
    (year) => `${year}-05-20`,
    (year) => ({
      ...adult(year),
      events: [{ kind: 'left_employee_scheme', on: `${year}-04-30` }],
    }),
  ),
  {
    name: '新生儿，出生 20 天登记，要缴费的同日缴费',
    kind: 'newborn',
    facts: (year) => ({
      bornOn: `${year}-03-10`,
      registeredOn: `${year}-03-30`,
      paidOn: `${year}-03-30`,
      asOf: `${year}-03-30`,
      forYears: [year],
    }),
  },
  {
    name: '新生儿，出生半年登记，要缴费的同日缴费',
    kind: 'newborn',
    facts: (year) => ({
      bornOn: `${year}-03-10`,
      registeredOn: `${year}-09-15`,
      paidOn: `${year}-09-15`,
      asOf: `${year}-09-15`,
      forYears: [year],
    }),
  },
];

/** What one sentence is made of, and what is left to a person. */
export const shownAnswerSchema = z.object({
  status: z.json().optional(),
  timing: z.json().optional(),
  amounts: z.json().optional(),
  waiting: z.json().optional(),
  benefit: z.json().optional(),
  nextOpenOn: z.json().optional(),
  /** Names of what a person has to decide. */
  review: z.array(z.string()),
});
export type ShownAnswer = z.output<typeof shownAnswerSchema>;

function shown(answer: object): ShownAnswer {
  const { review, ...rest } = reviewedSchema.parse(JSON.parse(JSON.stringify(answer)));
  return shownAnswerSchema.parse({ ...rest, review: review.map(({ label }) => label) });
}
const reviewedSchema = z.looseObject({ review: z.array(z.object({ label: z.string() })) });

/** What each is answered by the tables of a region; null where there is no table for the day. */
export async function answerTypicalPeople(
  region: string,
  year: number,
  find: FindVersions,
): Promise<(ShownAnswer | null)[]> {
  return Promise.all(
    TYPICAL_PEOPLE.map(async ({ kind, facts }) => {
      const { paidOn: _paidOn, forYears: _forYears, ...unpaid } = facts(year);
      const asked = kind === 'newborn' ? { region, ...unpaid } : null;
      const free = asked && (await answerAssessment(kind, asked, find));
      // Who registers a child pays nothing where the birth year is free: the answer is that of the registration.
      if (free && 'amounts' in free) return shown(free);
      const answer = await answerAssessment(kind, { region, ...facts(year) }, find);
      return 'error' in answer ? null : shown(answer);
    }),
  );
}
