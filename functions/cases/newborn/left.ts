/** A newborn's case whose execution was renewed while it waited: on what it waits still. */
import { startOfDay } from '../../domain/calendar.ts';
import { deskWaitsUntil, leftWait } from '../renew.ts';
import { NEWBORN_WAITS, type NewbornCase } from './case.ts';
import { refuseUnplanned } from './plan-of-child.ts';

/** Null where the new execution has nothing to take over: it looks at the child as after every wait. */
export function leftNewborn(current: NewbornCase) {
  const left = leftWait(current);
  const kind = NEWBORN_WAITS.find((one) => one === left?.kind);
  const { plan, wait } = current;
  if (!left || !kind || !wait || !plan) return null;
  if (kind !== 'payment_question' && refuseUnplanned(current)) return null;
  const outcome = `waits_for_${kind}` as const;
  const day = startOfDay(plan.lookAgainOn);
  if (kind === 'parents') return { outcome, lookAgainAt: day };
  const waitsUntil = deskWaitsUntil(left);
  return { outcome, lookAgainAt: Date.parse(day) < Date.parse(waitsUntil) ? day : waitsUntil, waitsUntil };
}
