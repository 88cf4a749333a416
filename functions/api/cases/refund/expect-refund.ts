import type { Case } from '../../../cases/case.ts';
import { type Refusal, refuse } from '../../../cases/changes.ts';
import type { RefundCase } from '../../../cases/refund/case.ts';
import { accepted } from '../accepted.ts';

/** Of the other kinds nothing was paid out. */
export const refundOr = (current: Case): RefundCase | Refusal<'case_not_refunded'> =>
  current.kind === 'refund' ? current : refuse('case_not_refunded', '只有退费案件登记追回的款项和退票。');

/** @throws ProblemError `case_not_refunded` */
export const expectRefund = (current: Case): RefundCase => accepted(refundOr(current));
