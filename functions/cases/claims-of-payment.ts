/**
 * The claims that refunds have on one payment. One case at a time may claim it; what settled refunds left of it another may
 * have. Whoever changes them gets the whole new list, which the ledger keeps on the payment's one item.
 */
import { add, formatYuan, type Li, li, parseYuan, ZERO } from '../domain/money.ts';
import { sumOfAmounts } from '../domain/refund/claims.ts';
import { isSameVoucher } from '../domain/voucher.ts';
import type { Claim, Payment } from './ledger.ts';
import type { RefundCase } from './refund/case.ts';

type Claimed = Pick<Payment, 'claim' | 'laterClaims'>;

/** In the order in which they came. */
export const claimsOn = ({ claim, laterClaims = [] }: Claimed): Claim[] => (claim ? [claim, ...laterClaims] : []);

export const claimOf = (payment: Claimed, caseId: string): Claim | undefined =>
  claimsOn(payment).find((claim) => claim.caseId === caseId);

/** The claim that whoever meets the payment is told of: the one under way, or the last. */
export const tellingClaim = (payment: Claimed): Claim | undefined => {
  const claims = claimsOn(payment);
  return claims.find(({ settled }) => !settled) ?? claims.at(-1);
};

export const isGivenBack = (payment: Claimed): boolean => claimsOn(payment).some(({ settled }) => settled);

export type ClaimedPart = NonNullable<Claim['parts']>[number];

/** What a claim gives back by year; null where neither it nor its case says so. */
export function partsOf(claim: Claim, voucher: string, by: RefundCase | null): ClaimedPart[] | null {
  const decided = by?.plan?.assessment.items.filter(({ paymentId }) => isSameVoucher(paymentId, voucher));
  const parts = claim.parts?.length
    ? claim.parts
    : (decided ?? []).map(({ coverageYear, amount }) => ({ coverageYear, amount }));
  return liOf(parts) === liOf([{ amount: claim.refund }]) && parts.length > 0 ? parts : null;
}

/** By year, what all its claims give back; null where one does not say it. */
export function partsClaimed(payment: Payment): { coverageYear: number; amount: Li }[] | null {
  const parts = claimsOn(payment).map((claim) => partsOf(claim, payment.voucher, null));
  if (parts.includes(null)) return null;
  return parts.flatMap((one) => one ?? []).map((part) => ({ ...part, amount: liOf([part]) }));
}

export interface ClaimWanted {
  caseId: string;
  /** ISO instant. */
  at: string;
  personRef: string;
  /** Decimal yuan: as the case saw it when it decided, the amount paid and what others had given back of it. */
  paid: string;
  back: string;
  /** The part that the case gives back. */
  refund: string;
  parts: ClaimedPart[];
}

/** `held`: by another case, or settled already. `changed`: the payment is not, or no longer, what the case decided on. */
export type ClaimRefusal = { reason: 'held'; claim: Claim } | { reason: 'changed' };

/** Again by the same case is no error, and may change what it gives back. */
export function withClaim(payment: Payment, wanted: ClaimWanted): Claim[] | ClaimRefusal {
  const { caseId, at, personRef, paid, back, refund, parts } = wanted;
  const claims = claimsOn(payment);
  const own = claims.find((claim) => claim.caseId === caseId);
  const others = claims.filter((claim) => claim !== own);
  const open = others.find(({ settled }) => !settled);
  // What bounced is its case's still, whoever has come since.
  if (open && !own) return { reason: 'held', claim: open };
  if (own?.settled) return { reason: 'held', claim: own };
  const before = liOf(others.map((claim) => ({ amount: claim.refund })));
  if (payment.personRef !== personRef || payment.amount !== paid) return { reason: 'changed' };
  if (before + liOf([{ amount: refund }]) > liOf([{ amount: paid }]) || before !== liOf([{ amount: back }])) {
    const last = others.at(-1);
    return last && before === liOf([{ amount: paid }]) ? { reason: 'held', claim: last } : { reason: 'changed' };
  }
  if (own) return claims.map((claim) => (claim === own ? { ...own, refund, parts } : claim));
  return [...claims, { caseId, since: at, refund, parts }];
}

/** Null where there is nothing to let go: another case has it, or it was paid out. */
export function withoutClaim(payment: Claimed, caseId: string): Claim[] | null {
  const own = claimOf(payment, caseId);
  return own && !own.settled ? claimsOn(payment).filter((claim) => claim !== own) : null;
}

/** Null where the case does not have it for this sum, or another order settled it. */
export function withSettled(
  payment: Claimed,
  { caseId, refund }: Pick<Claim, 'caseId' | 'refund'>,
  settled: NonNullable<Claim['settled']>,
): Claim[] | null {
  const own = claimOf(payment, caseId);
  if (own?.refund !== refund || (own.settled && own.settled.instruction !== settled.instruction)) return null;
  return claimsOn(payment).map((claim) => (claim === own ? { ...own, settled } : claim));
}

/** Null where this order did not settle it. */
export function withUnsettled(payment: Claimed, caseId: string, instruction: string): Claim[] | null {
  const own = claimOf(payment, caseId);
  if (own?.settled?.instruction !== instruction) return null;
  const { settled: _, ...open } = own;
  return claimsOn(payment).map((claim) => (claim === own ? open : claim));
}

/** Decimal yuan: what the claims give back together. */
export const sumOfClaims = (claims: readonly Pick<Claim, 'refund'>[]): string =>
  sumOfAmounts(claims.map(({ refund }) => refund));

/** Decimal yuan: what of a payment no refund has. */
export function leftToRefund(payment: Claimed & Pick<Payment, 'amount'>): string {
  const claims = claimsOn(payment);
  const isOpen = claims.some(({ settled }) => !settled);
  const back = liOf(claims.map(({ refund }) => ({ amount: refund })));
  const left = liOf([payment]) - back;
  return formatYuan(isOpen || left < 0 ? ZERO : li(left));
}

const liOf = (amounts: readonly { amount: string }[]): Li =>
  add(ZERO, ...amounts.map(({ amount }) => parseYuan(amount) ?? ZERO));
