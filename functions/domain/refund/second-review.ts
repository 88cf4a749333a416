/** Who may review a refund for the second time: another person, and above a limit of the policy table an approver. */
import { formatYuan, parseYuan } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';
import type { RefundAssessment } from './assessment.ts';
import type { RefundRequest } from './request.ts';
import { isStated } from './stated-amounts.ts';

export interface SecondReviewRule {
  /** Whether only an approver may. */
  approver: boolean;
  /** The limit, decimal yuan, with its clause; null where the table has none: then any second person may. */
  limit: { above: string; clause: string } | null;
}

/**
 * A silent limit is no limit: that every refund is seen by two people does not depend on it. An amount that a person
 * stated is always an approver's.
 */
export function decideSecondReview(
  { ground }: Pick<RefundRequest, 'ground'>,
  { outcome, amount }: Pick<RefundAssessment, 'outcome' | 'amount'>,
  { table }: PolicyVersion,
): SecondReviewRule {
  const { value, clause } = table.refund.approverAbove;
  const stated = isStated(ground) && outcome === 'refund';
  if (value === null) return { approver: stated, limit: null };
  const refunded = parseYuan(amount ?? '0') ?? 0;
  return { approver: stated || refunded > value, limit: { above: formatYuan(value), clause: clause ?? '' } };
}
