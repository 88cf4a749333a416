/** The cases that live on payments: whoever gives a payment back looks at them. */
import { type Case, hasEnded } from '../../cases/case.ts';
import type { Payment } from '../../cases/ledger.ts';
import { isPaidKind, isTaken, type PaidCase } from '../../cases/pay.ts';

export interface Living {
  voucher: string;
  found: PaidCase;
}

interface Stores {
  cases: { get(caseId: string): Promise<Case | null> };
  ledger: { getPayment(voucher: string): Promise<Payment | null> };
}

/** Of the cases that have ended those that insure by the payment. */
export async function livingOn(vouchers: readonly string[], { cases, ledger }: Stores): Promise<Living[]> {
  const living: Living[] = [];
  for (const voucher of vouchers) {
    const holder = (await ledger.getPayment(voucher))?.caseId;
    const found = holder === undefined ? null : await cases.get(holder);
    if (!found || !isPaidKind(found) || !isTaken(found, voucher)) continue;
    if (!hasEnded(found.state) || found.state === 'insured') living.push({ voucher, found });
  }
  return living;
}
