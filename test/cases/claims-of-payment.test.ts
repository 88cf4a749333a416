/** However refunds come and go on one payment, one is under way at a time, and together they never pass what was paid. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  claimOf,
  claimsOn,
  leftToRefund,
  sumOfClaims,
  withClaim,
  withoutClaim,
  withSettled,
  withUnsettled,
} from '../../functions/cases/claims-of-payment.ts';
import type { Claim, Payment } from '../../functions/cases/ledger.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { parseYuan } from '../../functions/domain/money.ts';

const PAID: Payment = {
  voucher: 'V-1',
  personRef: 'somebody',
  coverageYears: [2026, 2027, 2028],
  region: '141181',
  amount: '1200.00',
  collectedOn: localDate('2025-09-10'),
  digest: '',
  recordedAt: '',
  recordedBy: '',
};

const holding = (claims: readonly Claim[]): Payment => {
  const [first, ...later] = claims;
  return { ...PAID, ...(first && { claim: first }), ...(later.length > 0 && { laterClaims: later }) };
};
const settledBy = (caseId: string) => ({ instruction: `${caseId}-P1`, on: localDate('2025-12-01') });
/** As a case does that looks at the payment and then claims what it wants. */
const wantedBy = (caseId: string, refund: string, seen: Payment) => ({
  ...{ caseId, at: '2025-11-10', personRef: 'somebody', paid: '1200.00', refund },
  back: sumOfClaims(claimsOn(seen).filter((claim) => claim.caseId !== caseId)),
  parts: [{ coverageYear: 2026, amount: refund }],
});

const act = fc.record({
  what: fc.constantFrom('claim', 'release', 'settle', 'bounce'),
  caseId: fc.constantFrom('R-1', 'R-2', 'R-3', 'R-4'),
  refund: fc.constantFrom('100.00', '400.00', '700.00', '1200.00'),
  /** How many changes ago the case looked at the payment. */
  late: fc.integer({ min: 0, max: 3 }),
});

test('whatever comes in whatever order, by whom has seen it late too', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const past = [PAID];
      for (const { what, caseId, refund, late } of acts) {
        const now = past.at(-1) ?? PAID;
        const seen = past.at(-1 - late) ?? PAID;
        const own = claimOf(now, caseId);
        const changed = {
          claim: () => withClaim(now, wantedBy(caseId, refund, seen)),
          release: () => withoutClaim(now, caseId),
          settle: () => withSettled(now, { caseId, refund: own?.refund ?? refund }, settledBy(caseId)),
          bounce: () => withUnsettled(now, caseId, settledBy(caseId).instruction),
        }[what]();
        if (!Array.isArray(changed)) continue;
        const after = holding(changed);
        past.push(after);
        expect(parseYuan(sumOfClaims(changed))).toBeLessThanOrEqual(parseYuan(PAID.amount) ?? 0);
        expect(new Set(changed.map((claim) => claim.caseId)).size).toBe(changed.length);
        // What was paid out is let go by nothing but its own bounce.
        const paidOut = claimsOn(now).filter((claim) => claim.settled && claim.caseId !== caseId);
        expect(changed).toEqual(expect.arrayContaining(paidOut));
        if (what === 'claim' && !own) {
          expect(changed.filter(({ settled }) => !settled).map((claim) => claim.caseId)).toEqual([caseId]);
        }
      }
    }),
  );
});

describe('a claim', () => {
  const first: Claim = {
    caseId: 'R-1',
    since: '',
    refund: '400.00',
    parts: [{ coverageYear: 2026, amount: '400.00' }],
  };
  const paidOut = { ...first, settled: settledBy('R-1') };

  test('waits for the one that is under way, and is told whose that is', () => {
    expect(withClaim(holding([first]), wantedBy('R-2', '400.00', PAID))).toEqual({ reason: 'held', claim: first });
    expect(leftToRefund(holding([first]))).toBe('0.00');
  });

  test('of what was decided before another was paid is no claim: the case decides again', () => {
    expect(withClaim(holding([paidOut]), wantedBy('R-2', '400.00', PAID))).toEqual({ reason: 'changed' });
    expect(withClaim(holding([paidOut]), wantedBy('R-2', '800.00', holding([paidOut])))).toHaveLength(2);
    expect(leftToRefund(holding([paidOut]))).toBe('800.00');
  });

  test('of a payment that went back as a whole names who gave back the last of it', () => {
    const last = { ...first, caseId: 'R-2', refund: '800.00', settled: settledBy('R-2') };
    const gone = holding([paidOut, last]);
    expect(withClaim(gone, wantedBy('R-3', '400.00', gone))).toEqual({ reason: 'held', claim: last });
    expect(leftToRefund(gone)).toBe('0.00');
  });
});
