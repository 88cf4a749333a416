import { parkedFrom } from '../park.ts';
import type { NewbornCase, NewbornState } from './case.ts';

/** What somebody had decided or paid before is not lost. */
export function resumedNewborn(current: NewbornCase): NewbornState {
  const from = current.state === 'parked' ? parkedFrom(current) : current.state;
  return from === 'checking_payment' || from === 'opening_late_payment' ? from : 'assessing';
}
