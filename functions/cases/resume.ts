/** Where a case goes on whose execution is gone: at the last thing that is certain, so that nothing is paid or told twice. */
import { z } from 'zod';
import type { Case } from './case.ts';
import { type CaseChange, type Refusal, refuse } from './changes.ts';
import type { By } from './events.ts';
import type { HistoryEntry } from './history.ts';
import { resumedLatePayment } from './late-payment/resume.ts';
import { resumedNewborn } from './newborn/resume.ts';
import { resumedRefund } from './refund/resume.ts';
import { takes } from './takes.ts';

const resumedSchema = z.object({ run: z.int() });

/** How many executions a case has had after its first: the number of the last one. */
export const lastRun = (history: readonly HistoryEntry[]): number =>
  Math.max(
    0,
    ...history.flatMap(({ event, detail }) =>
      event === 'case_resumed' || event === 'execution_renewed' ? resumedSchema.parse(detail).run : [],
    ),
  );

/** A parked case goes on after what had failed was put right. */
export function resume(current: Case, reason: string, by: By): CaseChange<Case> | Refusal<'case_not_parked'> {
  return refuseResumption(current) ?? goOn(current, { reason, run: lastRun(current.history) + 1 }, by);
}

export function refuseResumption(current: Case): Refusal<'case_not_parked'> | null {
  const { caseId, state } = current;
  if (takes(current, 'resume')) return null;
  return refuse('case_not_parked', `案件 ${caseId} 现为 ${state},没有挂起,不需要恢复。`, {
    members: { caseId, state },
  });
}

/** In a new execution, which finds by the case where it is; also of a case whose execution a restore has lost. */
export const goOn = (current: Case, { reason, run }: { reason: string; run: number }, by: By): CaseChange<Case> => ({
  state: resumedState(current),
  wait: null,
  set: { ending: undefined },
  pending: { kind: 'start', run },
  event: { ...by, event: 'case_resumed', detail: { reason, run } },
});

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
