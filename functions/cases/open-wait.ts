/** A wait of a case: the execution leaves its token, and somebody outside is to end it. */
import { dateOfInstant, type LocalDate, workingDaysAfter } from '../domain/calendar.ts';
import type { Case } from './case.ts';
import type { Ask, CaseBase, StateOf, WaitKindOf } from './case-base.ts';
import { type CaseChange, isRefusal, refuse } from './changes.ts';
import { awaitedName, isAwaitedName } from './events.ts';
import { leftWait } from './renew.ts';
import { refuseUnless, type StepMark, type StepRefusal, stepEvent, wasDone } from './steps.ts';

/** Who opens a wait, from where, until when, and where the case stands while it waits. */
export interface WaitToOpen<C extends Case> {
  kind: WaitKindOf<C>;
  /** Name of the state of the state machine. */
  opener: string;
  /** States of the case from which this wait opens. */
  from: readonly StateOf<C>[];
  /** State of the case while it waits. Being in it already (an earlier attempt, or a wait that timed out) is no error. */
  state: StateOf<C>;
  /** Why there is nothing to wait for. */
  refuse?: (current: C) => StepRefusal | null;
  /** @param at ISO instant at which the wait opens. */
  due: (current: C, at: string) => LocalDate | StepRefusal;
}

export interface WaitCall {
  /** ISO instant at which the state was entered. */
  at: string;
  token: string;
  /** How often the state was tried before: each try has a token of its own. */
  attempt?: number | undefined;
}

/** Keeps the token with the case, if the case is still where this wait belongs; null if it is there already. */
export function openWait<C extends Case>(
  current: C,
  toOpen: WaitToOpen<C>,
  call: WaitCall,
  askOf?: (current: C) => Ask | StepRefusal,
): CaseChange<C> | StepRefusal | null {
  const { kind, opener, state } = toOpen;
  const nothingToWaitFor = toOpen.refuse?.(current);
  if (nothingToWaitFor) return nothingToWaitFor;
  const own = markOf(toOpen, call);
  const answered = answerToAnEarlierTry(current, own, call);
  if (answered) return answered;
  const elsewhere = refuseUnless(current, [...toOpen.from, state]);
  if (elsewhere) return elsewhere;
  const takenOver = takeOver(current, toOpen, call);
  if (takenOver !== undefined) return takenOver;
  // This very call once more, when what it opened has been answered: nobody is asked again.
  if (!current.wait && wasDone(current, own)) return null;
  if (current.wait?.token === call.token) return null;
  // An earlier try of the same state that comes in late: nobody waits for its token any more.
  if (isLaterTry(current, call)) return refuse('overtaken', '');
  const due = toOpen.due(current, call.at);
  if (isRefusal(due)) return due;
  const ask = askOf?.(current);
  if (isRefusal(ask)) return ask;
  return {
    state,
    wait: {
      kind,
      token: call.token,
      since: call.at,
      ...(call.attempt && { attempt: call.attempt }),
      due,
      ...(ask && { ask }),
    },
    event: stepEvent(opener, call.at, awaitedName(kind), { due }),
  };
}

/** Working days within which a desk should answer; the order of the queue, not a legal limit. */
const DECISION_WORKING_DAYS = 10;

export const answerBy = (_current: Case, at: string): LocalDate =>
  workingDaysAfter(dateOfInstant(at), DECISION_WORKING_DAYS);

/** What a caseworker asked the applicant for. */
export const requestedDocuments = ({ requested }: CaseBase): NonNullable<CaseBase['requested']> | StepRefusal =>
  requested ?? refuse('case_state', 'nobody said what the applicant has to bring');

export function documentsUntil(current: CaseBase): LocalDate | StepRefusal {
  const requested = requestedDocuments(current);
  return isRefusal(requested) ? requested : requested.until;
}

export function askForDocuments(current: CaseBase): Ask | StepRefusal {
  const requested = requestedDocuments(current);
  if (isRefusal(requested)) return requested;
  return { reviews: [], confirmations: [], documents: requested.documents };
}

const TAKEN_OVER = ['wait_taken_over', 'answer_taken_over'] as const;

/** The entry that says that a call has opened a wait. */
const markOf = ({ kind, opener }: Pick<WaitToOpen<Case>, 'kind' | 'opener'>, { at }: WaitCall): StepMark => ({
  by: `system:${opener}`,
  at,
  event: awaitedName(kind),
});

/**
 * The wait of the execution before this one goes on as it is: nobody is asked again, its last day stays. Undefined where
 * there is none.
 */
function takeOver<C extends Case>(
  current: C,
  { kind, opener }: WaitToOpen<C>,
  { at, token, attempt }: WaitCall,
): CaseChange<C> | StepRefusal | null | undefined {
  const { wait } = current;
  if (!wait || wait.kind !== kind) return undefined;
  const event = stepEvent(opener, at, 'wait_taken_over', { task: wait.waitId });
  const again = wasDone(current, event);
  if (!again && leftWait(current)?.kind !== kind) return undefined;
  if (wait.token === token) return null;
  if (again && (wait.attempt ?? 0) > (attempt ?? 0)) return refuse('overtaken', '');
  const { attempt: _earlier, ...kept } = wait;
  return { wait: { ...kept, kind, token, ...(attempt && { attempt }) }, event };
}

const isLaterTry = ({ wait }: CaseBase, { at, attempt = 0 }: WaitCall): boolean =>
  wait?.since === at && (wait.attempt ?? 0) > attempt;

/**
 * A try that failed after it had told the case left a token that nobody waits for. Whoever answered it meanwhile is
 * heard all the same: the answer goes to the token of this try.
 */
function answerToAnEarlierTry<C extends Case>(
  current: C,
  own: StepMark,
  { at, token }: WaitCall,
): CaseChange<C> | null {
  const { wait, pending, history } = current;
  if (wait || !pending || pending.kind === 'start' || pending.token === token) return null;
  const opened = history.findLast(({ event }) => isAwaitedName(event));
  const isOwn = opened?.by === own.by && opened.at === own.at && opened.event === own.event;
  const isLeft = leftWait(current)?.by === own.by;
  const hasTakenOver = TAKEN_OVER.some((event) => wasDone(current, { ...own, event }));
  if (!isOwn && !isLeft && !hasTakenOver) return null;
  return { pending: { ...pending, token }, event: { at, by: own.by, event: 'answer_taken_over', detail: {} } };
}
