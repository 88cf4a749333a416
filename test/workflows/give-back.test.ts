/** Money that no case has taken goes back by a refund of its own: stated, reviewed by two people, ordered, paid. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { approvalOfTask } from '../api/case-paths.ts';
import { idNumber } from '../api/people.ts';
import {
  duplicateOpening,
  FIRST,
  OPENER,
  openRefundMachine,
  type RefundMachine,
  SECOND,
  TREASURY,
} from '../support/refund-machine.ts';

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine('2026-03-10T09:00:00+08:00');
});
afterAll(() => machine.close());

const listedSchema = z.looseObject({ payments: z.array(z.looseObject({ voucher: z.string() })) });
const listed = async (): Promise<string[]> =>
  listedSchema
    .parse((await machine.office.get(FIRST, '/payments/unallocated?region=141181')).body)
    .payments.map(({ voucher }) => voucher);

async function collected(sequence: number): Promise<string> {
  const voucherNumber = `V-NOBODY-${sequence}`;
  const payment = { idNumber: idNumber(sequence), region: '141181', coverageYear: 2026, amount: '1100.00' };
  const { status, body } = await machine.office.post(['tax', '141181', 'tax'], '/payments', {
    ...payment,
    voucherNumber,
    collectedOn: '2026-03-10',
  });
  expect([status, Object(body).unallocated.why]).toEqual([201, 'no_case']);
  return voucherNumber;
}

/** Of a payment that no text speaks of: a person states what goes back, with the document. */
async function opened(sequence: number, voucher: string): Promise<string> {
  const asked = duplicateOpening(sequence, [voucher], { ground: 'other' });
  const caseId = await machine.office.openCase(OPENER, asked, `key-back-${sequence}`);
  await machine.pass();
  const { task } = await machine.look(caseId);
  const stated = [{ paymentId: voucher, coverageYear: 2026, amount: '1100.00', document: '退费审批表 2026-18' }];
  const supplied = await machine.office.post(FIRST, `/tasks/${task?.taskId}/decision`, {
    action: 'supply',
    values: [],
    facts: { stated },
    opinion: '撤回申请以后缴费,全额退还',
  });
  expect([supplied.status, supplied.body.issues]).toEqual([200, undefined]);
  return caseId;
}

test('it is listed until it was paid back, and two people, the second an approver, have looked at it', async () => {
  const voucher = await collected(401);
  expect(await listed()).toEqual([voucher]);
  const caseId = await opened(401, voucher);
  for (let turn = 0; turn < 6 && (await machine.look(caseId)).state !== 'awaiting_second_review'; turn += 1) {
    await machine.pass();
    const { task } = await machine.look(caseId);
    if (!task || task.kind === 'second_review') continue;
    await machine.office.decide(FIRST, task.taskId, approvalOfTask(task));
  }
  await machine.pass();
  const { task } = await machine.look(caseId);
  const approve = { action: 'approve', shown: task?.shown };
  const url = `/tasks/${task?.taskId}/decision`;
  expect((await machine.office.post(FIRST, url, approve)).body.code).toBe('same_person_reviews');
  const desk = await machine.office.post(['caseworker', '141181', 'zhang'], url, approve);
  expect([desk.status, desk.body.code]).toEqual([403, 'approver_needed']);
  const given = await machine.office.post(FIRST, `/payments/${voucher}/allocation`, { caseId });
  expect(given.body.code).toBe('payment_not_for_case');
  await machine.office.decide(SECOND, url.split('/')[2] ?? '', { action: 'approve' });
  await machine.pass();
  const order = { amount: '1100.00', outcome: 'paid' as const, on: '2026-03-10', reference: 'B-0401' };
  await machine.office
    .desk(TREASURY)
    .ask('recordPayoutResult', { params: { instruction: `${caseId}-P1` }, body: order });
  expect(await machine.drive(caseId)).toBe('refunded');
  expect(await listed()).toEqual([]);
  expect((await machine.ledger.getPayment(voucher))?.claim).toMatchObject({ caseId, refund: '1100.00' });
  const { paidOut, settled, recorded } = await machine.books();
  expect([paidOut, settled, recorded]).toEqual([1100, 1100, 1100]);
});

test('money that the bank sent back and that no account takes is listed again', async () => {
  const voucher = await collected(402);
  const caseId = await opened(402, voucher);
  expect(await machine.drive(caseId)).toBe('refunded');
  expect(await listed()).toEqual([]);
  const day = machine.office.now().slice(0, 10);
  const bounced = { amount: '1100.00', on: day, reference: 'T-0402', reason: '账户已注销' };
  await machine.office
    .desk(TREASURY)
    .ask('recordPayoutBounce', { params: { instruction: `${caseId}-P1` }, body: bounced });
  await machine.pass();
  const { task } = await machine.look(caseId);
  await machine.office.decide(FIRST, task?.taskId ?? '', { action: 'give_up', opinion: '没有可以收款的账户' });
  expect(await machine.drive(caseId)).toBe('payout_failed');
  expect(await listed()).toEqual([voucher]);
});
