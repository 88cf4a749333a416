/** A newborn's case ends: its own time is over, or its late payment has a case of its own. */
import { type CaseChange, refuse } from '../changes.ts';
import { type StepMark, type StepRefusal, stepEvent, wasDone } from '../steps.ts';
import { takesAct } from './acts.ts';
import type { NewbornCase } from './case.ts';

/** Null where it goes on, or has ended. */
export function closeNewborn(current: NewbornCase, at: string): CaseChange<NewbornCase> | null {
  if (!isOver(current)) return null;
  const state = current.covered ? 'insured' : 'missed';
  return { state, wait: null, event: stepEvent('CloseCase', at, state, {}) };
}

/** The plan says so and still holds, or the parents let the time pass in which they were asked. */
const isOver = ({ state, plan, factsRevision }: NewbornCase): boolean =>
  state === 'awaiting_wish' || (state === 'assessing' && plan?.step === 'over' && plan.factsRevision === factsRevision);

const markOf = (at: string): StepMark => ({ by: 'system:OpenLatePaymentCase', at, event: 'late_payment_opened' });

/** Before the late payment is opened: what the parents wished may have changed since. */
export const refuseHandover = (current: NewbornCase, at: string): StepRefusal | null =>
  wasDone(current, markOf(at)) || takesAct(current.state, 'hand_over') ? null : refuse('case_changed', '');

/** @param latePaymentCase that has the child's year now. */
export function handOver(
  current: NewbornCase,
  at: string,
  latePaymentCase: string,
): CaseChange<NewbornCase> | StepRefusal | null {
  if (wasDone(current, markOf(at))) return null;
  if (!takesAct(current.state, 'hand_over')) return refuse('case_changed', '');
  const event = stepEvent('OpenLatePaymentCase', at, 'late_payment_opened', { latePaymentCase });
  return { state: 'late_payment_opened', set: { latePaymentCase }, event };
}
