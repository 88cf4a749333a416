/**
 * What a person's cases say to whoever is about to ask for money: a death, another insurance, years that were given
 * back. What was withdrawn, or rejected by a person, says nothing.
 */
import { type LocalDate, yearOf } from '../domain/calendar.ts';
import type { REFUND_GROUNDS } from '../domain/policy/special-groups.ts';
import type { Case } from './case.ts';
import type { Payment } from './ledger.ts';
import type { RefundCase } from './refund/case.ts';

type RefundGround = (typeof REFUND_GROUNDS)[number];

const SAYS_NOTHING: readonly Case['state'][] = ['withdrawn', 'rejected'];

const refundsOf = (cases: readonly Case[], grounds: readonly RefundGround[]): RefundCase[] =>
  cases.filter(
    (one): one is RefundCase =>
      one.kind === 'refund' && grounds.includes(one.facts.ground) && !SAYS_NOTHING.includes(one.state),
  );

/** The case by which a death is known; null where none says so. A dead person owes nothing, for no year. */
export function deathIn(cases: readonly Case[]): string | null {
  const child = cases.find((one) => one.kind === 'newborn' && one.facts.diedOn !== undefined);
  return child?.caseId ?? refundsOf(cases, ['death'])[0]?.caseId ?? null;
}

/** When somebody was last known to be insured here, or to want to be: a ground from before stands no longer. */
export interface LastHere {
  paidOn: LocalDate | null;
  /** Of the case that asks, if one does: an ISO instant. */
  openedAt: string | null;
  /** Years insured here, each with the instant at which that was recorded. */
  enrolled: readonly { coverageYear: number; recordedAt: string }[];
}

/** Whether the person was refunded for being insured elsewhere, or by an employer, and that still stands. */
export function isInsuredElsewhere(cases: readonly Case[], coverageYear: number, last: LastHere): boolean {
  return refundsOf(cases, ['employee_insurance', 'enrolled_elsewhere'])
    .filter(({ state }) => state !== 'refused' && state !== 'redirected')
    .filter(({ openedAt }) => last.openedAt === null || openedAt > last.openedAt)
    .some(({ facts, claims = [], coverageYear: year, openedAt }) => {
      const { ground, eventOn } = facts;
      const since = eventOn ?? openedAt.slice(0, 10);
      if (last.paidOn !== null && last.paidOn > since) return false;
      const cameBack = last.enrolled.some(
        (one) => one.coverageYear > Number(since.slice(0, 4)) && one.recordedAt > openedAt,
      );
      if (cameBack) return false;
      const years = new Set([year, ...claims.flatMap(({ coverageYears }) => coverageYears)]);
      // Employment goes on until something says otherwise; another region's insurance is of its years.
      return (
        years.has(coverageYear) ||
        (ground === 'employee_insurance' && yearOf(eventOn ?? facts.appliedOn) <= coverageYear)
      );
    });
}

/** Grounds that lower a year's price and leave the year paid. */
const OF_THE_PRICE: readonly RefundGround[] = ['aid_recognised', 'wrong_standard', 'other'];

type Paying = Pick<Payment, 'voucher' | 'coverageYears' | 'amount' | 'claim'>;

/** The years that a payment still pays for, although something of it was given back. */
export const yearsStillPaid = (payment: Paying, cases: readonly Case[]): number[] =>
  payment.claim?.settled ? yearsKept(payment, cases) : payment.coverageYears;

/** As `yearsStillPaid`, where a refund that is not paid out yet counts as if it were. */
export function yearsKept({ voucher, coverageYears, amount, claim }: Paying, cases: readonly Case[]): number[] {
  if (!claim) return coverageYears;
  if (claim.refund === amount) return [];
  const by = cases.find((one): one is RefundCase => one.kind === 'refund' && one.caseId === claim.caseId);
  if (by && OF_THE_PRICE.includes(by.facts.ground)) return coverageYears;
  const back = by?.claims?.find((one) => one.voucher === voucher)?.coverageYears ?? [];
  return coverageYears.length === 1 ? coverageYears : coverageYears.filter((year) => !back.includes(year));
}

/** Payments of anywhere that pay for a year, and go on doing so. */
export const payingFor = <P extends Paying>(
  coverageYear: number,
  { payments, cases }: { payments: readonly P[]; cases: readonly Case[] },
): P[] => payments.filter((payment) => yearsKept(payment, cases).includes(coverageYear));
