/** Whoever uses a payment looks at its claim at that moment: what goes back to the payer insures nobody. */

import type { PaidCase } from '../../cases/pay.ts';
import { normalVoucher } from '../../domain/voucher.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import { CaseStateError } from '../errors.ts';

type Insuring = Pick<PaidCase, 'person' | 'coverageYear' | 'payment'>;

/** @throws CaseStateError that parks the case and names the refund, until a person has seen to it */
export async function expectNotGivenBack(
  { payment }: Pick<PaidCase, 'payment'>,
  ledger: Pick<LedgerStore, 'getPayment'>,
): Promise<void> {
  const claim = payment && payment.accepted !== false && (await ledger.getPayment(payment.voucher))?.claim;
  if (claim) throw new CaseStateError(`the payment is given back by case ${claim.caseId}`);
}

/**
 * The year's own item did not take the enrolment: a refund may have been faster than this step.
 * @throws CaseStateError that puts the case before a person
 */
export async function expectInsuring(
  { person, coverageYear, payment }: Insuring,
  ledger: Pick<LedgerStore, 'getEnrolment'>,
): Promise<void> {
  const { givenBack } = (await ledger.getEnrolment(person.ref, coverageYear)) ?? {};
  if (payment && givenBack?.has(normalVoucher(payment.voucher))) throw new CaseStateError('the payment was given back');
}
