/** What an ended case no longer holds, so that others can have it. */
import type { Case } from './case.ts';
import type { PaidCase } from './pay.ts';
import { hasBounced, hasMoneyOut } from './refund/case.ts';
import { yearsBack } from './refund/years-back.ts';

export type Held =
  /** An amount that was put out for collection. */
  | { of: 'collection'; caseId: string }
  /** The one open case of a person and year. */
  | { of: 'year'; personRef: string; coverageYear: number; caseId: string }
  /** The one open case of a birth certificate; `settled`: the child needs no other. */
  | { of: 'birth'; birthRef: string; caseId: string; settled: boolean }
  /** What a person was enrolled by, which a refund ended before its money came back. */
  | { of: 'ended_year'; personRef: string; coverageYear: number; vouchers: string[]; caseId: string }
  /** A payment that was to insure, and does not. */
  | { of: 'unused'; voucher: string; region: string; caseId: string }
  /** A payment that a refund claims. */
  | { of: 'payment'; voucher: string; caseId: string };

/** @throws where an order to pay out was not returned: its payments are not let go */
export function heldBy(ended: Case): Held[] {
  const { caseId, coverageYear, person } = ended;
  const year: Held = { of: 'year', personRef: person.ref, coverageYear, caseId };
  switch (ended.kind) {
    case 'late-payment':
      return [{ of: 'collection', caseId }, year, ...unusedBy(ended)];
    case 'newborn':
      return [
        { of: 'birth', birthRef: ended.birth.ref, caseId, settled: isSettled(ended.state) },
        year,
        ...unusedBy(ended),
      ];
    case 'refund':
      if (hasMoneyOut(ended)) throw new Error(`case ${caseId} has money out`);
      return [
        ...(ended.claims ?? []).map(({ voucher }): Held => ({ of: 'payment', voucher, caseId })),
        ...(hasBounced(ended) ? yearsBack(ended) : []).map(
          ({ coverageYear: year, vouchers }): Held => ({
            of: 'ended_year',
            personRef: person.ref,
            coverageYear: year,
            vouchers,
            caseId,
          }),
        ),
      ];
  }
}

/** What was collected and insures nobody is for a desk to see to. */
export function unusedBy(found: PaidCase): Held[] {
  const { caseId, region, payment, state } = found;
  const isCovered = state === 'insured' || (found.kind === 'newborn' && found.covered && payment?.accepted !== false);
  return payment && !isCovered ? [{ of: 'unused', voucher: payment.voucher, region, caseId }] : [];
}

const isSettled = (state: Case['state']): boolean => state === 'insured' || state === 'late_payment_opened';
