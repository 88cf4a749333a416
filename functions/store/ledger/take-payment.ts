/**
 * A payment is one act, however it comes: by the tax office's call, in a file, again, or found in the ledger later. It
 * goes to the case that waits for it, or says why none took it.
 */
import { type Case, hasEnded } from '../../cases/case.ts';
import { isRefusal } from '../../cases/changes.ts';
import { claimsOn } from '../../cases/claims-of-payment.ts';
import type { By } from '../../cases/events.ts';
import { yearsKept } from '../../cases/known-of-person.ts';
import type { Payment, UnallocatedReason } from '../../cases/ledger.ts';
import {
  awaitsPayment,
  isPaidKind,
  isTaken,
  type PaidCase,
  pay,
  payFromLedger,
  paysFor,
  refuseDayOfChild,
  takesFromLedger,
} from '../../cases/pay.ts';
import { isSameVoucher } from '../../domain/voucher.ts';
import type { CaseStore } from '../cases/case-store.ts';
import type { LedgerStore } from './ledger-store.ts';

export interface PaymentStores {
  cases: Pick<CaseStore<Case>, 'get' | 'change'>;
  ledger: Pick<LedgerStore, 'getEnrolment' | 'unallocated'>;
}

type Told = Pick<Payment, 'voucher' | 'personRef' | 'region' | 'coverageYears'>;

/** The case that takes a payment, or why none does. */
export type PaymentPlace = { found: PaidCase } | { why: UnallocatedReason; caseId?: string };

/** A case may move between the look and the write; more often than this in a row is a fault. */
const ATTEMPTS = 5;

/** Null where nothing is known of the person's years: nobody had a case, and nobody is insured by a case. */
export async function placeOf(told: Told, stores: PaymentStores): Promise<PaymentPlace | null> {
  let left: PaymentPlace | null = null;
  for (const coverageYear of told.coverageYears) {
    const place = await placeInYear(told, coverageYear, stores);
    if (place && 'found' in place) return place;
    left ??= place;
  }
  return (await placeOfChild(told, stores)) ?? left;
}

/** A child's case stands under one year, and its payment may be for the year of the birth or the one after it. */
async function placeOfChild(told: Told, { cases, ledger }: PaymentStores): Promise<PaymentPlace | null> {
  for (const year of [Math.min(...told.coverageYears) - 1, Math.max(...told.coverageYears) + 1]) {
    const openCase = (await ledger.getEnrolment(told.personRef, year))?.openCase;
    const found = openCase === undefined ? null : await cases.get(openCase);
    if (found?.kind !== 'newborn' || found.region !== told.region || !paysFor(found, told.coverageYears)) continue;
    if (isTaken(found, told.voucher) || awaitsPayment(found)) return { found };
  }
  return null;
}

/**
 * Of several payments for a year that no case has, all but the one that was recorded first are for a desk to see to,
 * wherever the others were paid. To be asked once the payment is recorded: of two at once each finds the other.
 */
export async function isSecondPayment(
  payment: Payment,
  { cases, ledger }: { cases: PaymentStores['cases']; ledger: Pick<LedgerStore, 'paymentsOf'> },
): Promise<boolean> {
  const order = ({ recordedAt, recordedBy, voucher }: Payment): string => `${recordedAt} ${recordedBy} ${voucher}`;
  for (const other of await ledger.paymentsOf(payment.personRef)) {
    if (isSameVoucher(other.voucher, payment.voucher) || order(other) > order(payment)) continue;
    const refunds = await Promise.all(claimsOn(other).map(({ caseId }) => cases.get(caseId)));
    const kept = yearsKept(
      other,
      refunds.flatMap((refund) => refund ?? []),
    );
    if (payment.coverageYears.some((year) => kept.includes(year))) return true;
  }
  return false;
}

