/** Reminders that a case plans for what it waits for. Planned again by a retry, they are the same. */

import type { CaseBase } from '../../cases/case-base.ts';
import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { lastDayToPay } from '../../cases/late-payment/payment-days.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { nextStep, type ReminderOccasion } from '../../domain/reminder/steps.ts';
import type { ReminderStore } from '../../store/messages/reminder-store.ts';
import { requestedDocuments } from '../case/requested-documents.ts';

/** The last day of a payment notice, or of the months after leaving another scheme. */
export function planPaymentReminder(reminders: ReminderStore, issued: LatePaymentCase, at: string): Promise<void> {
  const leaving = issued.plan?.assessment.timing === 'exit_transition';
  return plan(reminders, issued, leaving ? 'exit_window' : 'payment_notice', lastDayToPay(issued), at);
}

export const planDocumentsReminder = (reminders: ReminderStore, waiting: CaseBase, at: string): Promise<void> =>
  plan(reminders, waiting, 'documents', requestedDocuments(waiting).until, at);

/** Nothing, where no day is left on which it would be a reminder. */
async function plan(
  reminders: ReminderStore,
  { caseId, region, coverageYear }: CaseBase,
  occasion: ReminderOccasion,
  lastDay: LocalDate,
  at: string,
): Promise<void> {
  const step = nextStep(occasion, lastDay, dateOfInstant(at));
  if (!step) return;
  await reminders.plan({ subject: caseId, occasion, region, coverageYear, lastDay, ...step, plannedAt: at });
}
