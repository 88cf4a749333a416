/**
 * What keeps a payment from being given back twice: one case may claim it, and the condition on the payment's own item
 * says which. A claim is let go only by the case that has it, and never once it is settled.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Claim } from '../../cases/ledger.ts';
import {
  type Bounce,
  type Instruction,
  instructionSchema,
  type PayoutResult,
  type RefundRecord,
  refundRecordSchema,
} from '../../cases/refund/payouts.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import {
  instructionDay,
  instructionEntry,
  readInstructionId,
  refundDay,
  refundEntry,
  unallocatedKey,
} from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';
import { openRecordedPayments } from './recorded-payments.ts';
import { openYearsGivenBack } from './years-given-back.ts';

export interface PaymentClaim {
  voucher: string;
  caseId: string;
  /** ISO instant. */
  at: string;
  personRef: string;
  /** The amount paid, as the case saw it when it decided, and the part that the case gives back: decimal yuan. */
  paid: string;
  refund: string;
}

/**
 * `held`: by another case, or settled already. `changed`: the payment is not, or no longer, what the case decided on.
 */
export type PaymentClaimOutcome =
  | { ok: true }
  | { ok: false; reason: 'held'; claim: Claim }
  | { ok: false; reason: 'changed' };

/** Under which it is told to the tax side. */
export const refundIdOf = ({ id, caseId }: Pick<RefundRecord, 'id' | 'caseId'>): string => id ?? caseId;

export type RefundLedger = ReturnType<typeof openRefundLedger>;

