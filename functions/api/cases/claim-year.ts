/** One open case for a person and year: claimed before the case is stored, so that two caseworkers cannot both open one. */

import { type Case, hasEnded } from '../../cases/case.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { EnrolmentClaim } from '../../store/ledger/ledger-store.ts';
import type { WriteServices } from '../http/services.ts';

/** After so long the case of a claim is stored, or never will be: its opening crashed. */
const OPENING_MILLISECONDS = 60_000;

/** Whether the case of a claim has ended, or was never stored. */
export const isAbandoned = (holder: Case | null, claimedAt: string, at: string): boolean =>
  holder ? hasEnded(holder.state) && !holder.pending : Date.parse(at) - Date.parse(claimedAt) > OPENING_MILLISECONDS;

/** @throws ProblemError `case_already_open` or `already_insured`, naming the case. */
export async function claimYear(claim: EnrolmentClaim, { ledger, cases }: Pick<WriteServices, 'ledger' | 'cases'>) {
  const outcome = await ledger.claimEnrolment(claim);
  if (outcome.ok) return;
  const { caseId } = outcome;
  if (outcome.reason === 'enrolled') throw insuredBy(caseId, claim.coverageYear);
  const abandoned = isAbandoned(await cases.get(caseId), outcome.claimedAt, claim.at);
  if (abandoned && (await ledger.takeOverEnrolment(claim, outcome))) return;
  throw openIn(caseId, claim.coverageYear);
}

/**
 * As `claimYear`, for a trial: nothing is claimed.
 * @throws ProblemError `case_already_open` or `already_insured`
 */
export async function expectYearFree(
  { personRef, coverageYear, at }: Omit<EnrolmentClaim, 'caseId'>,
  { ledger, cases }: Pick<WriteServices, 'ledger' | 'cases'>,
) {
  const { enrolled, openCase, claimedAt = at } = (await ledger.getEnrolment(personRef, coverageYear)) ?? {};
  if (enrolled) throw insuredBy(enrolled.caseId, coverageYear);
  if (openCase && !isAbandoned(await cases.get(openCase), claimedAt, at)) throw openIn(openCase, coverageYear);
}

const insuredBy = (caseId: string, coverageYear: number): ProblemError =>
  new ProblemError('already_insured', `此人 ${coverageYear} 年度已经由案件 ${caseId} 参保，不需要再办理。`, {
    members: { caseId },
  });

const openIn = (caseId: string, coverageYear: number): ProblemError =>
  new ProblemError('case_already_open', `此人 ${coverageYear} 年度已有在办案件 ${caseId}，请在该案件中办理。`, {
    members: { caseId },
  });
