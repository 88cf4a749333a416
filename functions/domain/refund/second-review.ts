/** Who may review a refund for the second time: another person, and above a limit of the policy table an approver. */
import { formatYuan, parseYuan } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';

export interface SecondReviewRule {
  /** Whether only an approver may. */
  approver: boolean;
  /** The limit, decimal yuan, with its clause; null where the table has none: then any second person may. */
  limit: { above: string; clause: string } | null;
}

/** A silent limit is no limit: that every refund is seen by two people does not depend on it. */
export function decideSecondReview(amount: string, { table }: PolicyVersion): SecondReviewRule {
  const { value, clause } = table.refund.approverAbove;
  if (value === null) return { approver: false, limit: null };
  const refunded = parseYuan(amount) ?? 0;
  return { approver: refunded > value, limit: { above: formatYuan(value), clause: clause ?? '' } };
}
