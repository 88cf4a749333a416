import type { PartsOf } from '../case-base.ts';
import { parkedFrom } from '../park.ts';
import type { NewbornCase, NewbornState } from './case.ts';

/** What somebody had decided or paid before is not lost; a cover is recorded and told again. */
export function resumedNewborn(current: NewbornCase): NewbornState {
  const from = current.state === 'parked' ? parkedFrom(current) : current.state;
  if (from === 'checking_payment' || from === 'opening_late_payment') return from;
  return isPaidCover(current) ? 'checking_payment' : 'assessing';
}

/** The case notes what it tells before it tells it: after an outage it is told again, each letter once. */
export function toldAgain({ payment }: NewbornCase): PartsOf<NewbornCase> {
  return {
    registrationTold: false,
    missedTold: false,
    covered: undefined,
    ...(payment?.refusalTold && { payment: { ...payment, refusalTold: false } }),
  };
}

const isPaidCover = ({ covered, payment }: NewbornCase): boolean =>
  covered !== undefined && payment !== undefined && payment.accepted !== false;
