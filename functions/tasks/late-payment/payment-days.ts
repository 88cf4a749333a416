/** Until when a case waits for its payment. */
import { addDays, type LocalDate, lastOfYear, startOfDay } from '../../domain/calendar.ts';
import type { Case } from '../../store/case.ts';
import { CaseStateError } from '../errors.ts';

/** Where no day ends the result that was noticed, the coverage year does. */
export function lastDayToPay({ plan, coverageYear }: Case): LocalDate {
  if (!plan) throw new CaseStateError('nothing was assessed yet');
  return plan.payBy ?? lastOfYear(coverageYear);
}

/** The instant until which to wait next: the day of the reminder if it is to come, else the end of the last day. */
export function waitUntil(waiting: Case, today: LocalDate): string {
  const remindOn = waiting.plan?.remindOn ?? null;
  const reminds = remindOn !== null && remindOn > today && remindOn <= lastDayToPay(waiting);
  return reminds ? startOfDay(remindOn) : startOfDay(addDays(lastDayToPay(waiting), 1));
}
