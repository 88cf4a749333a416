/**
 * All records of one person in the caller's regions. Of other regions a caller learns one thing, and only when looking
 * for a duplicate: that somebody paid there for the year. Duplicates are often paid in two places.
 */
import { z } from 'zod';
import type { Payment } from '../../cases/ledger.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { caseSummarySchema, summarizeCase } from '../cases/case-view.ts';
import type { ReadServices } from '../http/services.ts';
import { paymentViewSchema, showPayment } from '../payments/payment-view.ts';

export const personRecordSchema = z.object({
  /** Newest first; at most 100. */
  cases: z.array(caseSummarySchema),
  /** The earliest first. */
  payments: z.array(paymentViewSchema),
  /** Null where it was not asked. */
  elsewhere: z.array(z.object({ region: z.string(), coverageYear: z.int() })).nullable(),
});

/**
 * @param asked.at ISO instant of the request.
 * @param asked.duplicate whether a payment of another region may matter
 */
export async function showPersonRecord(
  personRef: string,
  asked: { caller: Caller; at: string; duplicate: boolean },
  { cases, ledger }: Pick<ReadServices, 'cases' | 'ledger'>,
): Promise<z.input<typeof personRecordSchema>> {
  const [found, payments] = await Promise.all([cases.ofPerson(personRef), ledger.paymentsOf(personRef)]);
  const own = found.filter(({ region }) => worksFor(asked.caller, region));
  const paidHere = payments.filter(({ region }) => worksFor(asked.caller, region));
  const others = payments.filter(({ region }) => !worksFor(asked.caller, region));
  return {
    cases: own.sort((one, other) => (one.openedAt < other.openedAt ? 1 : -1)).map(summarizeCase),
    payments: await Promise.all(paidHere.map((payment) => showPayment(payment, cases, asked.at))),
    elsewhere: asked.duplicate ? yearsElsewhere(others) : null,
  };
}

/** Each region and year once: neither how often, how much, nor by which voucher. */
function yearsElsewhere(payments: readonly Pick<Payment, 'region' | 'coverageYears'>[]) {
  const places = payments.flatMap(({ region, coverageYears }) =>
    coverageYears.map((coverageYear): [string, { region: string; coverageYear: number }] => [
      `${region}#${coverageYear}`,
      { region, coverageYear },
    ]),
  );
  return [...new Map(places.toSorted(([one], [other]) => (one < other ? -1 : 1))).values()];
}
