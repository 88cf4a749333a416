import type { CaseBase } from '../../cases/case-base.ts';

/** What the person who ended a case wrote. */
export function lastOpinion({ ending, history }: CaseBase): string | undefined {
  if (ending) return ending.message;
  const opinion = history.findLast(({ event }) => event === 'task_decided')?.detail.opinion;
  return typeof opinion === 'string' ? opinion : undefined;
}
