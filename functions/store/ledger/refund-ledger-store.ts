/**
 * What keeps a payment from being given back twice: one case may claim it, and the condition on the payment's own item
 * says which. A claim is let go only by the case that has it, and never once it is settled.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Claim, type Enrolment, enrolmentSchema } from '../../cases/ledger.ts';
import {
  type Instruction,
  instructionSchema,
  type PayoutResult,
  type RefundRecord,
  refundRecordSchema,
} from '../../cases/refund/payouts.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import {
  enrolmentEntry,
  instructionDay,
  instructionEntry,
  readInstructionId,
  refundDay,
  refundEntry,
} from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';
import { openRecordedPayments } from './recorded-payments.ts';

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

  /** What was given back, once a case. */
  async function putRefund(record: RefundRecord): Promise<void> {
    await putNew({
      entry: refundEntry(record.caseId),
      personEntryKey: `refund#${record.coverageYear}#${record.caseId}`,
      collectionDay: refundDay(record.region, record.settledOn),
      ...record,
    });
  }

  /** Ends what a person is enrolled by for a year, and keeps it as it was. False if there is nothing to end. */
  async function endEnrolment(
    personRef: string,
    coverageYear: number,
    ended: Omit<NonNullable<Enrolment['ended']>, 'enrolled'>,
  ): Promise<boolean> {
    const entry = enrolmentEntry(personRef, coverageYear);
    const item = await read(entry);
    const enrolled = item && enrolmentSchema.parse(item).enrolled;
    if (!enrolled) return false;
    return update(entry, {
      UpdateExpression: 'SET ended = :ended REMOVE enrolled, rollKey',
      ConditionExpression: 'enrolled.caseId = :enrolledBy',
      ExpressionAttributeValues: { ':ended': { ...ended, enrolled }, ':enrolledBy': enrolled.caseId },
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
    /** What a case gave back in the end. */
    async getRefund(caseId: string): Promise<RefundRecord | null> {
      const item = await read(refundEntry(caseId));
      return item && refundRecordSchema.parse(item);
    },
    endEnrolment,
    /** The orders of a region on a day, for the treasury; eventually consistent. */
    instructions: async (region: string, day: LocalDate): Promise<Instruction[]> =>
      (await ofDay(instructionDay(region, day))).map((item) => instructionSchema.parse(item)),
    /** What a region gave back on a day, for the tax side; eventually consistent. */
    refunds: async (region: string, day: LocalDate): Promise<RefundRecord[]> =>
      (await ofDay(refundDay(region, day))).map((item) => refundRecordSchema.parse(item)),
  };
}
