/**
 * Payments that no case has taken (待认领): each is listed under its region until a case lives on it or it was given back.
 * The payment's own item says which case it is for, so that two desks cannot give it to two cases.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Payment, paymentSchema } from '../../cases/ledger.ts';
import { unallocatedKey } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';
import { openRecordedPayments } from './recorded-payments.ts';

/** What lists a payment, beside its own parts; nothing for one that a case is to have. */
export const listedAs = ({ unallocated, region }: Pick<Payment, 'unallocated' | 'region'>) =>
  unallocated ? { collectionDay: unallocatedKey(region) } : {};

export function openUnallocatedPayments(client: DynamoDBDocumentClient, table: string) {
  const items = openLedgerItems(client, table);
  const { ofDay } = items;
  const { updateRecorded } = openRecordedPayments(items);

  return {
    /**
     * Gives a payment to a case; again to the same case is no error. False if another case, or a refund, has it.
     * @param from a case that was given it and ended without using it
     */
    bind: (voucher: string, caseId: string, from: string | null = null): Promise<boolean> =>
      updateRecorded(voucher, {
        UpdateExpression: 'SET caseId = :case',
        ConditionExpression:
          'attribute_exists(entry) AND attribute_not_exists(claim) AND (attribute_not_exists(caseId) OR caseId IN (:case, :from))',
        ExpressionAttributeValues: { ':case': caseId, ':from': from ?? caseId },
      }),

    /** The case lives on it: nobody has to see to it any more. */
    async finish(voucher: string, caseId: string): Promise<void> {
      await updateRecorded(voucher, {
        UpdateExpression: 'REMOVE unallocated, collectionDay',
        ConditionExpression: 'caseId = :case AND attribute_exists(unallocated)',
        ExpressionAttributeValues: { ':case': caseId },
      });
    },

    /** The case did not take it: a desk is to see to it. Nothing changes where another case, or a refund, has it. */
    async leave(
      { voucher, region }: Pick<Payment, 'voucher' | 'region'>,
      unallocated: NonNullable<Payment['unallocated']>,
      caseId: string,
    ): Promise<void> {
      await updateRecorded(voucher, {
        UpdateExpression: 'SET unallocated = :unallocated, collectionDay = :listed REMOVE caseId',
        ConditionExpression: 'attribute_not_exists(claim) AND (attribute_not_exists(caseId) OR caseId = :case)',
        ExpressionAttributeValues: {
          ':unallocated': unallocated,
          ':listed': unallocatedKey(region),
          ':case': caseId,
        },
      });
    },

    /** Of a region, the first that came first; eventually consistent. */
    async ofRegion(region: string): Promise<Payment[]> {
      const found = (await ofDay(unallocatedKey(region))).map((item) => paymentSchema.parse(item));
      const since = ({ unallocated, recordedAt }: Payment): string => unallocated?.since ?? recordedAt;
      return found.sort((one, other) => (since(one) < since(other) ? -1 : 1));
    },
  };
}
