import type { CaseBase } from '../../cases/case-base.ts';
import { isRefusal } from '../../cases/changes.ts';
import { requestedDocuments as requestedOf } from '../../cases/open-wait.ts';
import { errorOf } from '../errors.ts';

/** What a caseworker asked the applicant for. @throws CaseStateError if nobody did. */
export function knownRequest(current: CaseBase): NonNullable<CaseBase['requested']> {
  const requested = requestedOf(current);
  if (isRefusal(requested)) throw errorOf(requested);
  return requested;
}