async function placeInYear(
  told: Told,
  coverageYear: number,
  { cases, ledger }: PaymentStores,
): Promise<PaymentPlace | null> {
  const enrolment = await ledger.getEnrolment(told.personRef, coverageYear);
  if (!enrolment) return null;
  // A refund alone made the item of this year: nobody ever had a case for it.
  const { givenBack, ended } = enrolment;
  if (givenBack && !(enrolment.openCase ?? enrolment.enrolled ?? ended)) return null;
  const { openCase, enrolled } = enrolment;
  const found = openCase === undefined ? null : await cases.get(openCase);
  if (found && isPaidKind(found) && found.region === told.region) {
    const { caseId } = found;
    if (isTaken(found, told.voucher) || awaitsPayment(found)) return { found };
    return { why: found.payment && found.payment.accepted !== false ? 'second_payment' : 'not_awaited', caseId };
  }
  if (!enrolled) return { why: 'no_case' };
  const by = await cases.get(enrolled.caseId);
  if (by && isPaidKind(by) && isTaken(by, told.voucher)) return { found: by };
  // Who is insured by a row of the core system's file may have paid by this very payment.
  if (!by) return null;
  return { why: 'second_payment', ...(by.region === told.region && { caseId: by.caseId }) };
}

/**
 * Gives a recorded payment to its case. Done again by whoever sends it again: a case that has it stays as it is.
 * @returns the case that has it; null where none has
 */
export async function takePayment(payment: Payment, by: By, stores: PaymentStores): Promise<PaidCase | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const place = await placeOf(payment, stores);
    if (!place || !('found' in place)) return null;
    const outcome = await giveTo(place.found, payment, { by, act: pay }, stores);
    if (outcome !== 'moved') return outcome;
  }
  return null;
}

interface Giving {
  by: By;
  act: typeof pay;
}

/** `moved`: the case changed meanwhile. Null: another case, or a refund, has the payment. */
export async function giveTo(
  found: PaidCase,
  payment: Payment,
  { by, act }: Giving,
  { cases, ledger }: PaymentStores,
): Promise<PaidCase | null | 'moved'> {
  const { voucher } = payment;
  const { caseId } = found;
  if (!(await ledger.unallocated.bind(voucher, caseId, await formerClaimant(payment, cases)))) return null;
  const change = act(found, payment, by);
  if (isRefusal(change)) return 'moved';
  const outcome = change && (await cases.change(found, change));
  if (outcome && !outcome.ok) return 'moved';
  await ledger.unallocated.finish(voucher, caseId);
  const after = outcome ? outcome.case : found;
  return isPaidKind(after) ? after : null;
}

/** A case that was given the payment and ended without using it. */
async function formerClaimant({ caseId, voucher }: Payment, cases: PaymentStores['cases']): Promise<string | null> {
  const holder = caseId === undefined ? null : await cases.get(caseId);
  const usesIt = holder && isPaidKind(holder) && isTaken(holder, voucher);
  return holder && hasEnded(holder.state) && !usesIt ? holder.caseId : null;
}

/** Whether no case lives on the payment, and none gives it back. */
export const isFree = ({ claim, caseId, unallocated }: Payment): boolean =>
  claim === undefined && (caseId === undefined || unallocated !== undefined);

/**
 * Before a person is asked to pay, or told not to have paid: what lies in the ledger for this case confirms it, the
 * earliest first.
 * @param at ISO instant
 * @param known all payments of the person, where they were read in this moment
 * @returns the case as it is then; null where nothing lies there that it could take
 */
export async function takeFromLedger(
  current: Case,
  at: string,
  stores: PaymentStores & { ledger: Pick<LedgerStore, 'paymentsOf'> },
  known?: readonly Payment[],
): Promise<PaidCase | null> {
  if (!isPaidKind(current) || !takesFromLedger(current)) return null;
  const { region, coverageYear, person, payment: refused, caseId } = current;
  const fits = (payment: Payment): boolean =>
    payment.region === region &&
    (current.kind === 'newborn'
      ? paysFor(current, payment.coverageYears)
      : payment.coverageYears.includes(coverageYear)) &&
    !(refused && isSameVoucher(payment.voucher, refused.voucher)) &&
    // Whether it is a payment at all, a person says first.
    payment.unallocated?.why !== 'voucher_zeros' &&
    payment.claim === undefined &&
    (payment.caseId === caseId || isFree(payment)) &&
    refuseDayOfChild(current, payment.collectedOn) === null;
  const payments = known ?? (await stores.ledger.paymentsOf(person.ref));
  for (const payment of payments.filter(fits)) {
    const giving = { by: { at, by: 'system:Ledger' }, act: payFromLedger };
    const taken = await giveTo(current, payment, giving, stores);
    // Whoever moved the case in this moment is looked at by its next step.
    if (taken !== null) return taken === 'moved' ? null : taken;
  }
  return null;
}
