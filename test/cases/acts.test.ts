/** What can happen to a case: the tables of the kinds say it, and the acts refuse what the tables don't have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Act, statesTaking } from '../../functions/cases/acts.ts';
import { actsOf } from '../../functions/cases/acts-of.ts';
import { type Case, hasEnded } from '../../functions/cases/case.ts';
import { isRefusal } from '../../functions/cases/changes.ts';
import { erase } from '../../functions/cases/erase.ts';
import { LATE_PAYMENT_ACTS } from '../../functions/cases/late-payment/acts.ts';
import { LATE_PAYMENT_STATES, LATE_PAYMENT_WAITS } from '../../functions/cases/late-payment/case.ts';
import { LATE_PAYMENT_OPENINGS } from '../../functions/cases/late-payment/waits.ts';
import { NEWBORN_ACTS } from '../../functions/cases/newborn/acts.ts';
import { NEWBORN_STATES, NEWBORN_WAITS } from '../../functions/cases/newborn/case.ts';
import { NEWBORN_OPENINGS } from '../../functions/cases/newborn/waits.ts';
import { pay } from '../../functions/cases/pay.ts';
import { REFUND_ACTS } from '../../functions/cases/refund/acts.ts';
import { REFUND_WAITS } from '../../functions/cases/refund/case.ts';
import { REFUND_OPENINGS } from '../../functions/cases/refund/waits.ts';
import { relist } from '../../functions/cases/relist.ts';
import { resume } from '../../functions/cases/resume.ts';
import { takes } from '../../functions/cases/takes.ts';
import { withdraw } from '../../functions/cases/withdraw.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { REFUND_STATES } from '../../functions/domain/refund/states.ts';
import { DESK, latePaymentIn, newbornIn, refundIn, waitFor } from './cases-in.ts';

test('a payment is taken by a late payment that waits for it, and by a newborn’s case until it was paid', () => {
  expect(statesTaking(LATE_PAYMENT_ACTS, LATE_PAYMENT_STATES, 'pay')).toEqual(['awaiting_payment']);
  expect(statesTaking(NEWBORN_ACTS, NEWBORN_STATES, 'pay')).toEqual([
    'assessing',
    'awaiting_decision',
    'tracking',
    'awaiting_wish',
  ]);
  expect(statesTaking(REFUND_ACTS, REFUND_STATES, 'pay')).toEqual([]);
});

test('a refund whose money is on its way takes the treasury’s answer, and cannot be withdrawn', () => {
  const order = { instruction: 'R-1-P1', amount: '400.00', issuedAt: DESK.at, account: '************0005' };
  const underWay = refundIn('awaiting_payout', { payouts: [order], wait: waitFor('payout') });
  expect(actsOf(underWay)).toEqual(['tell_payout', 'wait', 'park', 'hold', 'look', 'file', 'note']);
  const answered = { ...order, result: { outcome: 'paid' as const, on: localDate('2026-03-12'), reference: 'B-1' } };
  expect(actsOf({ ...underWay, payouts: [answered] })).not.toContain('tell_payout');
});

test('a case that has ended takes no act that would move it', () => {
  // A refund's money may come back; what is noted of it moves nothing.
  const still: Act[] = ['close', 'settle', 'recover', 'hold', 'look', 'file', 'note', 'erase'];
  for (const ended of allCases().filter(({ state }) => hasEnded(state))) {
    expect(actsOf(ended).filter((act) => !still.includes(act))).toEqual([]);
  }
});

test('every wait opens in states that take a wait, and is ended there by an act', () => {
  const openings: Case[] = [
    ...Object.values(LATE_PAYMENT_OPENINGS).flatMap(({ from, state }) =>
      [...from, state].map((at) => latePaymentIn(at)),
    ),
    ...Object.values(REFUND_OPENINGS).flatMap(({ from, state }) => [...from, state].map((at) => refundIn(at))),
    ...Object.values(NEWBORN_OPENINGS).flatMap(({ from, state }) => [...from, state].map((at) => newbornIn(at))),
  ];
  for (const { kind, state } of openings)
    expect([kind, state, takes({ kind, state }, 'wait')]).toEqual([kind, state, true]);
});

describe('what a case says that it takes is not refused, and everything else is', () => {
  const payment = { voucher: 'V-9', amount: '400.00', collectedOn: localDate('2026-03-12') };
  const listings = [{ category: 'monitored' as const, identifiedOn: localDate('2026-01-02') }];
  const source = { at: DESK.at, source: 'upload/file:1' };
  const day = localDate('2026-03-12');

  test.each<[Act, (current: Case) => object | null]>([
    ['withdraw', (current) => withdraw(current, '本人申请撤回', DESK)],
    ['resume', (current) => resume(current, '数据库已恢复', DESK)],
    ['pay', (current) => (current.kind === 'refund' ? null : pay(current, payment, DESK))],
    ['relist', (current) => relist(current, { listings, day }, source)],
    ['erase', (current) => erase(current, DESK.at)],
  ])('%s', (act, doIt) => {
    for (const current of allCases()) {
      const outcome = doIt(current);
      const happens = outcome !== null && !isRefusal(outcome);
      expect([current.kind, current.state, current.wait?.kind, happens]).toEqual([
        current.kind,
        current.state,
        current.wait?.kind,
        actsOf(current).includes(act),
      ]);
    }
  });
});

test('the README has the tables as they are', () => {
  const tables: Record<string, Record<string, readonly Act[]>> = {
    'late-payment': LATE_PAYMENT_ACTS,
    refund: REFUND_ACTS,
    newborn: NEWBORN_ACTS,
  };
  const everywhere: readonly Act[] = ['hold', 'look', 'file', 'assign', 'note'];
  const rows = Object.entries(tables).flatMap(([kind, table]) =>
    Object.entries(table).map(
      ([state, acts]) => `| ${kind} | ${state} | ${acts.filter((act) => !everywhere.includes(act)).join(', ')} |`,
    ),
  );
  const text = readFileSync(join(import.meta.dirname, '../../functions/cases/README.md'), 'utf8');
  expect(text.split('\n').filter((line) => /^\| (late-payment|refund|newborn) \|/.test(line))).toEqual(rows);
});

/** Every state of every kind, with each wait that it can have and without one. */
function allCases(): Case[] {
  const payouts = [{ instruction: 'R-1-P1', amount: '400.00', issuedAt: DESK.at, account: '0005' }];
  return [
    ...LATE_PAYMENT_STATES.flatMap((state) => [
      latePaymentIn(state),
      ...LATE_PAYMENT_WAITS.flatMap((kind) =>
        LATE_PAYMENT_OPENINGS[kind].state === state ? latePaymentIn(state, { wait: waitFor(kind) }) : [],
      ),
    ]),
    ...REFUND_STATES.flatMap((state) => [
      refundIn(state),
      ...(state === 'parked' ? [refundIn(state, { payouts })] : []),
      ...REFUND_WAITS.flatMap((kind) =>
        REFUND_OPENINGS[kind].state === state
          ? refundIn(state, { wait: waitFor(kind), ...(kind === 'payout' && { payouts }) })
          : [],
      ),
    ]),
    ...NEWBORN_STATES.flatMap((state) => [
      newbornIn(state),
      newbornIn(state, { covered: { from: localDate('2026-01-01'), until: null } }),
      ...NEWBORN_WAITS.flatMap((kind) =>
        NEWBORN_OPENINGS[kind].state === state ? newbornIn(state, { wait: waitFor(kind) }) : [],
      ),
    ]),
  ];
}
