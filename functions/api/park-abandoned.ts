/** A case whose execution no longer waits, and will not go on by itself: put where a caseworker sees it. */
import { addDays, startOfDay } from '../domain/calendar.ts';
import type { Case, Wait } from '../store/case.ts';
import type { WriteServices } from './services.ts';

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
  const outcome = await cases.change(decided, {
    state: 'parked',
    set: { ending: REASON },
    pending: null,
    event: { at, by: 'system:api', event: 'case_parked', detail: { task: wait.waitId, reason: REASON.reason } },
  });
  return outcome.ok || outcome.case.state === 'parked';
}
