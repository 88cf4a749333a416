import type { RefundCase } from '../../cases/refund/case.ts';
import type { NoticedRefund } from '../../notices/refund/refund-notice.ts';
import { CaseStateError } from '../errors.ts';

/** The part of a refund that notices speak of. @throws CaseStateError before the ground was checked. */
export function noticedRefund({
  caseId,
  coverageYear,
  person,
  facts,
  payee,
  plan,
  guidance,
}: RefundCase): NoticedRefund {
  if (!plan || !guidance) throw new CaseStateError('the ground was not checked yet');
  return { caseId, coverageYear, person, facts, payee, plan, guidance };
}
