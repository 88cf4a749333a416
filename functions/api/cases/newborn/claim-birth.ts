/** One open case for a birth certificate: claimed before the case is stored, so that a child is not opened twice. */
import { ProblemError } from '../../../runtime/problem.ts';
import type { BirthClaim } from '../../../store/ledger/birth-claims.ts';
import type { WriteServices } from '../../http/services.ts';
import { isAbandoned } from '../claim-year.ts';

/** @throws ProblemError `case_already_open` or `already_insured`, naming the case. */
export async function claimBirth(claim: BirthClaim, { ledger, cases }: Pick<WriteServices, 'ledger' | 'cases'>) {
  const outcome = await ledger.births.claim(claim);
  if (outcome.ok) return;
  const { caseId } = outcome;
  const members = { caseId };
  if (outcome.reason === 'enrolled') {
    const message = `这个孩子的参保已经由案件 ${caseId} 办结，不需要再办理。`;
    throw new ProblemError('already_insured', message, { members });
  }
  const abandoned = isAbandoned(await cases.get(caseId), outcome.claimedAt, claim.at);
  if (abandoned && (await ledger.births.takeOver(claim, outcome))) return;
  const message = `这份出生医学证明已有在办案件 ${caseId}，请在该案件中办理。`;
  throw new ProblemError('case_already_open', message, { members });
}
