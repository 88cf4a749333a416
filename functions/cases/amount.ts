/** What a case is about in money, as it was last decided: what is to be paid, or goes back. */
import { parseYuan } from '../domain/money.ts';
import type { Case } from './case.ts';

/** Decimal yuan; null before it is decided, and where nobody knows it. */
export function amountOf(found: Case): string | null {
  switch (found.kind) {
    case 'late-payment':
      return found.plan?.assessment.amounts.payable ?? null;
    case 'refund':
      return found.plan?.assessment.amount ?? null;
    case 'newborn':
      return found.plan?.late?.amounts.payable ?? found.plan?.assessment.nextYear.contribution ?? null;
  }
}

/** In 厘; null where there is none. */
export const liOf = (found: Case): number | null => parseYuan(amountOf(found) ?? '');
