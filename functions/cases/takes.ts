import type { Act } from './acts.ts';
import type { Case } from './case.ts';
import { LATE_PAYMENT_ACTS } from './late-payment/acts.ts';
import { NEWBORN_ACTS } from './newborn/acts.ts';
import { REFUND_ACTS } from './refund/acts.ts';

/** What the state of a case takes, by the table of its kind; what the case holds may still speak against it. */
export function actsOfState(current: Pick<Case, 'kind' | 'state'>): readonly Act[] {
  return Object.entries(TABLES[current.kind]).find(([state]) => state === current.state)?.[1] ?? [];
}

const TABLES: Record<Case['kind'], Readonly<Record<string, readonly Act[]>>> = {
  'late-payment': LATE_PAYMENT_ACTS,
  refund: REFUND_ACTS,
  newborn: NEWBORN_ACTS,
};

export const takes = (current: Pick<Case, 'kind' | 'state'>, act: Act): boolean => actsOfState(current).includes(act);
