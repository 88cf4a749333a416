/** Whom a table of the first form means: groups of the contribution, and the lines of its aid. */

import { localDate } from '../calendar.ts';
import type { AidCategoryLine, GroupFacts } from '../policy/contribution.ts';
import type { Aid, AidLine, Condition, ContributionLine } from '../ways/model.ts';
import { silentAt } from '../ways/told.ts';
import { type FirstForm, meant, onDate, toldOf } from './told.ts';

const STUDENTS = ['school', 'vocational', 'college'];

export function contributionOf(form: FirstForm): ContributionLine[] {
  const { standards, unit } = form.table.contribution;
  return Object.entries(standards).map(([key, standard]) => {
    const field = `contribution.standards.${key}`;
    return {
      name: standard.name,
      who: whoOf(standard.for),
      individual: toldOf(form, `${field}.individual`, standard.individual, (amount) => amount),
      subsidy: toldOf(form, `${field}.subsidy`, standard.subsidy, (amount) => amount),
      ...(standard.subsidyDisputed !== undefined && { disputed: standard.subsidyDisputed }),
      alongside: [],
      atLeast: false,
      per: toldOf(form, 'contribution.unit', unit, (one) => one),
    };
  });
}

/** Null for everybody. */
function whoOf(groups: readonly GroupFacts[]): Condition | null {
  const conditions = groups.map(groupOf);
  if (conditions.includes(null)) return null;
  return together(
    'any',
    conditions.filter((one) => one !== null),
  );
}

function groupOf({ tier, student, ageFrom, ageUpTo }: GroupFacts): Condition | null {
  const all: Condition[] = [];
  if (tier !== undefined) all.push({ kind: 'fact_in', fact: 'tier', values: [tier], unsaid: null });
  if (student !== undefined) all.push({ kind: 'schooling', levels: student ? STUDENTS : ['none'], unsaid: null });
  if (ageFrom !== undefined || ageUpTo !== undefined) all.push(ageOf(ageFrom, ageUpTo));
  return all.length === 0 ? null : together('all', all);
}

/** Both in full years, and included. */
const ageOf = (from: number | undefined, upTo: number | undefined): Condition => ({
  kind: 'age',
  from: from === undefined ? null : meant(from, 'contribution.ageOn'),
  under: upTo === undefined ? null : meant(upTo + 1, 'contribution.ageOn'),
  on: null,
});

const together = (kind: 'all' | 'any', of: readonly Condition[]): Condition => {
  const [only] = of;
  return of.length === 1 && only ? only : { kind, of };
};

export function aidOf(form: FirstForm): Aid {
  const { lines, several, unlisted } = form.table.aid;
  return {
    lines: Object.entries(lines).map(([key, line]) => lineOf(form, `aid.lines.${key}`, line)),
    several: toldOf(form, 'aid.several', several, () => 'highest_once' as const),
    others: toldOf(form, 'aid.unlisted', unlisted, () => 'none' as const),
    rounding: silentAt('aid.rounding', '', ''),
  };
}

function lineOf(form: FirstForm, field: string, line: AidCategoryLine): AidLine {
  return {
    name: line.name,
    who: whoIsAided(form, field, line, line.covers),
    codes: line.covers,
    ofIdentities: true,
    amount: toldOf(form, `${field}.selfPay`, line.selfPay, (amount) => ({ kind: 'pays' as const, amount })),
    tier: null,
    payer: toldOf(form, `${field}.payer`, line.payer, (payer): string => payer),
    parts: [],
    mode: line.paymentMode,
  };
}

/** Somebody of these categories, which the line covers, who meets all that it requires. */
export function whoIsAided(
  form: FirstForm,
  field: string,
  { requires }: AidCategoryLine,
  codes: readonly string[],
): Condition {
  const held: Condition = { kind: 'category', codes, anyAided: false, recognised: null };
  const { grades, certificateHeldBy, newCertificate, age } = requires;
  const all: Condition[] = [held];
  const told = (name: string): string => `${field}.requires.${name}`;
  if (grades?.value) {
    const of: Condition[] = [{ kind: 'disability', grades: grades.value, kinds: null }];
    all.push({ kind: 'all', of, told: toldOf(form, told('grades'), grades, () => true) });
  }
  if (certificateHeldBy) {
    const to = toldOf(form, told('certificateHeldBy'), certificateHeldBy, onDate);
    all.push({ kind: 'certificate', date: 'certificate_issued', in: { kind: 'dates', from: null, to } });
  }
  if (newCertificate) {
    const before = meant(onDate(localDate(`${newCertificate.year - 1}-12-31`)), told('newCertificate'));
    const by = toldOf(form, told('newCertificate.assessedBy'), newCertificate.assessedBy, onDate);
    const of: Condition[] = [
      { kind: 'certificate', date: 'certificate_issued', in: { kind: 'dates', from: null, to: before } },
      { kind: 'certificate', date: 'assessed', in: { kind: 'dates', from: null, to: by } },
    ];
    all.push({ kind: 'any', of });
  }
  if (age) {
    const ages = (of: { from: number; orUpTo: number }): Condition => ({
      kind: 'any',
      of: [
        { kind: 'age', from: meant(of.from, told('age')), under: null, on: null },
        { kind: 'age', from: null, under: meant(of.orUpTo + 1, told('age')), on: null },
      ],
    });
    if (age.value) all.push({ kind: 'all', of: [ages(age.value)], told: toldOf(form, told('age'), age, () => true) });
  }
  return together('all', all);
}
