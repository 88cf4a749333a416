/** Whoever uses a payment looks at its claim at that moment: what goes back to the payer insures nobody. */

import type { Case } from '../../cases/case.ts';
import { claimsOn } from '../../cases/claims-of-payment.ts';
import { forYearsOf } from '../../cases/newborn/pay.ts';
import { isTaken, type PaidCase } from '../../cases/pay.ts';
import { type YearBack, yearsBack } from '../../cases/refund/years-back.ts';
import { normalVoucher } from '../../domain/voucher.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import { CaseStateError } from '../errors.ts';

type Insuring = Pick<PaidCase, 'person' | 'coverageYear' | 'payment'>;

interface Sources {
  ledger: Pick<LedgerStore, 'getPayment'>;
  cases: { get(caseId: string): Promise<Case | null> };
}

/**
 * A part of the price, or another year of the payment, may go back: the case lives on.
 * @throws CaseStateError that parks the case and names the refund, until a person has seen to it
 */
export async function expectNotGivenBack(paid: PaidCase, { ledger, cases }: Sources): Promise<void> {
  const { payment } = paid;
  const recorded = payment && payment.accepted !== false && (await ledger.getPayment(payment.voucher));
  if (!recorded) return;
  const years = paid.kind === 'newborn' ? (forYearsOf(paid).forYears ?? [paid.coverageYear]) : [paid.coverageYear];
  const lost = (back: YearBack): boolean =>
    years.includes(back.coverageYear) && back.vouchers.some((voucher) => isTaken(paid, voucher));
  for (const { caseId } of claimsOn(recorded)) {
    const by = await cases.get(caseId);
    if (by?.kind === 'refund' && !yearsBack(by).some(lost)) continue;
    throw new CaseStateError(`the payment is given back by case ${caseId}`);
  }
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
