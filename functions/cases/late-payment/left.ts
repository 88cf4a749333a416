/** A late payment whose execution was renewed while it waited: on what it waits still, and until when. */
import { addDays, startOfDay } from '../../domain/calendar.ts';
import { deskWaitsUntil, leftWait } from '../renew.ts';
import type { LatePaymentCase } from './case.ts';
import { benefitOf, waitUntil } from './payment-days.ts';

/** Null where the new execution has nothing to take over, or has to decide anew. */
export function leftLatePayment(current: LatePaymentCase) {
  const left = leftWait(current);
  if (!left || current.planOutdated) return null;
  switch (left.kind) {
    case 'decision':
      return { outcome: 'waits_for_decision' as const, waitsUntil: deskWaitsUntil(left) };
    case 'payment_question':
      return { outcome: 'waits_for_payment_question' as const, waitsUntil: deskWaitsUntil(left) };
    case 'payment':
      return { outcome: 'waits_for_payment' as const, waitsUntil: waitUntil(current) };
    case 'documents': {
      const { requested } = current;
      const last = requested && addDays(requested.until, 1);
      return last ? { outcome: 'waits_for_documents' as const, waitsUntil: startOfDay(last) } : null;
    }
    case 'benefits': {
      const start = benefitOf(current)?.start;
      return start ? { outcome: 'waits_for_benefits' as const, waitsUntil: startOfDay(start) } : null;
    }
    default:
      return null;
  }
}
