/** Whoever uses a payment looks at its claim at that moment: what goes back to the payer insures nobody. */

import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import { CaseStateError } from '../errors.ts';

/** @throws CaseStateError that parks the case and names the refund, until a person has seen to it */
export async function expectNotGivenBack(
  { payment }: LatePaymentCase,
  ledger: Pick<LedgerStore, 'getPayment'>,
): Promise<void> {
  const claim = payment && (await ledger.getPayment(payment.voucher))?.claim;
  if (claim) throw new CaseStateError(`the payment is given back by case ${claim.caseId}`);
}
