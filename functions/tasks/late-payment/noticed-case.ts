import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { noticesIssued } from '../../cases/late-payment/notify.ts';
import { numbered } from '../../domain/reminder/steps.ts';
import type { NoticedCase } from '../../notices/notice.ts';
import { CaseStateError } from '../errors.ts';

/** What a notice is called that goes with the newest payment notice. */
export const noticeOf = (current: LatePaymentCase, occasion: string): string =>
  numbered(occasion, noticesIssued(current));

/** The part of a case that notices speak of. @throws CaseStateError before the first assessment. */
export function noticedCase({ caseId, coverageYear, person, plan, guidance }: LatePaymentCase): NoticedCase {
  if (!plan || !guidance) throw new CaseStateError('nothing was assessed yet');
  return { caseId, coverageYear, person, plan, guidance };
}
