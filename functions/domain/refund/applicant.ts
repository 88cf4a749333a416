/** Rule "applicant": the payer; an heir after a death; a university for its departing students. */
import type { DecisionRecord } from '../decision.ts';
import { type Finding, redirect, refuse } from './assessment.ts';
import type { RefundRequest } from './request.ts';

export function decideApplicant(request: RefundRequest, record: DecisionRecord): Finding | null {
  const { refund } = record.table;
  const applyAt = record.use('apply_at', 'refund.applyAt', refund.applyAt);
  if (request.lodgedAt !== undefined && applyAt !== null && request.lodgedAt !== applyAt)
    return redirect('lodged_at_tax');
  record.use('applicant', 'refund.applicant', refund.applicant);
  return mayApply(request) ? null : refuse('wrong_applicant');
}

export const rightApplicant = ({ ground, applicant }: RefundRequest): 'payer' | 'heir' | 'university' => {
  if (ground === 'death') return applicant === 'payer' ? 'payer' : 'heir';
  return ground === 'departure' && applicant === 'university' ? 'university' : 'payer';
};

function mayApply({ ground, applicant, payments }: RefundRequest): boolean {
  switch (applicant) {
    case 'payer':
      return true;
    case 'heir':
      return ground === 'death';
    case 'university':
      return ground === 'departure';
    case 'insured':
      // The insured person is the payer where the payment says so.
      return payments.every(({ payer }) => payer === 'insured' || payer === 'self');
  }
}
