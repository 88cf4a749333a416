/**
 * People as they come to a desk every year: what a table answers them shows what it says. Each is known so far that a table
 * asks for none of what a desk has of everybody: they are local, are no student where they aren't called so, and pay the
 * lower tier where there are two.
 */
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
const LOCAL: JsonObject = { household: 'local' };
/** What some tables let the payer choose: the lower tier, and the whole year where months are paid. */
const CHOICE: JsonObject = { tier: 'low', months: 12 };
const adult = (year: number): JsonObject => ({
  ...{ birthDate: `${year - 45}-05-01`, sex: 'female', schooling: 'none' },
  ...{ ...LOCAL, ...CHOICE, ...insuredLastYear(year) },
});
/** Whose parents live and are insured here. */
const born = (
  name: string,
  bornOn: (year: number) => string,
  on: (year: number) => string,
  years?: (year: number) => number[],
): TypicalPerson => ({
  name,
  kind: 'newborn',
  facts: (year) => ({
    ...LOCAL,
    ...{ parents: 'both_insured', parentsHousehold: 'local' },
    ...{ bornOn: bornOn(year), registeredOn: on(year), paidOn: on(year), asOf: on(year) },
    ...(years && { forYears: years(year) }),
  }),
});
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
const IN_MARCH = (year: number): string => `${year}-03-10`;

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
    ...LOCAL,
    ...CHOICE,
  })),
  pays(
    '退出职工医保 20 天，当年 5 月 20 日缴费',
    (year) => `${year}-05-20`,
    (year) => ({
      ...adult(year),
      events: [{ kind: 'left_employee_scheme', on: `${year}-04-30` }],
    }),
  ),
  born(
    '新生儿，出生 20 天登记，要缴费的同日缴费',
    IN_MARCH,
    (year) => `${year}-03-30`,
    (year) => [year],
  ),
  born(
    '新生儿，出生 120 天登记，要缴费的同日缴费',
    IN_MARCH,
    (year) => `${year}-07-08`,
    (year) => [year],
  ),
  born(
    '新生儿，出生半年登记，要缴费的同日缴费',
    IN_MARCH,
    (year) => `${year}-09-15`,
    (year) => [year],
  ),
  born(
    '新生儿，上年 11 月 20 日出生，当年 1 月 15 日登记并缴两年',
    (year) => `${year - 1}-11-20`,
    (year) => `${year}-01-15`,
    (year) => [year - 1, year],
  ),
  born(
    '新生儿，当年 11 月 20 日出生，12 月 5 日登记，要缴费的同日缴费',
    (year) => `${year}-11-20`,
    (year) => `${year}-12-05`,
  ),
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
