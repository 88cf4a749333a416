/** Payments, claims, orders and refunds are held against each other: every sum is the same wherever it stands. */
import { claimOf, claimsOn, sumOfClaims } from '../../cases/claims-of-payment.ts';
import type { Claim } from '../../cases/ledger.ts';
import { endResultOf } from '../../cases/refund/case.ts';
import { li, parseYuan } from '../../domain/money.ts';
import { sumOfAmounts } from '../../domain/refund/claims.ts';
import { partOf } from '../../domain/refund/price-of-year.ts';
import { isSameVoucher, normalVoucher } from '../../domain/voucher.ts';
import { unallocatedKey } from '../../store/keys.ts';
import type { CaseFinding } from '../verify-case.ts';
import type { CaseFacts, LedgerFacts } from './facts.ts';

type Say = (caseId: string | null, where: string) => void;
type Cases = ReadonlyMap<string, CaseFacts>;

export function checkMoney(cases: Cases, ledger: LedgerFacts): CaseFinding[] {
  const findings: CaseFinding[] = [];
  const say: Say = (caseId, where) => findings.push({ caseId, what: 'money', where });
  for (const payment of ledger.payments.values()) checkPayment(payment, cases, say);
  checkUses(cases, ledger, say);
  checkOrders(cases, ledger, say);
  for (const found of cases.values()) if (found.refund) checkRefund(found, found.refund, ledger, say);
  checkStaying(cases, ledger, say);
  for (const entry of ledger.unreadable) say(null, `an entry of the ledger cannot be read: ${entry}`);
  return findings;
}

type Paid = LedgerFacts['payments'] extends Map<string, infer P> ? P : never;

function checkPayment(payment: Paid, cases: Cases, say: Say): void {
  const { voucher, amount, unallocated, region, caseId, collectionDay } = payment;
  const claims = claimsOn(payment);
  const last = claims.at(-1);
  if (last && signed(sumOfClaims(claims)) > signed(amount)) {
    say(last.caseId, `more of payment ${voucher} is given back than was paid`);
  }
  if (new Set(claims.map((claim) => claim.caseId)).size < claims.length) {
    say(last?.caseId ?? null, `payment ${voucher} is claimed twice by one case`);
  }
  checkYearsBack(payment, claims, say);
  for (const claim of claims) {
    const by = cases.get(claim.caseId);
    const claimed = by?.refund?.claims.find((one) => isSameVoucher(one.voucher, voucher));
    if (!claimed) say(claim.caseId, `payment ${voucher} is claimed by a case that wants nothing of it`);
    else if (claimed.amount !== claim.refund) {
      say(claim.caseId, `payment ${voucher}: the ledger gives back ${claim.refund}, the case ${claimed.amount}`);
    }
    if (by && !claim.settled && !by.isOpen) say(claim.caseId, `payment ${voucher} is held by a case that has ended`);
  }
  if (last) return;
  const user = caseId === undefined ? undefined : cases.get(caseId);
  const isUsed = user?.payment !== undefined && isSameVoucher(user.payment.voucher, voucher);
  if (unallocated) {
    if (!isUsed && collectionDay !== unallocatedKey(region)) {
      say(caseId ?? null, `payment ${voucher} is unallocated and on no region's list`);
    }
  } else if (caseId !== undefined && !isUsed && !(user && !user.isOpen)) {
    say(caseId, `payment ${voucher} is of a case that does not have it`);
  }
}

/** No year of a payment goes back twice: of a year never more than its part, unless a person stated the amounts. */
function checkYearsBack({ voucher, amount, coverageYears }: Paid, claims: readonly Claim[], say: Say): void {
  if (claims.length < 2) return;
  const paid = { amount: li(signed(amount)), coverageYears };
  for (const year of coverageYears) {
    const parts = claims.flatMap(({ parts = [] }) => parts.filter(({ coverageYear }) => coverageYear === year));
    const sum = signed(sumOfAmounts(parts.map((part) => part.amount)));
    if (parts.length > 1 && sum > partOf(paid, year)) {
      say(claims.at(-1)?.caseId ?? null, `payment ${voucher}: more is given back for ${year} than was paid for it`);
    }
  }
}

/** Each payment of a case is in the ledger, for the same sum, and is one case's alone. */
function checkUses(cases: Cases, { payments }: LedgerFacts, say: Say): void {
  const users = new Map<string, string>();
  for (const { caseId, payment } of cases.values()) {
    if (!payment) continue;
    const { voucher, amount } = payment;
    const other = users.get(normalVoucher(voucher));
    if (other !== undefined) say(caseId, `payment ${voucher} is also that of ${other}`);
    users.set(normalVoucher(voucher), caseId);
    const stored = payments.get(normalVoucher(voucher));
    if (!stored) say(caseId, `payment ${voucher} is not in the ledger`);
    else if (stored.amount !== amount)
      say(caseId, `payment ${voucher} is ${stored.amount} in the ledger, ${amount} here`);
  }
}

