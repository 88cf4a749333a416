import type { LocalDate } from '../calendar.ts';
import type { RefundRequest } from './request.ts';

/** The day as of which aid lists say who the person is for a refund; null where aid has no part in its ground. */
export function listedOn(
  { ground, appliedOn }: Pick<RefundRequest, 'ground' | 'appliedOn'>,
  paidOn: readonly LocalDate[],
): LocalDate | null {
  switch (ground) {
    case 'aid_recognised':
      return appliedOn;
    // When benefits begin hangs on who the person was as it was paid: who dies is taken off every list since.
    case 'death':
    case 'employee_insurance':
    case 'enrolled_elsewhere':
    case 'duplicate_payment':
      return paidOn.toSorted().at(-1) ?? null;
    case 'departure':
    case 'change_of_mind':
    case 'wrong_standard':
    case 'other':
      return null;
  }
}
