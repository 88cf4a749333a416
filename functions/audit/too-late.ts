import type { Case } from '../cases/case.ts';

/** Ends that a later last day would have spared the person. */
const TOO_LATE: readonly string[] = ['unpaid', 'refused', 'missed'];

export const endedTooLate = ({ kind, state }: Pick<Case, 'kind' | 'state'>): boolean =>
  kind !== 'refund' && TOO_LATE.includes(state);
