/** A refund whose execution was renewed while it waited: on what it waits still, and until when. */
import { addDays, startOfDay } from '../../domain/calendar.ts';
import { deskWaitsUntil, leftWait } from '../renew.ts';
import type { RefundCase } from './case.ts';

const AT_DESKS = ['decision', 'first_review', 'second_review', 'account'] as const;

/** Null where the new execution has nothing to take over, or has to decide anew. */
export function leftRefund(current: RefundCase) {
  const left = leftWait(current);
  if (!left || current.planOutdated) return null;
  if (left.kind === 'payout') return { outcome: 'await_payout' as const };
  if (left.kind === 'documents') {
    const last = current.requested && addDays(current.requested.until, 1);
    return last ? { outcome: 'waits_for_documents' as const, waitsUntil: startOfDay(last) } : null;
  }
  const desk = AT_DESKS.find((kind) => kind === left.kind);
  return desk ? { outcome: `waits_for_${desk}` as const, waitsUntil: deskWaitsUntil(left) } : null;
}
