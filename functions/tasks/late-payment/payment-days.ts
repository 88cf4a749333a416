/** Until when a case waits for its payment. */

import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { addDays, type LocalDate, lastOfYear, startOfDay, workingDaysAfter } from '../../domain/calendar.ts';
import { CaseStateError } from '../errors.ts';

/** Where no day ends the result that was noticed, the coverage year does. */
export function lastDayToPay({ plan, coverageYear }: LatePaymentCase): LocalDate {
  if (!plan) throw new CaseStateError('nothing was assessed yet');
  return plan.payBy ?? lastOfYear(coverageYear);
}

/**
 * The day of collection counts, and its record may come later: a payment of the last day can be heard of until the
 * table's working days have passed.
 */
export function lastDayToHear(waiting: LatePaymentCase): LocalDate {
  return workingDaysAfter(lastDayToPay(waiting), waiting.guidance?.queryDelay?.max ?? 0);
}

/** The instant until which to wait next: the day of the reminder if it is to come, else the end of the last day to hear. */
export function waitUntil(waiting: LatePaymentCase, today: LocalDate): string {
  const remindOn = waiting.plan?.remindOn ?? null;
  const reminds = remindOn !== null && remindOn > today && remindOn <= lastDayToPay(waiting);
  return reminds ? startOfDay(remindOn) : startOfDay(addDays(lastDayToHear(waiting), 1));
}