export function openRefundLedger(client: DynamoDBDocumentClient, table: string) {
  const { read, update, putNew, ofDay, ofPerson } = openLedgerItems(client, table);
  const { find: getPayment, updateRecorded } = openRecordedPayments({ read, update, putNew, ofPerson });

  async function getInstruction(instruction: string): Promise<Instruction | null> {
    const id = readInstructionId(instruction);
    const item = id && (await read(instructionEntry(id.caseId, id.count)));
    return item && instructionSchema.parse(item);
  }

  /** Claims a payment for a case; again by the same case is no error, and may change what it gives back. */
  async function claimPayment(wanted: PaymentClaim): Promise<PaymentClaimOutcome> {
    const { voucher, caseId, at, personRef, paid, refund } = wanted;
    const claim: Claim = { caseId, since: at, refund };
    const claimed = await updateRecorded(voucher, {
      UpdateExpression: 'SET claim = :claim',
      ConditionExpression: 'attribute_not_exists(claim) AND personRef = :person AND amount = :paid',
      ExpressionAttributeValues: { ':claim': claim, ':person': personRef, ':paid': paid },
    });
    if (claimed) return { ok: true };
    const own = await updateRecorded(voucher, {
      UpdateExpression: 'SET claim.refund = :refund',
      ConditionExpression:
        'claim.caseId = :case AND attribute_not_exists(claim.settled) AND personRef = :person AND amount = :paid',
      ExpressionAttributeValues: { ':case': caseId, ':refund': refund, ':person': personRef, ':paid': paid },
    });
    if (own) return { ok: true };
    const stored = await getPayment(voucher);
    return stored?.claim ? { ok: false, reason: 'held', claim: stored.claim } : { ok: false, reason: 'changed' };
  }

  /** Lets a payment go; nothing happens if another case has it, or if it was paid out. */
  async function releasePayment(voucher: string, caseId: string): Promise<void> {
    await updateRecorded(voucher, {
      UpdateExpression: 'REMOVE claim',
      ConditionExpression: 'claim.caseId = :case AND attribute_not_exists(claim.settled)',
      ExpressionAttributeValues: { ':case': caseId },
    });
  }

  /** The payment was given back: for ever. False if the case doesn't have it, or another instruction settled it. */
  async function settlePayment(
    { voucher, caseId, refund }: Pick<PaymentClaim, 'voucher' | 'caseId' | 'refund'>,
    settled: NonNullable<Claim['settled']>,
  ): Promise<boolean> {
    return updateRecorded(voucher, {
      // Given back, it is nobody's to see to any more.
      UpdateExpression: 'SET claim.settled = :settled REMOVE collectionDay',
      ConditionExpression:
        'claim.caseId = :case AND claim.refund = :refund AND (attribute_not_exists(claim.settled) OR claim.settled.instruction = :instruction)',
      ExpressionAttributeValues: {
        ':settled': settled,
        ':case': caseId,
        ':refund': refund,
        ':instruction': settled.instruction,
      },
    });
  }

  /** An order to the treasury, once under its id. */
  async function putInstruction(order: Instruction, count: number): Promise<void> {
    await putNew({
      entry: instructionEntry(order.caseId, count),
      personEntryKey: `instruction#${order.coverageYear}#${order.instruction}`,
      collectionDay: instructionDay(order.region, order.issuedOn),
      ...order,
    });
  }

  /** Writes a result beside its order. False if there is no such order, or it has another result. */
  async function closeInstruction(instruction: string, result: PayoutResult): Promise<boolean> {
    const id = readInstructionId(instruction);
    if (!id) return false;
    const { outcome, reference } = result;
    return update(instructionEntry(id.caseId, id.count), {
      UpdateExpression: 'SET #result = :result',
      ConditionExpression:
        'attribute_exists(entry) AND (attribute_not_exists(#result) OR (#result.outcome = :outcome AND #result.#reference = :reference))',
      ExpressionAttributeNames: { '#result': 'result', '#reference': 'reference' },
      ExpressionAttributeValues: { ':result': result, ':outcome': outcome, ':reference': reference },
    });
  }

  /** What was settled came back: the payment is this case's, and not given back. Nothing happens a second time. */
  async function unsettlePayment(voucher: string, caseId: string, instruction: string): Promise<void> {
    const stored = await getPayment(voucher);
    // Of a payment that no case had a desk has to see again.
    const listed = stored?.unallocated && unallocatedKey(stored.region);
    await updateRecorded(voucher, {
      UpdateExpression: `${listed ? 'SET collectionDay = :listed ' : ''}REMOVE claim.settled`,
      ConditionExpression: 'claim.caseId = :case AND claim.settled.instruction = :instruction',
      ExpressionAttributeValues: {
        ':case': caseId,
        ':instruction': instruction,
        ...(listed && { ':listed': listed }),
      },
    });
  }

  /** Writes beside an order that what it paid came back. */
  async function bounceInstruction(instruction: string, bounced: Bounce): Promise<void> {
    const id = readInstructionId(instruction);
    if (!id) return;
    await update(instructionEntry(id.caseId, id.count), {
      UpdateExpression: 'SET bounced = :bounced',
      ConditionExpression: 'attribute_exists(entry)',
      ExpressionAttributeValues: { ':bounced': bounced },
    });
  }

  /** What was given back or came back, once under its id. */
  async function putRefund(record: RefundRecord): Promise<void> {
    const id = refundIdOf(record);
    await putNew({
      entry: refundEntry(id),
      personEntryKey: `refund#${record.coverageYear}#${id}`,
      collectionDay: refundDay(record.region, record.settledOn),
      ...record,
    });
  }

  return {
    /** By its voucher, however it is written. */
    getPayment,
    claimPayment,
    releasePayment,
    settlePayment,
    getInstruction,
    putInstruction,
    closeInstruction,
    putRefund,
    unsettlePayment,
    bounceInstruction,
    /** What a case gave back, or what came back of it, by its id. */
    async getRefund(id: string): Promise<RefundRecord | null> {
      const item = await read(refundEntry(id));
      return item && refundRecordSchema.parse(item);
    },
    years: openYearsGivenBack(client, table),
    /** The orders of a region on a day, for the treasury; eventually consistent. */
    instructions: async (region: string, day: LocalDate): Promise<Instruction[]> =>
      (await ofDay(instructionDay(region, day))).map((item) => instructionSchema.parse(item)),
    /** What a region gave back on a day, for the tax side; eventually consistent. */
    refunds: async (region: string, day: LocalDate): Promise<RefundRecord[]> =>
      (await ofDay(refundDay(region, day))).map((item) => refundRecordSchema.parse(item)),
  };
}
