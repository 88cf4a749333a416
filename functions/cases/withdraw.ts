/** An applicant takes the application back: wherever the case waits, or a person has to see to it. */
import type { Case } from './case.ts';
import { type CaseChange, type Refusal, refuse } from './changes.ts';
import type { By } from './events.ts';
import { hasMoneyOut } from './refund/case.ts';
import { lastRun } from './run.ts';
import { takes } from './takes.ts';
import { CASE_WITHDRAWN } from './wait-answers.ts';

export function withdraw(current: Case, reason: string, by: By): CaseChange<Case> | Refusal<'case_not_withdrawable'> {
  const { wait, state } = current;
  const refused = refuseWithdrawal(current);
  if (refused) return refused;
  const run = lastRun(current.history) + 1;
  return {
    state: 'withdrawn',
    wait: null,
    set: { ending: { reason: 'withdrawn', message: reason } },
    // No execution is left of a parked case: a new one tells the person, and lets go.
    pending: wait
      ? { kind: 'fail', token: wait.token, error: CASE_WITHDRAWN, cause: 'withdrawn by a caseworker' }
      : { kind: 'start', run },
    event: { ...by, event: 'case_withdrawn', detail: { reason, from: state, ...(!wait && { run }) } },
  };
}

/** Between two waits its execution is at work: what it is doing cannot be taken back. */
export function refuseWithdrawal(current: Case): Refusal<'case_not_withdrawable'> | null {
  const { wait, state, caseId } = current;
  const members = { caseId, state };
  if (current.kind === 'refund' && hasMoneyOut(current)) {
    return refuse('case_not_withdrawable', `案件 ${caseId} 的退费已经交付支付，不能撤回。`, { members });
  }
  if (takes(current, 'withdraw') && (wait || state === 'parked')) return null;
  const message = `案件 ${caseId} 现为 ${state}，只有在等待中或挂起的案件可以撤回。`;
  return refuse('case_not_withdrawable', message, { members });
}
