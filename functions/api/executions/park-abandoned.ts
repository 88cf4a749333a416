/** A case whose execution no longer waits, and will not go on by itself: put where a caseworker sees it. */

import type { Case, Wait } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import { addDays, startOfDay } from '../../domain/calendar.ts';
import type { WriteServices } from '../http/services.ts';
import { lastBesideTakingOver } from './deliver-pending.ts';

const REASON = { reason: 'execution_gone', message: '流程已超时或中止,不再等待这个待办的结果' };

/**
 * False if the execution goes on after all: documents that came in the moment in which their time ran out are seen
 * by the time-out's own handling, and so is a case that has moved on meanwhile.
 */
export async function parkAbandoned(
  decided: Case,
  wait: Wait,
  at: string,
  { cases }: Pick<WriteServices, 'cases'>,
): Promise<boolean> {
  if (wait.kind === 'documents' && at >= startOfDay(addDays(wait.due, 1))) return false;
  const outcome = await cases.change(decided, parkingOf(wait.waitId, at));
  return outcome.ok || outcome.case.state === 'parked';
}

/** Whose decision nobody heard, and who has not moved on since. */
export async function parkUnheard(
  { caseId }: Pick<Case, 'caseId'>,
  at: string,
  { cases }: Pick<WriteServices, 'cases'>,
): Promise<void> {
  const now = await cases.get(caseId);
  const last = now ? lastBesideTakingOver(now.history) : undefined;
  if (now && last?.event === 'task_decided') await cases.change(now, parkingOf(String(last.detail.task), at));
}

const parkingOf = (task: string, at: string): CaseChange<Case> => ({
  state: 'parked',
  set: { ending: REASON },
  pending: null,
  event: { at, by: 'system:api', event: 'case_parked', detail: { task, reason: REASON.reason } },
});
