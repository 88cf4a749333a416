/**
 * Finding a payment by its voucher, however it is written. Its item has the spelling that it was told in, and stands under
 * the voucher's normal form, or, as releases up to 0.1.1 put it, under that spelling.
 */
import { type Payment, paymentSchema } from '../../cases/ledger.ts';
import { hasOneSpelling, isSameVoucher, mayBeOne, normalVoucher, spellingsOf } from '../../domain/voucher.ts';
import { paymentEntry, zerosEntry } from '../keys.ts';
import type { openLedgerItems, UpdateParts } from './ledger-items.ts';

/** How a payment's key in the index of persons begins. */
export const PAYMENTS = 'payment#';

type Told = Pick<Payment, 'voucher' | 'personRef' | 'coverageYears' | 'amount' | 'collectedOn'>;

export function openRecordedPayments({
  read,
  update,
  putNew,
  ofPerson,
}: Pick<ReturnType<typeof openLedgerItems>, 'read' | 'update' | 'putNew' | 'ofPerson'>) {
  /**
   * Strongly consistent.
   * @param personRef whose records are looked through for a spelling of mixed case
   * @param known these records, where they were read in this moment: only releases up to 0.1.1 left some to be found so
   */
  async function find(voucher: string, personRef?: string, known?: readonly Payment[]): Promise<Payment | null> {
    for (const spelling of spellingsOf(voucher)) {
      const item = await read(paymentEntry(spelling));
      if (item) return paymentSchema.parse(item);
    }
    if (personRef === undefined || hasOneSpelling(voucher)) return null;
    const all = known ?? (await paymentsOf(personRef));
    return all.find((one) => isSameVoucher(one.voucher, voucher)) ?? null;
  }

  /**
   * Changes a recorded payment; true if the condition held. Under whichever of two keys it stands: an item has one spelling.
   * @param voucher as its record spells it
   */
  async function updateRecorded(voucher: string, parts: UpdateParts): Promise<boolean> {
    const normal = paymentEntry(normalVoucher(voucher));
    if (normal === paymentEntry(voucher)) return update(normal, parts);
    const spelled: UpdateParts = {
      ...parts,
      ConditionExpression: `voucher = :spelled AND (${parts.ConditionExpression})`,
      ExpressionAttributeValues: { ...parts.ExpressionAttributeValues, ':spelled': voucher },
    };
    return (await update(normal, spelled)) || update(paymentEntry(voucher), spelled);
  }

  async function paymentsOf(personRef: string): Promise<Payment[]> {
    return (await ofPerson(personRef, PAYMENTS)).map((item) => paymentSchema.parse(item));
  }

  /**
   * Another record of the same person, years, day and amount whose voucher differs by zeros in front; null if there is none.
   * One item for all of them is put first: of two that are recorded at once one finds the other.
   * @param records all of the person's, where they were read in this moment
   */
  async function findTwin(told: Told, records?: readonly Payment[]): Promise<string | null> {
    const entry = zerosEntry(told);
    if (!(await putNew({ entry, voucher: told.voucher }))) {
      const first = await read(entry);
      if (typeof first?.voucher === 'string' && !isSameVoucher(first.voucher, told.voucher)) return first.voucher;
    }
    const isTwin = (known: Payment): boolean =>
      mayBeOne(known.voucher, told.voucher) &&
      !isSameVoucher(known.voucher, told.voucher) &&
      known.coverageYears.join() === told.coverageYears.join() &&
      known.amount === told.amount &&
      known.collectedOn === told.collectedOn;
    // What a release before recorded has no such item.
    return (records ?? (await paymentsOf(told.personRef))).find(isTwin)?.voucher ?? null;
  }

  /** Whoever decides on either of two such records is told of the other. */
  async function tellTwin(voucher: string, twin: string): Promise<void> {
    await updateRecorded(voucher, {
      UpdateExpression: 'SET twin = :twin',
      ConditionExpression: 'attribute_exists(entry)',
      ExpressionAttributeValues: { ':twin': twin },
    });
  }

  return { find, updateRecorded, paymentsOf, findTwin, tellTwin };
}
