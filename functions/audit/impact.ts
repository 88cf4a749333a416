/** What another version of a policy table would do to a stored case: decided again by it, beside what was decided. */

import type { Case } from '../cases/case.ts';
import type { LocalDate } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/content/canonical-json.ts';
import { assessLatePayment } from '../domain/late-payment/assess.ts';
import { NOT_PAYABLE } from '../domain/late-payment/assessment.ts';
import { assessNewborn } from '../domain/newborn/assess.ts';
import { lastDayToPay } from '../domain/newborn/next-step.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import type { SuppliedValue } from '../domain/settlement.ts';
import { type WithSupplied, withSupplied } from '../domain/supplied-values.ts';
import { assessAgain, type DecisionRequest, decisionsOf } from './decide-again.ts';
import { tableDifferences } from './table-differences.ts';
import { endedTooLate } from './too-late.ts';

type Parts = Record<string, unknown>;
/** One rule that decided something: `rule`, `clause`, `quote`. */
export type Ground = readonly [string, string, string];

/** What of a stored case another version could change: plain data, without the person. */
export interface DecidedCase {
  caseId: string;
  /** Absent where nothing is decided yet. */
  decided?: { asked: DecisionRequest; figures: Parts; basis: readonly Ground[] };
  supplied: readonly SuppliedValue[];
  /** It ended because the time to pay was over. */
  tooLate: boolean;
}

export interface Impact {
  caseId: string;
  /**
   * `revived`: nothing could be paid, now something can; `undecided`: the case has no decision, or the version no
   * longer has a value that was supplied for it.
   */
  outcome: 'unchanged' | 'changed' | 'revived' | 'undecided';
  /** The figures that differ: path, what was decided, what would be. */
  differences: { path: string; before: unknown; after: unknown }[];
  /** The first rule of the basis that would decide by another clause, or by one whose value is another. */
  rule?: string;
}

export interface ImpactOf {
  /** Of the region and coverage year of the cases. */
  draft: PolicyVersion;
  /** The published version that decides on `asOf`; null if there is none. */
  inForce: PolicyVersion | null;
  /** The day on which somebody who was too late would pay: today, or the first day of the draft if that is later. */
  asOf: LocalDate;
}

/** The last decision is the one that holds: of the day of payment where there was one. */
export function decidedCaseOf(found: Case): DecidedCase {
  const { caseId, settlement } = found;
  const decision = decisionsOf(found)
    .filter(({ part }) => part !== 'plan.late')
    .at(-1);
  const common = { caseId, supplied: settlement.supplied, tooLate: endedTooLate(found) };
  return decision ? { ...common, decided: decidedFrom(decision.request, decision.assessment) } : common;
}

export const decidedFrom = (asked: DecisionRequest, assessment: object): NonNullable<DecidedCase['decided']> => ({
  asked,
  figures: figuresOf(assessment),
  basis: groundsOf(assessment),
});

export const impactOn = (found: Case, of: ImpactOf): Impact => openImpact(of)(decidedCaseOf(found));

/** Decides cases one after the other; what was supplied for several of them is laid over the tables once. */
export function openImpact({ draft, inForce, asOf }: ImpactOf): (found: DecidedCase) => Impact {
  const draftWith = rememberSupplied(draft);
  const inForceWith = inForce && rememberSupplied(inForce);
  const changed = new Set(inForce ? tableDifferences(inForce, draft).flatMap(({ clauses }) => clauses) : []);
  return ({ caseId, decided, supplied, tooLate }) => {
    const policy = draftWith(supplied);
    if (!decided || !policy.ok) return { caseId, outcome: 'undecided', differences: [] };
    if (tooLate && inForceWith) {
      const current = inForceWith(supplied);
      const late = current.ok
        ? reviveOn({ asOf, inForce: current.policy, draft: policy.policy }, decided.asked, changed)
        : undefined;
      if (late) return { caseId, outcome: 'revived', ...late };
    }
    const again = assessAgain(decided.asked, policy.policy);
    const after = figuresOf(again);
    const differences = differencesBetween(decided.figures, after);
    if (differences.length === 0) return { caseId, outcome: 'unchanged', differences };
    const { timing } = decided.figures;
    const revived = timing !== undefined && !isPayable(timing) && isPayable(after.timing);
    const rule = firstOtherRule(decided.basis, groundsOf(again), changed);
    return { caseId, outcome: revived ? 'revived' : 'changed', differences, ...(rule && { rule }) };
  };
}

