import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { UndecidedError } from '../errors.ts';

/** From the day of collection where there was a payment, from the plan where there was nothing to pay. */
export function benefitOf({ plan, collected }: LatePaymentCase): { start: LocalDate; end: LocalDate | null } {
  const benefit = (collected ?? plan?.assessment)?.benefit;
  if (!benefit?.start) throw new UndecidedError('the day on which benefits begin is not known');
  return { start: benefit.start, end: benefit.end };
}