/** Every order is its case's, for the same sum, and a case is paid out once. */
function checkOrders(cases: Cases, { instructions }: LedgerFacts, say: Say): void {
  const known = new Set<string>();
  for (const stored of instructions) {
    const { instruction, caseId, amount } = stored;
    const result = endResultOf(stored);
    known.add(instruction);
    const order = cases.get(caseId)?.refund?.payouts.find((one) => one.instruction === instruction);
    if (!order) say(caseId, `order ${instruction} is in no case`);
    else if (order.amount !== amount)
      say(caseId, `order ${instruction} is over ${amount}, in its case ${order.amount}`);
    else if (result && order.outcome !== result.outcome) {
      say(caseId, `order ${instruction} is ${result.outcome}, in its case ${order.outcome ?? 'open'}`);
    }
  }
  for (const { caseId, refund, isPending, state } of cases.values()) {
    for (const { instruction } of refund?.payouts ?? []) {
      const underWay = isPending || state === 'instructing' || state === 'parked';
      if (!known.has(instruction) && !underWay) say(caseId, `order ${instruction} is not in the ledger`);
    }
  }
}

/** What a case has given back: decided, ordered, settled and told for the same sum. */
function checkRefund(
  { caseId, state, isOpen }: CaseFacts,
  { claims, payouts, amount, recoveries }: NonNullable<CaseFacts['refund']>,
  { payments, refunds }: LedgerFacts,
  say: Say,
): void {
  const paid = payouts.filter(({ outcome }) => outcome === 'paid');
  if (paid.length > 1) say(caseId, `paid out ${paid.length} times`);
  if (claims.length > 0 && amount !== null && sumOfAmounts(claims.map((one) => one.amount)) !== amount) {
    say(caseId, `claims ${sumOfAmounts(claims.map((one) => one.amount))}, decided ${amount}`);
  }
  checkRecoveries(recoveries, paid[0]?.amount, (where) => say(caseId, where));
  const records = refunds.get(caseId) ?? [];
  const told = records.reduce((sum, record) => sum + signed(record.amount), 0);
  if (state !== 'refunded') {
    if (isOpen) return;
    // What bounced was told, taken back, and is told no more.
    if (paid.length > 0) say(caseId, `was paid out and has ended as ${state}`);
    if (told !== 0) say(caseId, `has ended as ${state}, told to the tax side as ${amountsOf(records)}`);
    return;
  }
  const [order] = paid;
  if (!order) say(caseId, 'refunded without an order that was paid');
  else if (order.amount !== amount) say(caseId, `paid out ${order.amount}, decided ${amount}`);
  for (const claim of claims) {
    const payment = payments.get(normalVoucher(claim.voucher));
    const settled = payment && claimOf(payment, caseId);
    if (settled?.settled?.instruction !== order?.instruction) {
      say(caseId, `payment ${claim.voucher} was given back and is not settled`);
    }
  }
  if (records.length === 0) say(caseId, 'refunded and not told to the tax side');
  else if (amount !== null && told !== signed(amount)) {
    say(caseId, `told to the tax side as ${amountsOf(records)}, decided ${amount}`);
  }
  // Each sum is also that of its payments, whether it was given back, taken back or given back once more.
  for (const { id = caseId, amount: whole, payments: parts } of records) {
    const sum = parts.reduce((total, part) => total + signed(part.amount), 0);
    if (sum !== signed(whole)) say(caseId, `${id} is told as ${whole}, its payments are ${amountsOf(parts)}`);
  }
}

const amountsOf = (records: readonly { amount: string }[]): string => records.map(({ amount }) => amount).join(' ');

/** Never more comes back than was paid out; each receipt once, and what counts was confirmed by another person. */
function checkRecoveries(
  recoveries: NonNullable<CaseFacts['refund']>['recoveries'],
  paid: string | undefined,
  say: (where: string) => void,
): void {
  const sum = recoveries.reduce((total, { amount }) => total + signed(amount), 0);
  if (sum > signed(paid ?? '0')) say(`recovered ${amountsOf(recoveries)}, paid out ${paid ?? 'nothing'}`);
  const receipts = new Set<string>();
  for (const { reference, noted, confirmed } of recoveries) {
    if (receipts.has(reference)) say(`receipt ${reference} is recovered twice`);
    receipts.add(reference);
    if (confirmed?.by === noted.by) say(`receipt ${reference} is confirmed by whoever noted it`);
  }
}

/** In 厘; what was taken back is told with a minus. */
const signed = (amount: string): number =>
  amount.startsWith('-') ? -(parseYuan(amount.slice(1)) ?? 0) : (parseYuan(amount) ?? 0);

/** Of several payments of a person's year the one that is to stay has stayed. */
function checkStaying(cases: Cases, { staying, payments }: LedgerFacts, say: Say): void {
  for (const { voucher, cases: by, coverageYear } of staying) {
    if (voucher === undefined || coverageYear === undefined) continue;
    const payment = payments.get(normalVoucher(voucher));
    for (const claim of payment ? claimsOn(payment) : []) {
      const refund = claim.settled && cases.get(claim.caseId)?.refund;
      const back = refund?.claims.find((one) => isSameVoucher(one.voucher, voucher))?.coverageYears;
      if (refund?.ground !== 'duplicate_payment' || !back?.includes(coverageYear)) continue;
      const others = [...by].filter((one) => one !== claim.caseId && cases.get(one)?.refund?.refundedAt !== undefined);
      if (others.length > 0)
        say(claim.caseId, `payment ${voucher} of ${coverageYear} was to stay, as ${others[0]} says`);
    }
  }
}
