/** What stands in the way of a refund: payments that another case has, each said in a sentence. */

import type { RefundCase } from '../../cases/refund/case.ts';
import type { ClaimedPayment } from '../../cases/refund/claims.ts';
import { type CaseReader, claimantOf } from '../../store/ledger/claimant.ts';
import { describeClaim } from '../../store/ledger/describe-claim.ts';

/** The ending of a case whose payments another one has. */
export async function claimedEnding(
  held: readonly ClaimedPayment[],
  cases: CaseReader,
  at: string,
): Promise<NonNullable<RefundCase['ending']>> {
  const sentences = held.map(async ({ voucher, claim }) => describeClaim(voucher, await claimantOf(claim, cases), at));
  return { reason: 'payment_claimed', message: `${(await Promise.all(sentences)).join(';')}。` };
}
