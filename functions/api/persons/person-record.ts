/**
 * What there is of one person. Cases are those of the regions that the caller works for; payments are those of all
 * regions, because a duplicate is often paid in two places.
 */
import { z } from 'zod';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { caseSummarySchema, summarizeCase } from '../cases/case-view.ts';
import type { ReadServices } from '../http/services.ts';
import { paymentViewSchema, showPayment } from '../payments/payment-view.ts';

export const personRecordSchema = z.object({
  /** Newest first; at most 100. */
  cases: z.array(caseSummarySchema),
  /** The earliest first. */
  payments: z.array(paymentViewSchema),
});

/** @param asked.at ISO instant of the request. */
export async function showPersonRecord(
  personRef: string,
  asked: { caller: Caller; at: string },
  { cases, ledger }: Pick<ReadServices, 'cases' | 'ledger'>,
): Promise<z.input<typeof personRecordSchema>> {
  const [found, payments] = await Promise.all([cases.ofPerson(personRef), ledger.paymentsOf(personRef)]);
  const own = found.filter(({ region }) => worksFor(asked.caller, region));
  return {
    cases: own.sort((one, other) => (one.openedAt < other.openedAt ? 1 : -1)).map(summarizeCase),
    payments: await Promise.all(payments.map((payment) => showPayment(payment, cases, asked.at))),
  };
}