function rememberSupplied(policy: PolicyVersion): (supplied: readonly SuppliedValue[]) => WithSupplied {
  const known = new Map<string, WithSupplied>();
  return (supplied) => {
    if (supplied.length === 0) return { ok: true, policy };
    const key = canonicalJson(supplied);
    const found = known.get(key) ?? withSupplied(policy, supplied);
    known.set(key, found);
    return found;
  };
}

/** What a payment on a day would be by the draft, if by the table in force nothing could be paid any more. */
function reviveOn(
  { asOf, inForce, draft }: { asOf: LocalDate; inForce: PolicyVersion; draft: PolicyVersion },
  asked: DecisionRequest,
  changed: ReadonlySet<string>,
): Pick<Impact, 'differences' | 'rule'> | undefined {
  if (asked.kind === 'refund') return undefined;
  const on = (policy: PolicyVersion) =>
    asked.kind === 'newborn'
      ? assessNewborn({ ...asked.request, asOf, paidOn: undefined }, policy)
      : assessLatePayment({ ...asked.request, paidOn: asOf }, policy);
  const [before, after] = [on(inForce), on(draft)];
  if (isOpen(before, asOf) || !isOpen(after, asOf)) return undefined;
  const rule = firstOtherRule(groundsOf(before), groundsOf(after), changed);
  return { differences: differencesBetween(figuresOf(before), figuresOf(after)), ...(rule && { rule }) };
}

type Assessed = ReturnType<typeof assessNewborn> | ReturnType<typeof assessLatePayment>;

function isOpen(assessed: Assessed, asOf: LocalDate): boolean {
  if (!('nextYear' in assessed)) return isPayable(assessed.timing);
  const last = lastDayToPay(assessed);
  return last !== null && last >= asOf;
}

const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPayable = (timing: unknown): boolean => timing !== null && !NOT_PAYABLE.some((one) => one === timing);

/** Without the parts that say how a decision was reached and not what it is. */
export function figuresOf(assessment: object): Parts {
  const {
    policy: _policy,
    basis: _basis,
    confirm: _confirm,
    alternatives: _others,
    status: _status,
    ...figures
  } = {
    policy: null,
    basis: null,
    confirm: null,
    alternatives: null,
    status: null,
    ...assessment,
  };
  return figures;
}

function groundsOf(assessment: object): Ground[] {
  const entries: unknown[] = 'basis' in assessment && Array.isArray(assessment.basis) ? assessment.basis : [];
  return entries.filter(isParts).map((one) => [String(one.rule), String(one.clause), String(one.quote)]);
}

function differencesBetween(before: Parts, after: Parts, within = ''): Impact['differences'] {
  const found: Impact['differences'] = [];
  const compare = (key: string, was: unknown, is: unknown): void => {
    if (was === is) return;
    const path = within + key;
    if (isParts(was) && isParts(is)) found.push(...differencesBetween(was, is, `${path}.`));
    else if (!isSameList(was, is)) found.push({ path, before: was, after: is });
  };
  for (const key of Object.keys(before)) compare(key, before[key], after[key]);
  for (const key of Object.keys(after)) if (!Object.hasOwn(before, key)) compare(key, undefined, after[key]);
  return found;
}

const isSameList = (was: unknown, is: unknown): boolean =>
  Array.isArray(was) &&
  Array.isArray(is) &&
  was.length === is.length &&
  (was.length === 0 || canonicalJson(was) === canonicalJson(is));

/** @param changed clauses that say something else than before */
function firstOtherRule(
  before: readonly Ground[],
  after: readonly Ground[],
  changed: ReadonlySet<string>,
): string | undefined {
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    const [was, is] = [before[index], after[index]];
    const isSame = was?.[0] === is?.[0] && was?.[1] === is?.[1] && was?.[2] === is?.[2];
    if (isSame && !changed.has(was?.[1] ?? '')) continue;
    return was?.[0] ?? is?.[0];
  }
  return undefined;
}
