/**
 * What a person's cases say to whoever is about to ask for money: a death, another insurance, years that were given
 * back. What was withdrawn, or rejected by a person, says nothing.
 */
import { type LocalDate, yearOf } from '../domain/calendar.ts';
import type { REFUND_GROUNDS } from '../domain/policy/special-groups.ts';
import { sumOfAmounts } from '../domain/refund/claims.ts';
import { isSameVoucher } from '../domain/voucher.ts';
import type { Case } from './case.ts';
import { claimsOn, sumOfClaims } from './claims-of-payment.ts';
import type { Claim, Payment } from './ledger.ts';
import type { RefundCase } from './refund/case.ts';
import { type YearBack, yearsBack } from './refund/years-back.ts';

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

type Paying = Pick<Payment, 'voucher' | 'coverageYears' | 'amount' | 'claim' | 'laterClaims'>;

/** The years that a payment still pays for, although something of it was given back. */
export const yearsStillPaid = (payment: Paying, cases: readonly Case[]): number[] =>
  yearsLeftBy(
    claimsOn(payment).filter(({ settled }) => settled),
    payment,
    cases,
  );

/** As `yearsStillPaid`, where a refund that is not paid out yet counts as if it were. */
export const yearsKept = (payment: Paying, cases: readonly Case[]): number[] =>
  yearsLeftBy(claimsOn(payment), payment, cases);

function yearsLeftBy(
  claims: readonly Claim[],
  { voucher, coverageYears, amount }: Paying,
  cases: readonly Case[],
): number[] {
  const known = claims.map((claim) => ({
    claim,
    by: cases.find((one): one is RefundCase => one.kind === 'refund' && one.caseId === claim.caseId),
  }));
  // What aid bears in place of the person pays for the year still.
  const ofPrice = known.filter(({ by }) => by?.facts.ground !== 'aid_recognised').map(({ claim }) => claim);
  if (ofPrice.length > 0 && sumOfClaims(ofPrice) === sumOfAmounts([amount])) return [];
  const back = known.flatMap(({ by }) =>
    by ? yearsBack(by).flatMap((year) => (hasVoucher(year, voucher) ? year.coverageYear : [])) : [],
  );
  return coverageYears.filter((year) => !back.includes(year));
}

const hasVoucher = ({ vouchers }: YearBack, voucher: string): boolean =>
  vouchers.some((one) => isSameVoucher(one, voucher));

/** Payments of anywhere that pay for a year, and go on doing so. */
export const payingFor = <P extends Paying>(
  coverageYear: number,
  { payments, cases }: { payments: readonly P[]; cases: readonly Case[] },
): P[] => payments.filter((payment) => yearsKept(payment, cases).includes(coverageYear));
