/** What stands in the way of a refund: payments that another case has, each said in a sentence. */

import type { RefundCase } from '../../cases/refund/case.ts';
import type { HeldPayment } from '../../cases/refund/claims.ts';
import { type CaseReader, holderOf } from '../../store/ledger/claim-holder.ts';
import { describeHold } from '../../store/ledger/describe-hold.ts';

/** The ending of a case whose payments another one has. */
export async function heldEnding(
  held: readonly HeldPayment[],
  cases: CaseReader,
  at: string,
): Promise<NonNullable<RefundCase['ending']>> {
  const sentences = held.map(async ({ voucher, claim }) => describeHold(voucher, await holderOf(claim, cases), at));
  return { reason: 'payment_claimed', message: `${(await Promise.all(sentences)).join(';')}。` };
}
