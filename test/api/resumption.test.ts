/** A parked refund goes on where it was certain: nothing is asked, paid or told a second time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { duplicateOpening, OPENER, openRefundMachine, type RefundMachine } from '../support/refund-machine.ts';
import { CHANGZHI } from './office.ts';

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine();
});
afterAll(() => machine.close());

async function park(caseId: string, state: string): Promise<void> {
  const { handler } = await import('../../functions/tasks/case/park-case.ts');
  await handler({ caseId, at: machine.office.now(), failure: { state, error: 'SomethingBroke' } });
}

const REASON = { reason: '数据库已恢复' };

/** A refund that was parked at the treasury, which then said that much of the order. */
async function parkedAtTheTreasury(sequence: number, said: readonly ('paid' | 'returned')[]): Promise<string> {
  const vouchers = [`V-${sequence}-kept`, `V-${sequence}-twice`];
  await machine.pay(sequence, vouchers[0] ?? '');
  await machine.pay(sequence, vouchers[1] ?? '', { collectedOn: localDate('2025-09-20') });
  const caseId = await machine.office.openCase(OPENER, duplicateOpening(sequence, vouchers), `key-case-${sequence}`);
  await machine.driveToTreasury(caseId);
  await park(caseId, 'AwaitPayout');
  if (said.length > 0) await machine.tell(caseId, said);
  expect((await machine.look(caseId)).state).toBe('parked');
  return caseId;
}

const resume = (id: string) => machine.office.desk(OPENER).ask('resumeCase', { params: { id }, body: REASON });

test.each([
  ['has said nothing', 60, [], 'awaiting_payout'],
  ['has paid meanwhile', 61, ['paid'], 'settling'],
  ['has sent the money back meanwhile', 62, ['returned'], 'awaiting_account'],
] as const)('a refund whose treasury %s goes on there, with one order', async (_, sequence, said, state) => {
  const caseId = await parkedAtTheTreasury(sequence, said);
  expect((await resume(caseId)).state).toBe(state);
  expect(await machine.drive(caseId, said[0] === 'returned' ? ['returned', 'paid'] : ['paid'])).toBe('refunded');
  const { payouts } = await machine.lookAtRefund(caseId);
  expect(payouts).toHaveLength(said[0] === 'returned' ? 2 : 1);
  const books = await machine.books();
  expect(books.paidOut).toBe(books.settled);
});

test('only a parked case is resumed, by a desk of its region, and once', async () => {
  const caseId = await parkedAtTheTreasury(63, []);
  expect((await machine.office.post(CHANGZHI, `/cases/${caseId}/resumption`, REASON)).status).toBe(404);
  expect((await machine.office.post(OPENER, `/cases/${caseId}/resumption`, { reason: '' })).status).toBe(422);
  const answers = await Promise.allSettled([resume(caseId), resume(caseId), resume(caseId)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  await expect(resume(caseId)).rejects.toMatchObject({ status: 409, code: 'case_not_parked' });
});
