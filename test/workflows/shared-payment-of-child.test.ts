/** A child's payment that goes back insures nobody, and its case knows. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idNumber, person } from '../api/people.ts';
import { CARD, FIRST, OPENER, openRefundMachine, type RefundMachine } from '../support/refund-machine.ts';

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine('2024-06-28T09:00:00+08:00');
});
afterAll(() => machine.close());

const stateOf = async (caseId: string) => (await machine.look(caseId)).state;

/** Of Changzhi, paid for 2025 and not registered yet: its case goes on for the birth year. */
async function coveredChild(sequence: number): Promise<{ child: string; voucher: string; id: string }> {
  const id = idNumber(sequence, '20240624');
  const opening = {
    kind: 'newborn' as const,
    region: '140400',
    birthCertificateNumber: `O140110${sequence}`,
    bornOn: '2024-06-24',
    parent: person(sequence),
    childName: '试小宝',
  };
  const opened = await machine.office.open(OPENER, opening, `key-child-${sequence}`);
  const child = opened.body.caseId ?? '';
  await machine.pass();
  const event = { event: 'id_number_assigned', idNumber: id };
  const joined = await machine.office.post(OPENER, `/cases/${child}/events`, event, {
    'idempotency-key': `id-${child}`,
  });
  expect(joined.status).toBe(200);
  await machine.passTo('2024-10-10T09:00:00+08:00');
  const voucher = `V-CHILD-${sequence}`;
  const payment = { idNumber: id, region: '140400', coverageYear: 2025, amount: '400.00', collectedOn: '2024-10-10' };
  const paid = await machine.office.post(['tax', '140400', 'tax'], '/payments', { ...payment, voucherNumber: voucher });
  expect([paid.status, paid.body.caseId]).toEqual([201, child]);
  for (let turn = 0; turn < 3; turn += 1) await machine.pass();
  expect(await stateOf(child)).toBe('tracking');
  return { child, voucher, id };
}

const refundOf = async (sequence: number, id: string, voucher: string): Promise<string> => {
  const asked = {
    kind: 'refund' as const,
    person: { idNumber: id, name: '试小宝' },
    facts: {
      region: '140400',
      coverageYear: 2025,
      ground: 'enrolled_elsewhere' as const,
      eventOn: '2024-10-10',
      applicant: 'payer' as const,
      vouchers: [voucher],
    },
    account: { kind: 'card' as const, holder: '试一人', bank: '长治农商银行', number: CARD },
  };
  return machine.office.openCase(FIRST, asked, `key-back-${sequence}`);
};

test('its case and its enrolment end with the refund, and reviewers see the case', async () => {
  const { child, voucher, id } = await coveredChild(341);
  const ref = (await machine.ledger.getPayment(voucher))?.personRef ?? '';
  expect((await machine.ledger.getEnrolment(ref, 2025))?.enrolled).toMatchObject({ caseId: child, voucher });
  const refund = await refundOf(341, id, voucher);
  for (let turn = 0; turn < 3; turn += 1) await machine.pass();
  expect((await machine.look(refund)).living).toEqual([{ voucher, caseId: child, kind: 'newborn', state: 'tracking' }]);
  expect(await machine.drive(refund)).toBe('refunded');
  for (let turn = 0; turn < 3; turn += 1) await machine.pass();
  expect(await stateOf(child)).toBe('withdrawn');
  expect((await machine.ledger.getEnrolment(ref, 2025))?.enrolled).toBeUndefined();
  expect((await machine.look(refund)).living).toEqual([]);
});

test('a payment that a refund has claimed covers no child: its step stops and names the refund', async () => {
  const { child, voucher } = await coveredChild(342);
  const personRef = (await machine.ledger.getPayment(voucher))?.personRef ?? '';
  const sums = { paid: '400.00', back: '0.00', refund: '400.00', parts: [] };
  const wanted = { voucher, personRef, ...sums, at: machine.office.now() };
  await machine.refunds.claimPayment({ ...wanted, caseId: 'R140400-2025-CLAIMSITAA' });
  for (const step of ['check-payment', 'tell-covered']) {
    const { handler } = await import(`../../functions/tasks/newborn/${step}.ts`);
    await expect(handler({ caseId: child, at: machine.office.now() })).rejects.toThrow(/CLAIMSITAA|CaseChanged|^$/);
  }
  expect((await machine.ledger.getEnrolment(personRef, 2025))?.givenBack).toBeUndefined();
});
