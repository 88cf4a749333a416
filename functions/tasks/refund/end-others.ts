/** A case that lives on a payment of a refund ends when the money has gone back: it insures nobody. */
import { type Case, hasEnded } from '../../cases/case.ts';
import { isRefusal } from '../../cases/changes.ts';
import type { Payment } from '../../cases/ledger.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import { yearsBack } from '../../cases/refund/years-back.ts';
import { withdraw } from '../../cases/withdraw.ts';
import { TransientError } from '../../runtime/errors.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { livingOn } from '../../store/ledger/living-on.ts';

interface Stores {
  cases: Pick<CaseStore<Case>, 'get' | 'change'>;
  ledger: { getPayment(voucher: string): Promise<Payment | null> };
}

/**
 * Only what has gone back whole, for the year of the case. Its own steps look at the claim before they insure, so none of
 * them can come between.
 * @throws TransientError while one is at work: this step is tried again
 */
export async function endOthers(paid: RefundCase, at: string, stores: Stores): Promise<void> {
  const back = yearsBack(paid);
  const vouchers = (paid.claims ?? []).map(({ voucher }) => voucher);
  for (const { voucher, found } of await livingOn(vouchers, stores)) {
    const year = back.find((one) => one.coverageYear === found.coverageYear && one.vouchers.includes(voucher));
    if (!year || hasEnded(found.state)) continue;
    const kept = year.kept === undefined ? '' : `；保留的缴费 ${year.kept} 可另行办理`;
    const reason = `缴费 ${voucher} 已由退费案件 ${paid.caseId} 退还${kept}`;
    const change = withdraw(found, reason, { at, by: 'system:SettleRefund' });
    const outcome = isRefusal(change) ? null : await stores.cases.change(found, change);
    if (!outcome?.ok) throw new TransientError(`${found.caseId} lives on a payment that went back, and is at work`);
  }
}
