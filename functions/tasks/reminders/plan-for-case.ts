/** Reminders that a case plans for what it waits for. Planned again by a retry, they are the same. */

import type { Case } from '../../cases/case.ts';
import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { lastDayToPay } from '../../cases/late-payment/payment-days.ts';
import type { NewbornCase } from '../../cases/newborn/case.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { nextNewbornStep } from '../../domain/newborn/reminder.ts';
import { nextStep, type ReminderOccasion, type ReminderStep } from '../../domain/reminder/steps.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { ReminderStore } from '../../store/messages/reminder-store.ts';
import { requestedDocuments } from '../case/requested-documents.ts';
import { lookUpCase, whySilent } from './look-up.ts';

interface Stores {
  reminders: Pick<ReminderStore, 'plan'>;
  roll: Pick<RollStore, 'standingOf'>;
}

/** The last day of a payment notice, or of the months after leaving another scheme. */
export function planPaymentReminder(stores: Stores, issued: LatePaymentCase, at: string): Promise<void> {
  const lastDay = lastDayToPay(issued);
  const occasion = paymentOccasion(issued);
  return plan(stores, issued, { occasion, lastDay, step: nextStep(occasion, lastDay, dateOfInstant(at)) }, at);
}

/** What a late payment's reminders are about. */
export const paymentOccasion = ({ plan: planned }: LatePaymentCase): 'exit_window' | 'payment_notice' =>
  planned?.assessment.timing === 'exit_transition' ? 'exit_window' : 'payment_notice';

export function planDocumentsReminder(stores: Stores, waiting: Case, at: string): Promise<void> {
  const { until: lastDay } = requestedDocuments(waiting);
  const step = nextStep('documents', lastDay, dateOfInstant(at));
  return plan(stores, waiting, { occasion: 'documents', lastDay, step }, at);
}

/** The table's days before the last one of a child. One that is today is still reminded of. */
export async function planNewbornReminder(stores: Stores, assessed: NewbornCase, at: string): Promise<void> {
  const assessment = assessed.plan?.assessment;
  if (!assessment || assessment.deadline === null) return;
  const step = nextNewbornStep(assessment, dateOfInstant(at));
  await plan(stores, assessed, { occasion: 'newborn', lastDay: assessment.deadline, step }, at);
}

/** Nothing, where no day is left on which it would be a reminder. */
async function plan(
  { reminders, roll }: Stores,
  planning: Case,
  asked: { occasion: ReminderOccasion; lastDay: LocalDate; step: ReminderStep | null },
  at: string,
): Promise<void> {
  const { occasion, lastDay, step } = asked;
  const { caseId, region, coverageYear } = planning;
  if (!step) return;
  const why = whySilent({ occasion, coverageYear }, await lookUpCase(planning, dateOfInstant(at), roll));
  // Whoever is on the stop list today may be off it on the day: that is asked again then.
  if (why !== null && why !== 'stop_list') return;
  const planned = { subject: caseId, occasion, region, coverageYear, lastDay, ...step, plannedAt: at };
  await reminders.plan(planned, occasion === 'payment_notice' || occasion === 'exit_window');
}
