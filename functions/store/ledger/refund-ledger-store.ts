/**
 * What keeps a payment from being given back twice: one case at a time may claim it, and the condition on the payment's own
 * item says which. A claim is let go only by the case that has it, and never once it is settled. All claims together are
 * never more than was paid.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  type ClaimRefusal,
  type ClaimWanted,
  sumOfClaims,
  withClaim,
  withoutClaim,
  withSettled,
  withUnsettled,
} from '../../cases/claims-of-payment.ts';
import type { Claim, Payment } from '../../cases/ledger.ts';
import {
  type Bounce,
  type Instruction,
  instructionSchema,
  type PayoutResult,
  type RefundRecord,
  refundRecordSchema,
} from '../../cases/refund/payouts.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { sumOfAmounts } from '../../domain/refund/claims.ts';
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

export type PaymentClaim = ClaimWanted & { voucher: string };

export type PaymentClaimOutcome = { ok: true } | ({ ok: false } & ClaimRefusal);

/** What changes with the claims of a payment. */
interface Besides {
  set?: string;
  remove?: string;
  values?: Record<string, unknown>;
}

/** Each time somebody else has changed the payment's claims since it was read. */
const ATTEMPTS = 20;

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

  /**
   * Writes the claims of a payment as `change` makes them of those that stand: one item, and a condition that nobody has
   * changed them since. What `change` answers in place of claims is handed back, and nothing is written.
   */
  async function changeClaims<Refused>(
    voucher: string,
    change: (payment: Payment) => Claim[] | Refused,
    besides: (payment: Payment, claims: readonly Claim[]) => Besides = () => ({}),
  ): Promise<true | Refused | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const seen = await getPayment(voucher);
      if (!seen) return null;
      const claims = change(seen);
      if (!Array.isArray(claims)) return claims;
      const [first, ...later] = claims;
      const { set, remove, values } = besides(seen, claims);
      const sets = [first && 'claim = :first', later.length > 0 && 'laterClaims = :later', set].filter(Boolean);
      const removes = [!first && 'claim', later.length === 0 && 'laterClaims', remove].filter(Boolean);
      const parts = {
        ...(first && { ':first': first }),
        ...(later.length > 0 && { ':later': later }),
        ...values,
        ':one': 1,
        ':person': seen.personRef,
        ':paid': seen.amount,
      };
      const { claim, claimRevision } = seen;
      const changed = await updateRecorded(seen.voucher, {
        UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}${removes.length > 0 ? `REMOVE ${removes.join(', ')} ` : ''}ADD claimRevision :one`,
        // A release before counts no changes: whose the claim is, and whether it was paid out, is compared besides.
        ConditionExpression: [
          'personRef = :person AND amount = :paid',
          claimRevision === undefined ? 'attribute_not_exists(claimRevision)' : 'claimRevision = :seen',
          claim ? 'claim.caseId = :by AND claim.refund = :back' : 'attribute_not_exists(claim)',
          ...(claim ? [`attribute_${claim.settled ? '' : 'not_'}exists(claim.settled)`] : []),
        ].join(' AND '),
        ExpressionAttributeValues: {
          ...parts,
          ...(claimRevision !== undefined && { ':seen': claimRevision }),
          ...(claim && { ':by': claim.caseId, ':back': claim.refund }),
        },
      });
      if (changed) return true;
    }
    throw new Error(`the claims of payment ${voucher} kept changing`);
  }

  /** Claims a payment for a case; again by the same case is no error, and may change what it gives back. */
  async function claimPayment({ voucher, ...wanted }: PaymentClaim): Promise<PaymentClaimOutcome> {
    const outcome = await changeClaims(voucher, (payment) => withClaim(payment, wanted));
    if (outcome === true) return { ok: true };
    return { ok: false, ...(outcome ?? { reason: 'changed' }) };
  }

  /** Lets a payment go; nothing happens if another case has it, or if it was paid out. */
  async function releasePayment(voucher: string, caseId: string): Promise<void> {
    await changeClaims(voucher, (payment) => withoutClaim(payment, caseId));
  }

  /** Given back for ever. False if the case doesn't have it, or another instruction settled it. */
  async function settlePayment(
    { voucher, caseId, refund }: Pick<PaymentClaim, 'voucher' | 'caseId' | 'refund'>,
    settled: NonNullable<Claim['settled']>,
  ): Promise<boolean> {
    const change = (payment: Payment) => withSettled(payment, { caseId, refund }, settled);
    // Once all of it was given back, it is nobody's to see to any more.
    const finished = (payment: Payment, claims: readonly Claim[]) =>
      sumOfClaims(claims.filter((claim) => claim.settled)) === sumOfAmounts([payment.amount])
        ? { remove: 'collectionDay' }
        : {};
    return (await changeClaims(voucher, change, finished)) === true;
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
    // Of a payment that no case had a desk has to see again.
    const listed = ({ unallocated, region }: Payment) =>
      unallocated ? { set: 'collectionDay = :listed', values: { ':listed': unallocatedKey(region) } } : {};
    await changeClaims(voucher, (payment) => withUnsettled(payment, caseId, instruction), listed);
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
