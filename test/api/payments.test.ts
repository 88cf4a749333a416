import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  channel: 'wechat' as const,
});
const pay = (parts: ReturnType<typeof payment>) => office.pay(parts);
/** The raw door, where the status says whether it was known. */
const tell = (parts: ReturnType<typeof payment>) => office.post(TAX, '/payments', parts);
/** Vouchers that nobody has, with the reason. */
async function unallocated(who: Who = XIAOYI, region = '141181') {
  const { payments } = await office.desk(who).ask('listUnallocatedPayments', { query: { region } });
  return payments.map(({ voucher, unallocated }) => [voucher, unallocated?.why]);
}
const sent = (token: string) => office.services.calls.filter(({ body }) => body.taskToken === token);

describe('a payment', () => {
  test('finds the waiting case by the person and year, moves it and wakes it', async () => {
    const caseId = await untilPayment(office, 1);
    expect((await pay(payment(1))).caseId).toBe(caseId);
    expect(sent('payment-token-1')).toMatchObject([{ body: { output: JSON.stringify({ decision: 'paid' }) } }]);
    expect(await office.show(XIAOYI, caseId)).toMatchObject({
      state: 'checking_payment',
      payment: { amount: '1100.00', collectedOn: '2026-03-10' },
    });
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
  });

  test('confirmed twice is one payment with one answer', async () => {
    await untilPayment(office, 2);
    const first = await pay(payment(2));
    const second = await tell({ ...payment(2), amount: '1100.00' });
    expect([second.status, second.body]).toEqual([200, first]);
    expect(sent('payment-token-2')).toHaveLength(1);
  });

  test('whose voucher is written otherwise is the same payment', async () => {
    const caseId = await untilPayment(office, 31);
    const body = await pay(payment(31));
    for (const written of ['v-31-PAID', ' V-31-PAID ', '\uFF36-31-paid']) {
      expect(await tell(payment(31, written))).toMatchObject({ status: 200, body });
    }
    expect(body).toMatchObject({ caseId, voucherNumber: 'V-31-paid' });
    const query = { voucher: 'V-31-PAID' };
    expect(await office.desk(XIAOYI).ask('listPayments', { query })).toMatchObject({
      payments: [{ voucher: 'V-31-paid' }],
    });
  });

  test('whose voucher lacks the zeros of another is kept, and a person says whether it is one', async () => {
    const caseId = await untilPayment(office, 32);
    expect(await pay(payment(32, '000320001'))).toMatchObject({ caseId });
    expect(await pay(payment(32, '320001'))).toMatchObject({ unallocated: { why: 'voucher_zeros' } });
    expect(await unallocated()).toContainEqual(['320001', 'voucher_zeros']);
    // Of no case either, which would ask the ledger.
    await pay(payment(33, '00330001'));
    await pay(payment(33, '330001'));
    const second = await office.openCase(XIAOYI, { ...xiaoyiOpening(33), voucher: '330001' }, 'key-person-33');
    await office.task('assess', second);
    await pay(payment(33, '330001'));
    expect(await unallocated()).toContainEqual(['330001', 'voucher_zeros']);
  });

  test('with the voucher of another is refused', async () => {
    await untilPayment(office, 3);
    await pay(payment(3));
    await untilPayment(office, 4);
    const refused = { status: 409, code: 'voucher_reused' };
    await expect(pay(payment(4, 'V-3-paid'))).rejects.toMatchObject(refused);
    await expect(pay({ ...payment(3), amount: '1100.01' })).rejects.toMatchObject(refused);
  });

  test('twice under two vouchers: the second is kept and shown as a duplicate, and sent again it is the same', async () => {
    const caseId = await untilPayment(office, 5);
    await pay(payment(5));
    const second = await pay(payment(5, 'V-5-again'));
    expect(second).toMatchObject({ unallocated: { why: 'second_payment', caseId } });
    expect(await tell(payment(5, 'V-5-again'))).toMatchObject({ status: 200, body: second });
    expect(await unallocated()).toContainEqual(['V-5-again', 'second_payment']);
    expect(await office.show(XIAOYI, caseId)).toMatchObject({
      state: 'checking_payment',
      payment: { voucher: 'V-5-paid' },
    });
  });

  test('before the notice is kept, and confirms the case before anybody asks for the money', async () => {
    const caseId = await untilDecision(office, 6);
    expect(await pay(payment(6))).toMatchObject({ unallocated: { why: 'not_awaited', caseId } });
    await office.decide(XIAOYI, `${caseId}.1`, await approvalOf(office, caseId));
    await office.task('assess', caseId);
    await office.task('issue-payment-notice', caseId);
    const shown = await office.show(XIAOYI, caseId);
    expect(shown).toMatchObject({ state: 'checking_payment', payment: { voucher: 'V-6-paid' }, notices: [] });
    await expect(office.task('await-payment', caseId, 'late')).rejects.toMatchObject({ name: 'PaymentAlreadyHere' });
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
    expect(await unallocated()).not.toContainEqual(['V-6-paid', 'not_awaited']);
    expect(await tell(payment(6))).toMatchObject({ status: 200, body: { caseId, unallocated: null } });
  });

  test('for another region belongs to that region, which has no case', async () => {
    await untilPayment(office, 7);
    expect(await pay({ ...payment(7), region: '140400' })).toMatchObject({ unallocated: { why: 'no_case' } });
    expect(await unallocated(CHANGZHI, '140400')).toEqual([['V-7-paid', 'no_case']]);
    expect((await office.get(CHANGZHI, '/payments/unallocated?region=141181')).body.code).toBe('region_not_allowed');
  });

  test('that was on its way when the case was withdrawn is kept, and goes to the next case with its voucher', async () => {
    const first = await untilPayment(office, 20);
    await office.withdraw(XIAOYI, first, '申请人撤回');
    await office.task('close-case', first, undefined, undefined, { ending: 'withdrawn' });
    expect(await pay(payment(20))).toMatchObject({ unallocated: { why: 'no_case' } });
    const again = await office.open(XIAOYI, xiaoyiOpening(20), 'key-person-20-again');
    expect(again).toMatchObject({ status: 409, body: { code: 'payment_on_record', voucher: 'V-20-paid' } });
    const wrong = await office.open(XIAOYI, { ...xiaoyiOpening(20), voucher: 'V-5-paid' }, 'key-person-20-wrong');
    expect(wrong.body.issues).toMatchObject([{ path: 'voucher' }]);
    const right = { ...xiaoyiOpening(20), voucher: 'V-20-paid' };
    expect(await office.openCase(XIAOYI, right, 'key-person-20-right')).not.toBe(first);
  });

  test('that nobody has is given by a desk to a case of the same person and year, once', async () => {
    const caseId = await untilDecision(office, 21);
    await pay(payment(21));
    const give = (voucher: string, to: string) =>
      office.desk(XIAOYI).ask('allocatePayment', { params: { voucher }, body: { caseId: to } });
    await expect(give('V-21-paid', caseId)).rejects.toMatchObject({ code: 'case_not_awaiting_payment' });
    const other = await untilPayment(office, 22);
    await expect(give('V-21-paid', other)).rejects.toMatchObject({ code: 'payment_not_for_case' });
    await expect(give('V-0-unknown', other)).rejects.toMatchObject({ code: 'payment_not_found' });
    expect(await unallocated()).toContainEqual(['V-21-paid', 'not_awaited']);
    await pay(payment(22));
    await pay(payment(22, 'V-22-again'));
    await expect(give('V-22-again', other)).rejects.toMatchObject({ code: 'case_not_awaiting_payment' });
    expect(await give('V-22-paid', other)).toMatchObject({ state: 'checking_payment' });
  });

  test('that comes between two waits is there before the next one begins', async () => {
    const caseId = await untilDecision(office, 8);
    await office.decide(XIAOYI, `${caseId}.1`, await approvalOf(office, caseId));
    await office.task('assess', caseId);
    await office.task('issue-payment-notice', caseId);
    await pay(payment(8));
    await expect(office.task('await-payment', caseId, 'late')).rejects.toMatchObject({ name: 'PaymentAlreadyHere' });
  });
});

test('what is to be collected is there for the tax office, masked', async () => {
  const { status, sent: text } = await office.get(TAX, '/collections?region=141181&day=2026-03-10');
  expect([status, JSON.parse(text).collections.length]).toEqual([200, 11]);
  expect(text).not.toMatch(/personRef|1411991985/);
});
