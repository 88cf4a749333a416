/** What another version of a policy table would do to a stored case: decided again by it, beside what was decided. */
import { NOT_PAYABLE } from '../domain/late-payment/assessment.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { withSupplied } from '../domain/supplied-values.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import type { Case } from '../store/case.ts';
import { assessAgain, decisionsOf } from './decide-again.ts';

export interface Impact {
  caseId: string;
  /**
   * `revived`: nothing could be paid, now something can; `undecided`: the case has no decision, or the version no
   * longer has a value that was supplied for it.
   */
  outcome: 'unchanged' | 'changed' | 'revived' | 'undecided';
  /** The figures that differ: path, what was decided, what would be. */
  differences: { path: string; before: unknown; after: unknown }[];
  /** The first rule of the basis that would decide otherwise, or by another clause. */
  rule?: string;
}

/** Parts that say how a decision was reached and not what it is. */
const REASONS = ['policy', 'basis', 'confirm', 'alternatives', 'status'];

/** @param draft of the case's region and coverage year */
export function impactOn(found: Case, draft: PolicyVersion): Impact {
  const { caseId, settlement } = found;
  // The last decision is the one that holds: of the day of payment where there was one.
  const decision = decisionsOf(found).at(-1);
  const supplied = withSupplied(draft, settlement.supplied);
  if (!decision || !supplied.ok) return { caseId, outcome: 'undecided', differences: [] };
  const [before, after] = [partsOf(decision.assessment), partsOf(assessAgain(decision.request, supplied.policy))];
  const differences = Object.keys(before)
    .filter((key) => !REASONS.includes(key))
    .flatMap((key) => differencesOf(before[key], after[key], key));
  if (differences.length === 0) return { caseId, outcome: 'unchanged', differences };
  const revived = before.timing !== undefined && !isPayable(before) && isPayable(after);
  const rule = firstOtherRule(before.basis, after.basis);
  return { caseId, outcome: revived ? 'revived' : 'changed', differences, ...(rule && { rule }) };
}

type Parts = Record<string, unknown>;
const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPayable = ({ timing }: Parts): boolean => timing !== null && !NOT_PAYABLE.some((one) => one === timing);

function partsOf(assessment: object): Parts {
  const plain: unknown = JSON.parse(JSON.stringify(assessment));
  return isParts(plain) ? plain : {};
}

function differencesOf(before: unknown, after: unknown, path: string): Impact['differences'] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (!isParts(before) || !isParts(after)) return [{ path, before, after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differencesOf(before[key], after[key], `${path}.${key}`));
}

function firstOtherRule(before: unknown, after: unknown): string | undefined {
  const [one, other] = [before, after].map((basis) => (Array.isArray(basis) ? basis.filter(isParts) : []));
  for (let index = 0; index < Math.max(one?.length ?? 0, other?.length ?? 0); index += 1) {
    const [was, is] = [one?.[index], other?.[index]];
    if (was?.rule === is?.rule && was?.clause === is?.clause && was?.quote === is?.quote) continue;
    return String(was?.rule ?? is?.rule);
  }
  return undefined;
}
