import type { NoticedCase } from '../../notices/notice.ts';
import type { Case } from '../../store/case.ts';
import { CaseStateError } from '../errors.ts';

/** The part of a case that notices speak of. @throws CaseStateError before the first assessment. */
export function noticedCase({ caseId, coverageYear, person, plan, guidance }: Case): NoticedCase {
  if (!plan || !guidance) throw new CaseStateError('nothing was assessed yet');
  return { caseId, coverageYear, person, plan, guidance };
}
