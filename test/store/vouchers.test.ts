import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Payment } from '../../functions/cases/ledger.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openImportedPayments } from '../../functions/store/ledger/imported-payments.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openRefundLedger } from '../../functions/store/ledger/refund-ledger-store.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

let tables: OpenTables;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());

const ledger = () => openLedgerStore(tables.client, 'Ledger');
const refunds = () => openRefundLedger(tables.client, 'Ledger');
const files = () => openImportedPayments(tables.client, 'Ledger');

const payment = (voucher: string, personRef: string): Payment => ({
  voucher,
  personRef,
  coverageYears: [2026],
  region: '141181',
  amount: '400.00',
  collectedOn: localDate('2025-12-01'),
  digest: 'of another content',
  recordedAt: '2026-01-01T01:00:00.000Z',
  recordedBy: 'tax',
});
/** As 0.1.1 put it: under the spelling that it was told. */
const putAs011 = (one: Payment) =>
  tables.client.send(
    new PutCommand({
      TableName: 'Ledger',
      Item: { entry: `payment#${one.voucher}`, personEntryKey: `payment#2026#${one.voucher}`, ...one },
    }),
  );
const claimOf = (voucher: string, personRef: string, caseId: string) =>
  refunds().claimPayment({
    voucher,
    caseId,
    at: '2026-03-01',
    personRef,
    paid: '400.00',
    back: '0.00',
    refund: '400.00',
    parts: [{ coverageYear: 2026, amount: '400.00' }],
  });

describe.each([
  ['as told', async (one: Payment) => void (await ledger().putPayment(one))],
  ['by 0.1.1', async (one: Payment) => void (await putAs011(one))],
])('A payment that was recorded %s', (how, record) => {
  const person = `person ${how}`;
  const voucher = `Tax-${how.length}-aB`;

  test('is found however its voucher is written, and keeps its spelling', async () => {
    await record(payment(voucher, person));
    for (const written of [voucher, voucher.toLowerCase(), voucher.toUpperCase()]) {
      expect(await ledger().getPayment(written, person)).toMatchObject({ voucher, personRef: person });
    }
  });

  test('is no second payment in another spelling', async () => {
    const { digest: _, ...row } = payment(voucher.toUpperCase(), person);
    expect(await files().put({ ...row, recordedBy: 'file:2' })).toEqual({ outcome: 'same' });
    expect(await files().put({ ...row, amount: '1.00', recordedBy: 'file:3' })).toEqual({
      outcome: 'conflict',
      differs: ['金额'],
    });
    expect(await ledger().paymentsOf(person)).toHaveLength(1);
  });

  test('goes to one case, is claimed once and given back once', async () => {
    expect(await ledger().unallocated.bind(voucher, 'L1')).toBe(true);
    expect(await ledger().unallocated.bind(voucher, 'L2')).toBe(false);
    expect(await claimOf(voucher, person, 'R1')).toEqual({ ok: true });
    expect(await claimOf(voucher, person, 'R2')).toMatchObject({ ok: false, reason: 'held' });
    await refunds().releasePayment(voucher, 'R1');
    expect(await claimOf(voucher, person, 'R2')).toEqual({ ok: true });
    const settled = { instruction: 'R2-P1', on: localDate('2026-03-02') };
    expect(await refunds().settlePayment({ voucher, caseId: 'R2', refund: '400.00' }, settled)).toBe(true);
    expect((await ledger().getPayment(voucher.toUpperCase(), person))?.claim?.settled).toEqual(settled);
  });
});

describe('Two records whose vouchers differ by zeros in front', () => {
  test('find each other, though they are recorded at once', async () => {
    const [one, other] = [payment('00778899', 'twin'), payment('778899', 'twin')];
    const found = await Promise.all([ledger().findTwin(one), ledger().findTwin(other)]);
    expect(found.filter((twin) => twin !== null)).toHaveLength(1);
  });

  test('find each other where the first was recorded by 0.1.1', async () => {
    await putAs011(payment('0055443', 'old'));
    expect(await ledger().findTwin(payment('55443', 'old'))).toBe('0055443');
  });

  test('are two payments of another person, year, day or amount', async () => {
    await putAs011(payment('0066554', 'others'));
    const told = payment('66554', 'others');
    const apart: Payment[] = [
      { ...told, personRef: 'somebody' },
      { ...told, coverageYears: [2027] },
      { ...told, amount: '380.00' },
      { ...told, collectedOn: localDate('2025-12-02') },
    ];
    for (const one of apart) expect(await ledger().findTwin(one)).toBeNull();
  });
});
