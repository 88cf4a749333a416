/**
 * What was typed into a task and not yet sent: there again when one comes back, as long as the page lives. Never in the
 * browser's storage: it is about persons. A page that is about to be closed asks first.
 */
import type { TaskAnswer } from './task-answer.ts';

const typed = new Map<string, TaskAnswer>();

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

export const readTypedAnswer = (taskId: string): TaskAnswer | undefined => typed.get(taskId);

export function keepTypedAnswer(taskId: string, answer: TaskAnswer): void {
  typed.set(taskId, answer);
  if (typed.size === 1) addEventListener('beforeunload', ask);
}

export function forgetTypedAnswer(taskId: string): void {
  typed.delete(taskId);
  if (typed.size === 0) removeEventListener('beforeunload', ask);
}
