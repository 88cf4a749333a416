/** Rule "ground": whether the table's list has the ground of an application. */
import type { DecisionRecord } from '../decision.ts';
import { isInFirstForm } from '../policy.ts';
import type { RefundRequest } from './request.ts';

/** Null, with a question, where the table has no list. */
export function isGroundListed({ ground }: Pick<RefundRequest, 'ground'>, record: DecisionRecord): boolean | null {
  const { refund } = record.table;
  if (!isInFirstForm(record.table) && refund.grounds.standing === 'silent') {
    askForWayOut(ground, record);
    return null;
  }
  const listed = record.use('ground', 'refund.grounds', record.table.refund.grounds);
  return listed === null ? null : listed.includes(ground);
}

/** Of a ground that nobody speaks of, what goes back may be said for one case. */
export function askForWayOut(ground: RefundRequest['ground'], record: DecisionRecord): void {
  const message = '此种事由是否退费、退多少,政策表没有写明(ways_out)';
  record.review('ground_silent', `ways_out.${ground}`, message, 'value', '退费办法');
}
