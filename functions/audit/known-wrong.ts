/**
 * Decisions that were made by an earlier release as its rules said, and that a ruling of later date makes wrong. They are
 * listed with the ruling's number and not rewritten (ruling 28).
 */
import type { Case } from '../cases/case.ts';
import type { RefundCase } from '../cases/refund/case.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { isPaidIn } from '../domain/refund/paid-here.ts';

/** The ruling that makes the decision another one; null where none does, so that the difference is a finding. */
export function rulingAgainst(found: Case, path: string, policy: PolicyVersion): number | null {
  switch (found.kind) {
    case 'refund':
      return ofRefund(found);
    case 'newborn':
      if (policy.table.newborn.windowMonths.value !== null) return 25;
      return hasSeveralStandards(policy) ? 36 : null;
    case 'late-payment': {
      if (hasLapsedBesideExit(found.facts)) return 1;
      if (found.plan?.assessment.amounts.payable === '0.00') return 26;
      if (/\.(waiting|benefit)\b/.test(path)) return 27;
      return hasSeveralStandards(policy) ? 36 : null;
    }
  }
}

/** Read from the store they were asked in the order of the alphabet. */
const hasSeveralStandards = ({ table }: PolicyVersion): boolean => Object.keys(table.contribution.standards).length > 1;

const OF_EVENTS: readonly string[] = ['death', 'employee_insurance', 'enrolled_elsewhere', 'change_of_mind'];

function ofRefund({ facts, plan, region }: RefundCase): number | null {
  const { ground, applicant } = facts;
  const payments = plan?.payments ?? [];
  const isElsewhere = payments.some((payment) => !isPaidIn(payment, region));
  const areSeveralYears = payments.some(({ coverageYears }) => coverageYears.length > 1);
  const isOnFirstDay = facts.eventOn?.endsWith('-01-01') === true;
  if (isElsewhere || (OF_EVENTS.includes(ground) && (areSeveralYears || isOnFirstDay))) return 23;
  const differ = (of: 'payer' | 'mode' | 'paidOn'): boolean => new Set(payments.map((payment) => payment[of])).size > 1;
  const sameDay = payments.length > 1 && !differ('paidOn');
  if (ground === 'duplicate_payment' && (differ('payer') || differ('mode') || sameDay)) return 24;
  const unknownPayer = applicant === 'insured' && payments.some(({ payer }) => payer === undefined);
  const isStated = ground === 'other' || ground === 'wrong_standard';
  const fromRelative = payments.some(({ channel }) => channel === 'family_account');
  return unknownPayer || isStated || fromRelative ? 1 : null;
}

const hasLapsedBesideExit = ({
  exit,
  history,
}: {
  exit?: object | undefined;
  history?: { lapsedYears?: number[] | undefined; insuredYears?: number[] | undefined } | undefined;
}): boolean => exit !== undefined && history !== undefined;
