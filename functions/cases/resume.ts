/** Says where a case goes on when its execution is gone: after its last certain step. So nobody is paid or told twice. */
import { type Case, hasEnded } from './case.ts';
import { type CaseChange, type Refusal, refuse } from './changes.ts';
import type { By } from './events.ts';
import { resumedLatePayment } from './late-payment/resume.ts';
import { resumedNewborn, toldAgain } from './newborn/resume.ts';
import { isUnfinished } from './park.ts';
import { resumedRefund } from './refund/resume.ts';
import { lastRun } from './run.ts';
import { takes } from './takes.ts';

/** A parked case goes on after what had failed was put right, and so does one whose end was not carried out. */
export function resume(current: Case, reason: string, by: By): CaseChange<Case> | Refusal<'case_not_parked'> {
  return refuseResumption(current) ?? goOn(current, { reason, run: lastRun(current.history) + 1 }, by);
}

export function refuseResumption(current: Case): Refusal<'case_not_parked'> | null {
  const { caseId, state } = current;
  if (takes(current, 'resume') && (state === 'parked' || isUnfinished(current))) return null;
  return refuse('case_not_parked', `案件 ${caseId} 现为 ${state}，没有挂起，不需要恢复。`, {
    members: { caseId, state },
  });
}

/**
 * In a new execution, which finds by the case where it is; also of a case whose execution a restore has lost. Nothing that
 * the case says to have done is trusted: each effect is made again, and each is made once however often. What has ended
 * stays as it ended, and is carried out again.
 */
export function goOn(current: Case, { reason, run }: { reason: string; run: number }, by: By): CaseChange<Case> {
  const again = {
    wait: null,
    pending: { kind: 'start' as const, run },
    event: { ...by, event: 'case_resumed' as const, detail: { reason, run } },
  };
  if (hasEnded(current.state)) return again;
  const told = current.kind === 'newborn' ? toldAgain(current) : {};
  return { ...again, state: resumedState(current), set: { ...told, ending: undefined } };
}

/** The state from which the first function of the state machine finds its way. */
function resumedState(current: Case): Case['state'] {
  switch (current.kind) {
    case 'late-payment':
      return resumedLatePayment(current);
    case 'refund':
      return resumedRefund(current);
    case 'newborn':
      return resumedNewborn(current);
  }
}
