/** Rule "payment mode": the year option to choose, an agency's declaration, or nothing to pay. */
import type { LatePaymentAssessment, Timing } from './assessment.ts';
import { NOT_PAYABLE } from './assessment.ts';
import type { IdentityResult } from './identity.ts';

export function decidePaymentMode(
  timing: Timing | null,
  identity: IdentityResult,
  payable: string | null,
): LatePaymentAssessment['paymentMode'] {
  if (timing !== null && NOT_PAYABLE.includes(timing)) return null;
  if (identity.kind === 'unsettled') return null;
  if (identity.kind === 'none') return 'ordinary';
  if (identity.applied.line.paymentMode === 'by_agency') return 'by_agency';
  return payable === '0.00' ? 'none' : 'special';
}
