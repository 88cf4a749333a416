/** The parents are told once: a registration, a reminder for the planned days, a missed day, a refused payment. */
import { type CaseChange, isRefusal, refuse } from '../changes.ts';
import { type StepRefusal, stepEvent, wasDone } from '../steps.ts';
import { hasNewbornEnded, type NewbornCase } from './case.ts';
import { planOf, refuseUnplanned } from './plan-of-child.ts';

type Outcome = CaseChange<NewbornCase> | StepRefusal | null;

export function tellRegistered(current: NewbornCase, at: string): Outcome {
  const refused = refuseUnplanned(current);
  if (refused) return refused;
  const { registeredOn } = current.facts;
  const event = stepEvent('TellRegistered', at, 'registration_told', { registeredOn });
  return wasDone(current, event) ? null : { set: { registrationTold: true }, event };
}

/** Each planned day once. */
export function remindParents(current: NewbornCase, at: string): Outcome {
  const refused = refuseUnplanned(current);
  if (refused) return refused;
  const plan = planOf(current);
  if (isRefusal(plan)) return plan;
  const { remindFor } = plan;
  const event = stepEvent('RemindParents', at, 'reminded', { days: remindFor });
  if (wasDone(current, event)) return null;
  return { set: { reminded: [...new Set([...current.reminded, ...remindFor])] }, event };
}

export function tellMissed(current: NewbornCase, at: string): Outcome {
  const refused = refuseUnplanned(current);
  if (refused) return refused;
  const plan = planOf(current);
  if (isRefusal(plan)) return plan;
  const { late } = plan;
  const said = { payable: late?.amounts.payable, waitingMonths: late?.waiting.months };
  const event = stepEvent('TellMissed', at, 'missed_told', said);
  return wasDone(current, event) ? null : { set: { missedTold: true }, event };
}

/** A payment that a caseworker refused; the case goes on without it. */
export function tellPaymentRefused(current: NewbornCase, at: string): Outcome {
  const { payment, state } = current;
  if (hasNewbornEnded(state)) return refuse('case_changed', '');
  if (!payment) return refuse('case_state', 'no payment was refused');
  const event = stepEvent('TellPaymentRefused', at, 'refusal_told', { voucher: payment.voucher });
  return wasDone(current, event) ? null : { set: { payment: { ...payment, refusalTold: true } }, event };
}
