/** Rule "ground": whether the table's list has the ground of an application. */
import type { DecisionRecord } from '../decision.ts';
import type { RefundRequest } from './request.ts';

/** Null, with a question, where the table has no list. */
export function isGroundListed({ ground }: Pick<RefundRequest, 'ground'>, record: DecisionRecord): boolean | null {
  const listed = record.use('ground', 'refund.grounds', record.table.refund.grounds);
  return listed === null ? null : listed.includes(ground);
}
