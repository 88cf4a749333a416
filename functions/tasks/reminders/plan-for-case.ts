/** Reminders that a case plans for what it waits for. Planned again by a retry, they are the same. */

import type { Case } from '../../cases/case.ts';
import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { lastDayOfCase } from '../../cases/late-payment/payment-days.ts';
import type { NewbornCase } from '../../cases/newborn/case.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { nextNewbornStep } from '../../domain/newborn/reminder.ts';
import { nextStep, type ReminderOccasion, type ReminderStep } from '../../domain/reminder/steps.ts';
import type { ReminderStore } from '../../store/messages/reminder-store.ts';
import { knownRequest } from '../case/requested-documents.ts';
import { isAwaited } from './look-up.ts';

type Reminders = Pick<ReminderStore, 'plan'>;

/** The last day of a payment notice, or of the months after leaving another scheme. */
export function planPaymentReminder(reminders: Reminders, issued: LatePaymentCase, at: string): Promise<void> {
  const lastDay = lastDayOfCase(issued);
  const occasion = paymentOccasion(issued);
  return plan(reminders, issued, { occasion, lastDay, step: nextStep(occasion, lastDay, dateOfInstant(at)) }, at);
}

/** What a late payment's reminders are about. */
export const paymentOccasion = ({ plan: planned }: LatePaymentCase): 'exit_window' | 'payment_notice' =>
  planned?.assessment.timing === 'exit_transition' ? 'exit_window' : 'payment_notice';

export function planDocumentsReminder(reminders: Reminders, waiting: Case, at: string): Promise<void> {
  const { until: lastDay } = knownRequest(waiting);
  const step = nextStep('documents', lastDay, dateOfInstant(at));
  return plan(reminders, waiting, { occasion: 'documents', lastDay, step }, at);
}

/** The table's days before the last one of a child. One that is today is still reminded of. */
export async function planNewbornReminder(reminders: Reminders, assessed: NewbornCase, at: string): Promise<void> {
  const assessment = assessed.plan?.assessment;
  if (!assessment || assessment.deadline === null) return;
  const step = nextNewbornStep(assessment, dateOfInstant(at));
  await plan(reminders, assessed, { occasion: 'newborn', lastDay: assessment.deadline, step }, at);
}

/** Nothing, where no day is left on which it would be a reminder. On the day everything is looked up. */
async function plan(
  reminders: Reminders,
  planning: Case,
  asked: { occasion: Exclude<ReminderOccasion, 'period'>; lastDay: LocalDate; step: ReminderStep | null },
  at: string,
): Promise<void> {
  const { occasion, lastDay, step } = asked;
  const { caseId, region, coverageYear } = planning;
  if (!step || !isAwaited(occasion, planning)) return;
  const planned = { subject: caseId, occasion, region, coverageYear, lastDay, ...step, plannedAt: at };
  await reminders.plan(planned, occasion === 'payment_notice' || occasion === 'exit_window');
}
