/** A payment that comes in a file is the same act as one that the tax office's call brings. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { DUE_SHARDS } from '../../functions/store/keys.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openReminderStore } from '../../functions/store/messages/reminder-store.ts';
import { openUploadStore, packRows, partKey } from '../../functions/store/uploads/upload-store.ts';
import { untilPayment } from '../api/case-paths.ts';
import { openOffice, TAX, XIAOYI } from '../api/office.ts';
import { idNumber, xiaoyiOpening } from '../api/people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
let storePart: (event: unknown) => Promise<unknown>;
let sendDue: (event: unknown) => Promise<unknown>;
beforeAll(async () => {
  office = await openOffice('2026-01-27T09:00:00+08:00');
  Object.assign(process.env, { GATEWAY_SECRET_ARN: process.env.PERSON_SECRET_ARN, GATEWAY_URL: 'none' });
  process.env.QUIET_HOURS = '21:00-08:00';
  storePart = (await import('../../functions/tasks/imports/store-part.ts')).handler;
  sendDue = (await import('../../functions/tasks/reminders/send-due.ts')).handler;
});
afterAll(() => office.close());

const reminders = () => openReminderStore(openDocumentClient(), 'Reminders');
let files = 0;

/** One row: 400 yuan of the year 2026, collected on a day, unless said otherwise. */
async function imported(voucher: string, sequence: number, { amount = '400.00', day = '2026-01-24' } = {}) {
  files += 1;
  const uploadId = `I-${files}`;
  const identity = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
  const uploads = openUploadStore(openDocumentClient(), 'Uploads', identity);
  const opened = { uploadId, kind: 'payments' as const, openedBy: 'tax', role: 'tax', regions: ['141181'] };
  await uploads.openUpload({ ...opened, openedAt: office.now() });
  const cells = [voucher, idNumber(sequence), '', '141181', '2026', amount, day, '', '', ''];
  await uploads.putRows(uploadId, partKey('file', 1), packRows([[2, cells, 't'.repeat(cells.length)]]));
  return storePart({ uploadId, fileId: 'file', part: 1, at: office.now() });
}

const stateOf = async (caseId: string) => office.show(XIAOYI, caseId);
const vouchers = async () => {
  const { sent } = await office.get(XIAOYI, '/payments/unallocated?region=141181');
  const schema = z.object({
    payments: z.array(z.object({ voucher: z.string(), unallocated: z.object({ why: z.string() }) })),
  });
  return schema.parse(JSON.parse(sent)).payments.map((one) => `${one.voucher} ${one.unallocated.why}`);
};

describe('a payment in a file', () => {
  test('confirms the case that waits for it and wakes its execution, once', async () => {
    const caseId = await untilPayment(office, 1);
    for (let times = 0; times < 2; times += 1) await imported('FILE-0001', 1);
    const found = await stateOf(caseId);
    expect(found).toMatchObject({ state: 'checking_payment', payment: { voucher: 'FILE-0001', amount: '400.00' } });
    expect(found.history?.filter(({ event }) => event === 'payment_confirmed')).toHaveLength(1);
    await office.heal();
    const woken = office.services.calls.filter(({ body }) => body.taskToken === 'payment-token-1');
    expect(woken).toMatchObject([{ body: { output: JSON.stringify({ decision: 'paid' }) } }]);
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
    const call = { voucherNumber: 'FILE-0001', idNumber: idNumber(1), region: '141181', coverageYear: 2026 };
    const again = await office.post(TAX, '/payments', { ...call, amount: '400', collectedOn: '2026-01-24' });
    expect(again).toMatchObject({ status: 200, body: { caseId } });
    expect(await vouchers()).toEqual([]);
  });

  test('whose voucher has lost its zeros is counted apart, and waits for a person', async () => {
    expect(await imported('0091110', 41)).toEqual({ counts: { stored: 1 } });
    expect(await imported('91110', 41)).toEqual({ counts: { to_check: 1 } });
    expect(await imported('91110', 41)).toEqual({ counts: { to_check: 1 } });
    expect(await vouchers()).toEqual(['91110 voucher_zeros']);
    const refunds = openLedgerStore(openDocumentClient(), 'Ledger');
    expect([(await refunds.getPayment('0091110'))?.twin, (await refunds.getPayment('91110'))?.twin]).toEqual([
      '91110',
      '0091110',
    ]);
  });

  test('of another amount is put before a person, as every payment is', async () => {
    const caseId = await untilPayment(office, 2);
    await imported('FILE-0002', 2, { amount: '380.00' });
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: false });
  });

  test('for a year that is paid, or whose case was withdrawn, is unallocated', async () => {
    const paid = await untilPayment(office, 3);
    await imported('FILE-0003', 3);
    await imported('FILE-0003-B', 3);
    const withdrawn = await untilPayment(office, 4);
    await office.withdraw(XIAOYI, withdrawn, '申请人撤回');
    await office.task('close-case', withdrawn, undefined, undefined, { ending: 'withdrawn' });
    await imported('FILE-0004', 4);
    expect((await vouchers()).filter((one) => one.startsWith('FILE-'))).toEqual([
      'FILE-0003-B second_payment',
      'FILE-0004 no_case',
    ]);
    expect(await stateOf(paid)).toMatchObject({ payment: { voucher: 'FILE-0003' } });
  });

  test('of somebody who never had a case is nobody’s to see to, and a late payment asks for nothing', async () => {
    await imported('FILE-0005', 5);
    expect((await vouchers()).filter((one) => one.includes('0005'))).toEqual([]);
    const { status, body } = await office.open(XIAOYI, xiaoyiOpening(5), 'key-person-5');
    expect([status, body.code]).toEqual([409, 'payment_on_record']);
    expect(body.detail).toContain('FILE-0005');
  });
});

/** A row that its file's run has stored, and died before the case took it. */
async function lyingInLedger(voucher: string, sequence: number): Promise<void> {
  const personRef = await openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(idNumber(sequence));
  const told = { voucher, personRef, coverageYears: [2026], region: '141181', amount: '400.00' };
  const recorded = { recordedAt: office.now(), recordedBy: 'I/file:2', digest: voucher };
  const { localDate } = await import('../../functions/domain/calendar.ts');
  const ledger = openLedgerStore(openDocumentClient(), 'Ledger');
  await ledger.putPayment({ ...told, ...recorded, collectedOn: localDate('2026-01-24') });
}

describe('what lies in the ledger', () => {
  test('confirms the case in place of its reminder', async () => {
    const caseId = await untilPayment(office, 6);
    await lyingInLedger('LYING-6', 6);
    const planned = await reminders().get(caseId, 'payment_notice');
    for (const shard of DUE_SHARDS)
      await sendDue({ day: planned?.dueOn, shard, at: `${planned?.dueOn}T09:00:00+08:00` });
    expect(await reminders().get(caseId, 'payment_notice')).toMatchObject({ state: 'done', reason: 'paid' });
    const found = await stateOf(caseId);
    expect(found).toMatchObject({ state: 'checking_payment', payment: { voucher: 'LYING-6' } });
    expect(JSON.stringify(found.notices)).not.toContain('reminder');
  });

  test('confirms the case in place of its end as unpaid', async () => {
    const caseId = await untilPayment(office, 7);
    await lyingInLedger('LYING-7', 7);
    const after = '2026-03-31T09:00:00+08:00';
    const end = await office.task('close-case', caseId, undefined, after, { ending: 'unpaid' });
    expect(end).toEqual({ ended: 'not_ended' });
    expect(await stateOf(caseId)).toMatchObject({ state: 'checking_payment', payment: { voucher: 'LYING-7' } });
  });
});
