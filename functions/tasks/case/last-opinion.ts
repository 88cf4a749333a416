import type { CaseBase } from '../../cases/case-base.ts';
import { lastOf } from '../../cases/history.ts';

/** What the person who ended a case wrote. */
export function lastOpinion({ ending, history }: CaseBase): string | undefined {
  if (ending) return ending.message;
  const opinion = lastOf(history, 'task_decided')?.detail.opinion;
  return typeof opinion === 'string' ? opinion : undefined;
}
