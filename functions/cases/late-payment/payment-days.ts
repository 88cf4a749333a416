/** Until when a late payment waits for its money, and from when it insures. */
import { addDays, type LocalDate, lastOfYear, startOfDay, workingDaysAfter } from '../../domain/calendar.ts';
import type { LatePaymentCase } from './case.ts';

/** Where no day ends the result that was noticed, the coverage year does. */
export const lastDayOfCase = ({ plan, coverageYear }: LatePaymentCase): LocalDate =>
  plan?.payBy ?? lastOfYear(coverageYear);

/**
 * The day of collection counts, and its record may come later: a payment of the last day can be heard of until the
 * table's working days have passed.
 */
export const lastDayToHear = (waiting: LatePaymentCase): LocalDate =>
  workingDaysAfter(lastDayOfCase(waiting), waiting.guidance?.queryDelay?.max ?? 0);

/** The instant until which to wait: the end of the last day to hear. */
export const waitUntil = (waiting: LatePaymentCase): string => startOfDay(addDays(lastDayToHear(waiting), 1));

/** From the day of collection where there was a payment, from the plan where there was nothing to pay. */
export function benefitOf({ plan, collected }: LatePaymentCase): { start: LocalDate; end: LocalDate | null } | null {
  const benefit = (collected ?? plan?.assessment)?.benefit;
  return benefit?.start ? { start: benefit.start, end: benefit.end } : null;
}
