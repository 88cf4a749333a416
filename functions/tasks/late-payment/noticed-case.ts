import type { NoticedCase } from '../../notices/notice.ts';
import type { LatePaymentCase } from '../../store/late-payment-case.ts';
import { CaseStateError } from '../errors.ts';

/** The part of a case that notices speak of. @throws CaseStateError before the first assessment. */
export function noticedCase({ caseId, coverageYear, person, plan, guidance }: LatePaymentCase): NoticedCase {
  if (!plan || !guidance) throw new CaseStateError('nothing was assessed yet');
  return { caseId, coverageYear, person, plan, guidance };
}
