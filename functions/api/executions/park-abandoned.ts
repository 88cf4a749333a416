/** A case whose execution no longer waits, and will not go on by itself: put where a caseworker sees it. */

import type { Case, Wait } from '../../cases/case.ts';
import { lastBesideTakingOver, parkUnheard as parking } from '../../cases/park.ts';
import { addDays, startOfDay } from '../../domain/calendar.ts';
import type { WriteServices } from '../http/services.ts';

/**
 * False if the execution goes on after all. Two cases do: one whose documents came just as their time ran out, because
 * the time-out looks for them, and one that has moved on meanwhile.
 */
export async function parkAbandoned(
  decided: Case,
  wait: Wait,
  at: string,
  { cases }: Pick<WriteServices, 'cases'>,
): Promise<boolean> {
  if (wait.kind === 'documents' && at >= startOfDay(addDays(wait.due, 1))) return false;
  const outcome = await cases.change(decided, parking(wait.waitId, at));
  return outcome.ok || outcome.case.state === 'parked';
}

/** Whose decision nobody heard, and who has not moved on since. */
export async function parkUnheardDecision(
  { caseId }: Pick<Case, 'caseId'>,
  at: string,
  { cases }: Pick<WriteServices, 'cases'>,
): Promise<void> {
  const now = await cases.get(caseId);
  const last = now ? lastBesideTakingOver(now.history) : undefined;
  if (now && last?.event === 'task_decided') await cases.change(now, parking(String(last.detail.task), at));
}
