/** What the ledger says of a payment, as far as a form asks for it. */
interface Recorded {
  voucher: string;
  coverageYears: readonly number[];
  collectedOn: string;
  amount: string;
  channel: string | null;
  region: string;
  payer: string | null;
  mode: string | null;
}

/** A payment of the ledger as the form of a refund has it. */
export const entryOf = ({ voucher, coverageYears, collectedOn, amount, channel, region, payer, mode }: Recorded) => ({
  id: voucher,
  coverageYears: coverageYears.join('、'),
  paidOn: collectedOn,
  amount,
  channel: channel ?? '',
  place: region,
  payer: payer ?? '',
  mode: mode ?? '',
});
