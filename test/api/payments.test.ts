import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { untilDecision, untilPayment } from './case-paths.ts';
import { openOffice, TAX, XIAOYI } from './office.ts';
import { idNumber } from './people.ts';

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

  test('with the voucher of another is refused', async () => {
    await untilPayment(office, 3);
    await pay(payment(3));
    await untilPayment(office, 4);
    const { status, body } = await pay(payment(4, 'V-3-paid'));
    expect([status, body.code]).toEqual([409, 'voucher_reused']);
    expect((await pay({ ...payment(3), amount: '1100.01' })).body.code).toBe('voucher_reused');
  });

  test('twice under two vouchers: the second finds no case that waits', async () => {
    await untilPayment(office, 5);
    await pay(payment(5));
    expect((await pay(payment(5, 'V-5-again'))).body.code).toBe('case_not_awaiting_payment');
  });

  test('before the notice is refused, and can be sent again under its voucher', async () => {
    await untilDecision(office, 6);
    const { status, body } = await pay(payment(6));
    expect([status, body.code]).toEqual([409, 'case_not_awaiting_payment']);
    expect(body.detail).toContain('待经办决定');
  });

  test('for a person of another region awaits nobody', async () => {
    await untilPayment(office, 7);
    expect((await pay({ ...payment(7), region: '140400' })).body.code).toBe('no_case_awaits_payment');
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
  expect(body.collections).toHaveLength(7);
  expect(text).not.toMatch(/personRef|1411991985/);
});
