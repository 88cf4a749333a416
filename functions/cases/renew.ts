/**
 * AWS ends an execution after a year, and a case may live longer. It goes on in a new execution, which takes over the
 * wait that the old one was in: the same task, the same last day, a token of its own.
 */
import type { Case } from './case.ts';
import type { CaseBase } from './case-base.ts';
import type { CaseChange } from './changes.ts';
import { type By, isAwaitedName } from './events.ts';
import type { HistoryEntry } from './history.ts';
import { isOfExecution } from './steps.ts';

/** Which execution of its case, after the first, and which one it stands in for, if that one still runs. */
interface Renewal {
  run: number;
  instead?: number;
}

/** Null where nothing waits, or an effect is outstanding: such a case moves by itself. */
export function renew(current: Case, { run, instead }: Renewal, by: By): CaseChange<Case> | null {
  if (!current.wait || current.pending) return null;
  return {
    event: { ...by, event: 'execution_renewed', detail: { run } },
    pending: { kind: 'start', run, ...(instead !== undefined && { instead }) },
  };
}

/** A wait whose execution was renewed, and that the new one has not taken over yet. */
interface LeftWait {
  kind: string;
  /** ISO instant at which it was opened. */
  since: string;
  /** The state that had opened it. */
  by: string;
}

/** Also one that was answered before the new execution came to it: the answer has to reach it all the same. */
export function leftWait({ wait, pending, history }: CaseBase): LeftWait | null {
  const renewed = history.findLastIndex(({ event }) => event === 'execution_renewed');
  if (renewed < 0 || history.slice(renewed).some(({ by }) => isOfExecution(by))) return null;
  const opened = history.slice(0, renewed).findLast(({ event }) => isAwaitedName(event));
  const isUnheard = pending !== undefined && pending.kind !== 'start';
  if (!opened || !(wait || isUnheard)) return null;
  return { kind: opened.event.replace(/_awaited$/, ''), since: opened.at, by: opened.by };
}

/** How long a person at a desk is waited for: `ask a person` of `workflows/steps.json`. */
const DESK_MS = 90 * 86_400_000;

export const deskWaitsUntil = ({ since }: Pick<LeftWait, 'since'>): string =>
  new Date(Date.parse(since) + DESK_MS).toISOString();

/** When a case was last given to an execution to wait for it, or its wait was opened. */
export const lastOpened = (history: readonly HistoryEntry[]): string | undefined =>
  history.findLast(({ event }) => isAwaitedName(event) || event === 'execution_renewed' || event === 'wait_taken_over')
    ?.at;
