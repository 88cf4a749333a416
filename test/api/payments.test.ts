import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { approvalOf, untilDecision, untilPayment } from './case-paths.ts';
import { CHANGZHI, openOffice, TAX, type Who, XIAOYI } from './office.ts';
import { idNumber, xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const payment = (sequence: number, voucherNumber = `V-${sequence}-paid`) => ({
  voucherNumber,
  idNumber: idNumber(sequence),
  region: '141181',
  coverageYear: 2026,
  amount: '1100',
  collectedOn: '2026-03-10',
  channel: 'wechat',
});
const pay = (body: unknown) => office.post(TAX, '/payments', body);
/** Vouchers that nobody has, with the reason. */
async function unallocated(who: Who = XIAOYI, region = '141181') {
  const { sent } = await office.get(who, `/payments/unallocated?region=${region}`);
  return listSchema.parse(JSON.parse(sent)).payments.map(({ voucher, unallocated: { why } }) => [voucher, why]);
}
const listSchema = z.object({
  payments: z.array(z.object({ voucher: z.string(), unallocated: z.object({ why: z.string() }) })),
});
const sent = (token: string) => office.services.calls.filter(({ body }) => body.taskToken === token);

describe('a payment', () => {
  test('finds the waiting case by the person and year, moves it and wakes it', async () => {
    const caseId = await untilPayment(office, 1);
    const { status, body } = await pay(payment(1));
    expect([status, body.caseId]).toEqual([201, caseId]);
    expect(sent('payment-token-1')).toMatchObject([{ body: { output: JSON.stringify({ decision: 'paid' }) } }]);
    const { body: found } = await office.get(XIAOYI, `/cases/${caseId}`);
    expect(found).toMatchObject({
      state: 'checking_payment',
      payment: { amount: '1100.00', collectedOn: '2026-03-10' },
    });
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
  });

  test('confirmed twice is one payment with one answer', async () => {
    await untilPayment(office, 2);
    const first = await pay(payment(2));
    const second = await pay({ ...payment(2), amount: '1100.00' });
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect(sent('payment-token-2')).toHaveLength(1);
  });

  test('whose voucher is written otherwise is the same payment', async () => {
    const caseId = await untilPayment(office, 31);
    const { body } = await pay(payment(31));
    for (const written of ['v-31-PAID', ' V-31-PAID ', '\uFF36-31-paid']) {
      expect(await pay(payment(31, written))).toMatchObject({ status: 200, body });
    }
    expect(body).toMatchObject({ caseId, voucherNumber: 'V-31-paid' });
    const view = await office.get(XIAOYI, '/payments?voucher=V-31-PAID');
    expect(JSON.parse(view.sent)).toMatchObject({ payments: [{ voucher: 'V-31-paid' }] });
  });

  test('whose voucher lacks the zeros of another is kept, and a person says whether it is one', async () => {
    const caseId = await untilPayment(office, 32);
    expect(await pay(payment(32, '000320001'))).toMatchObject({ status: 201, body: { caseId } });
    expect(await pay(payment(32, '320001'))).toMatchObject({
      status: 201,
      body: { unallocated: { why: 'voucher_zeros' } },
    });
    expect(await unallocated()).toContainEqual(['320001', 'voucher_zeros']);
    // Of no case either, which would ask the ledger.
    await pay(payment(33, '00330001'));
    await pay(payment(33, '330001'));
    const second = await office.open(XIAOYI, { ...xiaoyiOpening(33), voucher: '330001' }, 'key-person-33');
    expect(second.status).toBe(201);
    await office.task('assess', second.body.caseId ?? '');
    await pay(payment(33, '330001'));
    expect(await unallocated()).toContainEqual(['330001', 'voucher_zeros']);
  });

  test('with the voucher of another is refused', async () => {
    await untilPayment(office, 3);
    await pay(payment(3));
    await untilPayment(office, 4);
    const { status, body } = await pay(payment(4, 'V-3-paid'));
    expect([status, body.code]).toEqual([409, 'voucher_reused']);
    expect((await pay({ ...payment(3), amount: '1100.01' })).body.code).toBe('voucher_reused');
  });

  test('twice under two vouchers: the second is kept and shown as a duplicate, and sent again it is the same', async () => {
    const caseId = await untilPayment(office, 5);
    await pay(payment(5));
    const second = await pay(payment(5, 'V-5-again'));
    expect(second).toMatchObject({
      status: 201,
      body: { unallocated: { why: 'second_payment', caseId } },
    });
    expect(await pay(payment(5, 'V-5-again'))).toMatchObject({ status: 200, body: second.body });
    expect(await unallocated()).toContainEqual(['V-5-again', 'second_payment']);
    const { body } = await office.get(XIAOYI, `/cases/${caseId}`);
    expect(body).toMatchObject({ state: 'checking_payment', payment: { voucher: 'V-5-paid' } });
  });

  test('before the notice is kept, and confirms the case before anybody asks for the money', async () => {
    const caseId = await untilDecision(office, 6);
    expect(await pay(payment(6))).toMatchObject({
      status: 201,
      body: { unallocated: { why: 'not_awaited', caseId } },
    });
    await office.post(XIAOYI, `/tasks/${caseId}.1/decision`, await approvalOf(office, caseId));
    await office.task('assess', caseId);
    await office.task('issue-payment-notice', caseId);
    const { body } = await office.get(XIAOYI, `/cases/${caseId}`);
    expect(body).toMatchObject({ state: 'checking_payment', payment: { voucher: 'V-6-paid' }, notices: [] });
    await expect(office.task('await-payment', caseId, 'late')).rejects.toMatchObject({ name: 'PaymentAlreadyHere' });
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
    expect(await unallocated()).not.toContainEqual(['V-6-paid', 'not_awaited']);
    expect(await pay(payment(6))).toMatchObject({ status: 200, body: { caseId, unallocated: null } });
  });

  test('for another region belongs to that region, which has no case', async () => {
    await untilPayment(office, 7);
    expect(await pay({ ...payment(7), region: '140400' })).toMatchObject({
      status: 201,
      body: { unallocated: { why: 'no_case' } },
    });
    expect(await unallocated(CHANGZHI, '140400')).toEqual([['V-7-paid', 'no_case']]);
    expect((await office.get(CHANGZHI, '/payments/unallocated?region=141181')).body.code).toBe('region_not_allowed');
  });

  test('that was on its way when the case was withdrawn is kept, and goes to the next case with its voucher', async () => {
    const first = await untilPayment(office, 20);
    await office.post(XIAOYI, `/cases/${first}/withdrawal`, { reason: '申请人撤回' });
    await office.task('close-case', first, undefined, undefined, { ending: 'withdrawn' });
    expect(await pay(payment(20))).toMatchObject({ status: 201, body: { unallocated: { why: 'no_case' } } });
    const again = await office.open(XIAOYI, xiaoyiOpening(20), 'key-person-20-again');
    expect(again).toMatchObject({ status: 409, body: { code: 'payment_on_record', voucher: 'V-20-paid' } });
    const wrong = await office.open(XIAOYI, { ...xiaoyiOpening(20), voucher: 'V-5-paid' }, 'key-person-20-wrong');
    expect(wrong.body.issues).toMatchObject([{ path: 'voucher' }]);
    const second = await office.open(XIAOYI, { ...xiaoyiOpening(20), voucher: 'V-20-paid' }, 'key-person-20-right');
    expect(second.status).toBe(201);
  });

  test('that nobody has is given by a desk to a case of the same person and year, once', async () => {
    const caseId = await untilDecision(office, 21);
    await pay(payment(21));
    const give = (voucher: string, to: string) =>
      office.post(XIAOYI, `/payments/${voucher}/allocation`, { caseId: to });
    expect((await give('V-21-paid', caseId)).body.code).toBe('case_not_awaiting_payment');
    const other = await untilPayment(office, 22);
    expect((await give('V-21-paid', other)).body).toMatchObject({ code: 'payment_not_for_case' });
    expect((await give('V-0-unknown', other)).body.code).toBe('payment_not_found');
    expect(await unallocated()).toContainEqual(['V-21-paid', 'not_awaited']);
    await pay(payment(22));
    await pay(payment(22, 'V-22-again'));
    expect((await give('V-22-again', other)).body.code).toBe('case_not_awaiting_payment');
    expect(await give('V-22-paid', other)).toMatchObject({ status: 200, body: { state: 'checking_payment' } });
  });

  test('that comes between two waits is there before the next one begins', async () => {
    const caseId = await untilDecision(office, 8);
    const { body } = await office.get(XIAOYI, `/cases/${caseId}`);
    const confirm = body.task?.confirmations.map(({ field }) => field);
    await office.post(XIAOYI, `/tasks/${caseId}.1/decision`, { action: 'approve', confirm });
    await office.task('assess', caseId);
    await office.task('issue-payment-notice', caseId);
    expect((await pay(payment(8))).status).toBe(201);
    await expect(office.task('await-payment', caseId, 'late')).rejects.toMatchObject({ name: 'PaymentAlreadyHere' });
  });
});

test('what is to be collected is there for the tax office, masked', async () => {
  const { body, sent: text } = await office.get(TAX, '/collections?region=141181&day=2026-03-10');
  expect(body.collections).toHaveLength(11);
  expect(text).not.toMatch(/personRef|1411991985/);
});
