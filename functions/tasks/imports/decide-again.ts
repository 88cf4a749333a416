/**
 * After a change of an aid list: the person's open cases get the new identities. The healing of the next minute wakes
 * their executions, which decide again. A paid or ended case stays as it was decided.
 */
import { type Case, hasEnded } from '../../cases/case.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import { relist } from '../../cases/relist.ts';
import type { Listing } from '../../domain/aid/listed-identities.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { listedOn } from '../../domain/refund/listed-on.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import type { RefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { changeByStep } from '../case/change-case.ts';

export interface OpenCases {
  cases: CaseStore<Case>;
  ledger: Pick<LedgerStore, 'closeCollection' | 'getEnrolment' | 'getPayment' | 'paymentsOf' | 'unallocated'>;
  refunds: Pick<RefundLedger, 'getPayment'>;
}

/** Ids of the cases that are decided again. Safe to do twice: nothing is changed where the lists say what is known. */
export async function decideAgain(
  personRef: string,
  listings: readonly Listing[],
  { at, source }: { at: string; source: string },
  { cases, ledger, refunds }: OpenCases,
): Promise<string[]> {
  const changed: string[] = [];
  for (const found of await cases.ofPerson(personRef)) {
    const { caseId } = found;
    const decide = async (current: Case) => {
      if (hasEnded(current.state)) return null;
      const day = current.kind === 'refund' ? await refundDay(current, refunds) : dateOfInstant(at);
      const change = relist(current, { listings, day }, { at, source });
      // What was put out for collection is the amount of the decision before.
      const isOut = current.kind === 'late-payment' && current.state === 'awaiting_payment';
      if (change && isOut) await ledger.closeCollection(caseId, 'cancelled', at);
      return change;
    };
    const after = await changeByStep(cases, caseId, decide, found);
    if (after.history.some((entry) => entry.event === 'aid_list_changed' && entry.detail.source === source)) {
      changed.push(caseId);
    }
  }
  return changed;
}

/** The day as of which the lists count for a refund; null where they don't. */
async function refundDay({ facts }: RefundCase, refunds: Pick<RefundLedger, 'getPayment'>): Promise<LocalDate | null> {
  const payments = await Promise.all(facts.vouchers.map((voucher) => refunds.getPayment(voucher)));
  return listedOn(
    facts,
    payments.flatMap((payment) => payment?.collectedOn ?? []),
  );
}
