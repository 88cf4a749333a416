/** Rule "applicant": the payer; an heir after a death; a university for its departing students. */
import type { DecisionRecord } from '../decision.ts';
import { type GroundResult, notRefunded, sentElsewhere } from './assessment.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

/** Null where the application is with the right office. */
export function decidePlace({ lodgedAt }: RefundRequest, record: DecisionRecord): GroundResult | null {
  const { refund } = record.table;
  const applyAt = record.use('apply_at', 'refund.applyAt', refund.applyAt);
  return lodgedAt !== undefined && applyAt !== null && lodgedAt !== applyAt ? sentElsewhere('lodged_at_tax') : null;
}

/**
 * Null where the applicant may apply, or where only a person can say it: the payer of a payment isn't on record.
 * @param outcome of the ground by itself
 * @param back payments of which something would go back
 */
export function decideApplicant(
  { ground, applicant, payments }: RefundRequest,
  outcome: GroundResult['outcome'],
  back: readonly RefundPayment[],
  record: DecisionRecord,
): GroundResult | null {
  switch (applicant) {
    case 'payer':
      return null;
    case 'heir':
      return ground === 'death' ? null : notRefunded('wrong_applicant');
    case 'university':
      return ground === 'departure' ? null : notRefunded('wrong_applicant');
    case 'insured':
      return outcome === 'refund' ? insuredAsPayer(back, record) : payments.every(isOfAnother) ? WRONG : null;
  }
}

const WRONG = notRefunded('wrong_applicant');

/** The insured person is the payer where the payment says so. */
function insuredAsPayer(back: readonly RefundPayment[], record: DecisionRecord): GroundResult | null {
  if (back.some(isOfAnother)) return WRONG;
  if (back.some(({ payer }) => payer === undefined)) {
    const message = '缴费记录没有写明缴费人,参保人是否就是缴费人须由人工核实';
    record.review('payer_unknown', 'payments.payer', message, 'acknowledgement');
  }
  return null;
}

const isOfAnother = ({ payer }: RefundPayment): boolean =>
  payer !== undefined && payer !== 'insured' && payer !== 'self';

export const rightApplicant = ({ ground, applicant }: RefundRequest): 'payer' | 'heir' | 'university' => {
  if (ground === 'death') return applicant === 'payer' ? 'payer' : 'heir';
  return ground === 'departure' && applicant === 'university' ? 'university' : 'payer';
};
