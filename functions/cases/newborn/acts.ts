/** Which acts a newborn's case takes, by its state. Payments and events come at any moment of its months. */
import { type Act, AT_AN_END, WHILE_OPEN } from '../acts.ts';
import type { NewbornState } from './case.ts';

export const NEWBORN_ACTS = {
  assessing: [
    'pay',
    'record_event',
    'relist',
    'assess',
    'wait',
    'remind',
    'tell',
    'insure',
    'close',
    'park',
    ...WHILE_OPEN,
  ],
  awaiting_decision: ['decide', 'pay', 'record_event', 'relist', 'withdraw', 'assess', 'wait', 'park', ...WHILE_OPEN],
  tracking: ['pay', 'record_event', 'relist', 'withdraw', 'assess', 'wait', 'remind', 'park', ...WHILE_OPEN],
  checking_payment: [
    'decide',
    'record_event',
    'relist',
    'withdraw',
    'check_payment',
    'wait',
    'insure',
    'park',
    ...WHILE_OPEN,
  ],
  awaiting_wish: [
    'decide',
    'pay',
    'record_event',
    'relist',
    'withdraw',
    'assess',
    'wait',
    'close',
    'park',
    ...WHILE_OPEN,
  ],
  opening_late_payment: ['relist', 'hand_over', 'park', ...WHILE_OPEN],
  parked: ['relist', 'withdraw', 'resume', ...WHILE_OPEN],
  insured: AT_AN_END,
  late_payment_opened: AT_AN_END,
  missed: AT_AN_END,
  died: AT_AN_END,
  moved_away: AT_AN_END,
  rejected: AT_AN_END,
  withdrawn: AT_AN_END,
} as const satisfies Record<NewbornState, readonly Act[]>;

export const takesAct = (state: NewbornState, act: Act): boolean => NEWBORN_ACTS[state].some((one) => one === act);
