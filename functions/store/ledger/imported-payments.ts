/** Payments that come in the tax side's files, and those that a university made for its students. */
import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Payment, paymentSchema } from '../../cases/ledger.ts';
import { canonicalJson } from '../../domain/content/canonical-json.ts';
import { li, parseYuan } from '../../domain/money.ts';
import { hasOneSpelling, normalVoucher } from '../../domain/voucher.ts';
import { LEDGER_INDEX, paymentEntry } from '../keys.ts';
import { openLedgerItems, type ReadEntry } from './ledger-items.ts';
import { openRecordedPayments } from './recorded-payments.ts';
import { listedAs } from './unallocated-payments.ts';

type ImportOutcome = { outcome: 'stored' | 'same' } | { outcome: 'conflict'; differs: string[] };

export type ImportedPayments = ReturnType<typeof openImportedPayments>;

const universityPayer = (code: string): string => `university:${code}`;

/** @param reading another way to read single items */
export function openImportedPayments(client: DynamoDBDocumentClient, table: string, reading?: ReadEntry) {
  const items = openLedgerItems(client, table, reading);
  const { read, putNew } = items;
  const recorded = openRecordedPayments(items);

  return {
    /** What is recorded of a person; eventually consistent. */
    of: recorded.paymentsOf,

    /**
     * Once a voucher: the same again is `same`, whoever recorded it first; another content is a conflict.
     * @param known what is recorded of the person, where it was read in this moment
     */
    async put(given: Omit<Payment, 'digest'>, known?: readonly Payment[]): Promise<ImportOutcome> {
      const payment = { ...given, digest: digestPayment(given) };
      const entry = paymentEntry(normalVoucher(payment.voucher));
      const otherwise = hasOneSpelling(payment.voucher)
        ? null
        : await recorded.find(payment.voucher, payment.personRef, known);
      if (otherwise) return compared(otherwise, payment);
      const stored = await putNew({
        entry,
        personEntryKey: `payment#${payment.coverageYears[0]}#${payment.voucher}`,
        ...(payment.payer?.startsWith(universityPayer('')) && { payerKey: payment.payer }),
        ...listedAs(payment),
        ...payment,
      });
      if (stored) return { outcome: 'stored' };
      return compared(paymentSchema.parse(await read(entry)), payment);
    },

    findTwin: recorded.findTwin,
    tellTwin: recorded.tellTwin,

    /** What was paid through a university, page by page. Eventually consistent. */
    async *paidThrough(university: string): AsyncGenerator<Payment> {
      let start: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: LEDGER_INDEX.payer,
            KeyConditionExpression: 'payerKey = :payer',
            ExpressionAttributeValues: { ':payer': universityPayer(university) },
            ExclusiveStartKey: start,
          }),
        );
        for (const item of Items) yield paymentSchema.parse(item);
        start = LastEvaluatedKey;
      } while (start);
    },
  };
}

function compared(known: Payment, payment: Payment): ImportOutcome {
  // A row that is done a second time, because its part was tried again.
  if (known.recordedBy === payment.recordedBy) return { outcome: 'stored' };
  const differs = differences(known, payment);
  return differs.length === 0 ? { outcome: 'same' } : { outcome: 'conflict', differs };
}

/** The digest that the tax window's confirmation of the same payment has, so that both are known to be one. */
function digestPayment({
  voucher,
  personRef,
  region,
  coverageYears,
  amount,
  collectedOn,
  channel,
}: Omit<Payment, 'digest'>) {
  const [coverageYear, ...more] = coverageYears;
  const content = {
    voucherNumber: voucher,
    idNumber: personRef,
    region,
    coverageYear: more.length > 0 ? coverageYears : coverageYear,
    amount: parseYuan(amount) ?? li(0),
    collectedOn,
    ...(channel && { channel }),
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** Columns in which two records of a voucher differ. What one of them does not say is no difference. */
function differences(stored: Payment, given: Payment): string[] {
  const optional = (one: string | undefined, other: string | undefined): boolean =>
    one !== undefined && other !== undefined && one !== other;
  const columns: [title: string, differs: boolean][] = [
    ['身份证号码', stored.personRef !== given.personRef],
    ['统筹区', stored.region !== given.region],
    ['参保年度', stored.coverageYears.join() !== given.coverageYears.join()],
    ['金额', stored.amount !== given.amount],
    ['征收日期', stored.collectedOn !== given.collectedOn],
    ['缴费渠道', optional(stored.channel, given.channel)],
    ['缴费人', optional(stored.payer, given.payer)],
    ['缴费方式', optional(stored.mode, given.mode)],
  ];
  return columns.filter(([, differs]) => differs).map(([title]) => title);
}
