/** The person is told what to pay, reminded once, and waited for until its time is over. */
import { dateOfInstant } from '../../domain/calendar.ts';
import { type CaseChange, refuse } from '../changes.ts';
import { refuseOutdated, type StepRefusal, stepEvent, wasDone } from '../steps.ts';
import { refuseLatePaymentStep } from './acts.ts';
import type { LatePaymentCase } from './case.ts';
import { lastDayOfCase, lastDayToHear } from './payment-days.ts';

type Outcome = CaseChange<LatePaymentCase> | StepRefusal | null;

export const refuseUnassessed = ({ plan }: LatePaymentCase): StepRefusal | null =>
  plan ? null : refuse('case_state', 'nothing was assessed yet');

/** The case goes before the notice and the collection: whoever sees these finds a case that takes the payment. */
export function notifyToPay(current: LatePaymentCase, at: string): Outcome {
  const unassessed = refuseUnassessed(current);
  if (unassessed) return unassessed;
  const event = stepEvent('IssuePaymentNotice', at, 'payment_notice_issued', {
    payable: current.plan?.assessment.amounts.payable,
    payBy: lastDayOfCase(current),
  });
  if (wasDone(current, event)) return null;
  const refused = refuseOutdated(current) ?? refuseLatePaymentStep(current, 'notify');
  return refused ?? { state: 'awaiting_payment', event };
}

/** Payment notices that went out: of a case that was decided again, several. */
export const noticesIssued = ({ history }: LatePaymentCase): number =>
  history.filter(({ event }) => event === 'payment_notice_issued').length;

/** The wait for the payment timed out: the person is reminded, or the time is over. A case that was paid stays. */
export function remindToPay(current: LatePaymentCase, at: string): Outcome {
  const outdated = refuseOutdated(current);
  if (outdated) return outdated;
  if (current.state !== 'awaiting_payment') return null;
  const unassessed = refuseUnassessed(current);
  if (unassessed) return unassessed;
  const said = { payBy: lastDayOfCase(current) };
  if (dateOfInstant(at) > lastDayToHear(current)) {
    return { state: 'unpaid', wait: null, event: stepEvent('RemindToPay', at, 'window_over', said) };
  }
  const event = stepEvent('RemindToPay', at, 'reminded', said);
  return wasDone(current, event) ? null : { event };
}
