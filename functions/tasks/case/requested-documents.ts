import type { CaseBase } from '../../cases/case-base.ts';
import { CaseStateError } from '../errors.ts';

/** What a caseworker asked the applicant for. @throws CaseStateError if nobody did. */
export function requestedDocuments({ requested }: CaseBase): NonNullable<CaseBase['requested']> {
  if (!requested) throw new CaseStateError('nobody said what the applicant has to bring');
  return requested;
}
