import type { Held } from '../../cases/let-go.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { RefundLedger } from './refund-ledger-store.ts';

export interface LetGoStores {
  ledger: Pick<LedgerStore, 'closeCollection' | 'releaseEnrolment' | 'births' | 'unallocated'>;
  refunds: Pick<RefundLedger, 'releasePayment' | 'years'>;
}

/** Lets go of what an ended case held. Safe to do twice: what another case holds by then stays with it. */
export async function letGo(held: readonly Held[], at: string, { ledger, refunds }: LetGoStores): Promise<void> {
  for (const one of held) {
    switch (one.of) {
      case 'collection':
        await ledger.closeCollection(one.caseId, 'cancelled', at);
        break;
      case 'year':
        await ledger.releaseEnrolment(one.personRef, one.coverageYear, one.caseId);
        break;
      case 'birth':
        if (one.settled) await ledger.births.settle(one.birthRef, one.caseId);
        else await ledger.births.release(one.birthRef, one.caseId);
        break;
      case 'ended_year':
        await refunds.years.restore(one.personRef, one.coverageYear, one.vouchers, one.caseId);
        break;
      case 'unused':
        await ledger.unallocated.leave(one, { since: at, why: 'not_used', caseId: one.caseId }, one.caseId);
        break;
      case 'payment':
        await refunds.releasePayment(one.voucher, one.caseId);
    }
  }
}
