/** Nothing is ever given back twice: attacked with everything that can come twice, at once, or not at all. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import {
  duplicateOpening,
  FIRST,
  OPENER,
  openRefundMachine,
  type RefundMachine,
  resultOf,
  SECOND,
  TREASURY,
} from '../support/refund-machine.ts';

/** More than a refund has writes. */
const CASES = 45;
const ASKED = ['refund.applyAt', 'refund.applicant', 'refund.duplicateKept'];

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine();
});
afterEach(async () => {
  machine.office.services.onWrite = () => 'lives';
  machine.office.services.afterRead = async () => {};
  machine.attack.everyTaskTwice = false;
  // Whatever was tried: what was paid out is what was settled and recorded, and nothing is left claimed.
  const { paidOut, settled, claimed, recorded } = await machine.books();
  expect({ paidOut, recorded, claimed }).toEqual({ paidOut: settled, recorded: settled, claimed: 0 });
});
afterAll(() => machine.close());

/** Two payments of a person; the later one, of 380 yuan, is to go back. */
async function payTwice(sequence: number): Promise<string[]> {
  await machine.pay(sequence, `V-${sequence}-kept`);
  await machine.pay(sequence, `V-${sequence}-twice`, { amount: '380.00', collectedOn: localDate('2025-09-20') });
  return [`V-${sequence}-kept`, `V-${sequence}-twice`];
}

async function open(sequence: number, key = `key-${sequence}-refund`): Promise<string> {
  return machine.office.openCase(OPENER, duplicateOpening(sequence, await payTwice(sequence)), key);
}

/** What this one refund added to the books, from before it began. */
async function added<T>(work: () => Promise<T>): Promise<{ paidOut: number; orders: number; result: T }> {
  const before = await machine.books();
  const result = await work();
  const after = await machine.books();
  return { paidOut: after.paidOut - before.paidOut, orders: after.orders - before.orders, result };
}

const occasions = async (caseId: string): Promise<string[]> => {
  const body = await machine.look(caseId);
  return (body.notices ?? []).map((notice) => Object(notice).occasion).sort();
};

/** Of the second review, as it stands open. */
async function untilSecondReview(sequence: number): Promise<string> {
  const caseId = await open(sequence);
  for (const who of [FIRST, FIRST]) {
    await machine.pass();
    const body = await machine.look(caseId);
    const confirm = body.task?.confirmations.map(({ field }) => field) ?? [];
    await machine.office.decide(who, body.task?.taskId ?? '', { action: 'approve', confirm });
  }
  await machine.pass();
  return caseId;
}

test('a straight refund: two reviews, one order, the sum settled, told twice', async () => {
  const { result, ...sums } = await added(async () => machine.drive(await open(1)));
  expect([result, sums]).toEqual(['refunded', { paidOut: 380, orders: 1 }]);
});

test.each([
  ['opened', 90, async () => {}],
  ['and has claimed its payments', 91, () => machine.pass()],
])(
  'an opening that is sent again while the first try is still under way finds its own case, %s meanwhile',
  async (_, sequence, meanwhile) => {
    const opening = duplicateOpening(sequence, await payTwice(sequence));
    const send = () => machine.office.open(OPENER, opening, `key-${sequence}-refund`);
    let firstTry: ReturnType<typeof send> | undefined;
    machine.office.services.afterRead = async (text) => {
      if (firstTry || !text.includes('request#')) return;
      firstTry = send();
      await firstTry;
      await meanwhile();
    };
    const { result, ...sums } = await added(async () => {
      const again = await send();
      const first = await firstTry;
      expect([first?.status, again.status, again.body.caseId]).toEqual([201, 200, first?.body.caseId]);
      return machine.drive(again.body.caseId ?? '');
    });
    expect([result, sums]).toEqual(['refunded', { paidOut: 380, orders: 1 }]);
  },
);

describe('a process that dies at a write', () => {
  test('just after each write of a whole refund in turn: paid once, told once', async () => {
    // Each case dies at a write of its own, the n-th case at its n-th. Every write names its case.
    const writes = new Map<string, number>();
    machine.office.services.onWrite = (text) => {
      const caseId = /R141181-2026-\w{10}/.exec(text)?.[0];
      if (caseId === undefined) return 'lives';
      const count = (writes.get(caseId) ?? 0) + 1;
      writes.set(caseId, count);
      return count === [...writes.keys()].indexOf(caseId) + 1 ? 'after' : 'lives';
    };
    const ids: string[] = [];
    // More cases than a refund has writes: the last ones die of nothing.
    for (let sequence = 100; sequence < 100 + CASES; sequence += 1) {
      const opening = duplicateOpening(sequence, await payTwice(sequence));
      const open = () => machine.office.open(OPENER, opening, `key-dies-${sequence}`);
      const first = await open();
      const { body } = first.status < 300 ? first : await open();
      ids.push(body.caseId ?? '');
    }
    const { result: states, ...sums } = await added(() => machine.driveAll(ids));
    expect(states).toEqual(ids.map(() => 'refunded'));
    expect(sums).toEqual({ paidOut: 380 * CASES, orders: CASES });
    for (const caseId of ids) expect(await occasions(caseId)).toEqual(['refund_decision', 'refund_paid']);
    const deaths = [...writes.values()].filter((count, index) => count > index).length;
    expect(deaths).toBeGreaterThan(25);
    expect(deaths).toBeLessThan(CASES);
  });
});

describe('everything twice', () => {
  test('every task of the state machine: paid once, told once', async () => {
    machine.attack.everyTaskTwice = true;
    const { result, ...sums } = await added(async () => {
      const caseId = await open(10);
      return { state: await machine.drive(caseId), told: await occasions(caseId) };
    });
    expect([result.state, sums]).toEqual(['refunded', { paidOut: 380, orders: 1 }]);
    expect(result.told).toEqual(['refund_decision', 'refund_paid']);
  });

  test('every task, where the bank returns the money: ordered twice, paid once', async () => {
    machine.attack.everyTaskTwice = true;
    const { result, ...sums } = await added(async () => machine.drive(await open(11), ['returned', 'paid']));
    expect([result, sums]).toEqual(['refunded', { paidOut: 380, orders: 2 }]);
  });

  test('the same request with its key is the same case; with another key, or another desk, it is told where it is', async () => {
    const vouchers = await payTwice(12);
    const opening = duplicateOpening(12, vouchers);
    const first = await machine.office.open(OPENER, opening, 'key-12-refund');
    const same = await machine.office.open(OPENER, opening, 'key-12-refund');
    expect([first.status, same.status, same.body.caseId]).toEqual([201, 200, first.body.caseId]);
    expect((await machine.office.post(OPENER, '/cases', opening)).body.code).toBe('idempotency_key_required');
    for (const [who, key] of [[OPENER, 'key-12-other'] as const, [FIRST, 'key-12-refund'] as const]) {
      const other = await machine.office.open(who, opening, key);
      expect([other.status, other.body.code, other.body.caseId]).toEqual([409, 'case_already_open', first.body.caseId]);
    }
    expect(await machine.drive(first.body.caseId ?? '')).toBe('refunded');
    const after = await machine.office.open(OPENER, opening, 'key-12-after');
    expect([after.status, after.body.code]).toEqual([409, 'payment_already_refunded']);
    expect(after.body.detail).toMatch(/已由案件 R141181-2026-\w+ 于 2025-11-10 退费/);
  });

  test("the bank's result: the same again is one, another one is refused and named", async () => {
    const caseId = await untilSecondReview(13);
    await machine.office.decide(SECOND, (await machine.look(caseId)).task?.taskId ?? '', { action: 'approve' });
    await machine.pass();
    const [order] = (await machine.lookAtRefund(caseId)).payouts;
    const say = (result: object) => machine.office.post(TREASURY, `/payouts/${order?.instruction}/result`, result);
    const answers = await Promise.all(Array.from({ length: 20 }, () => say(resultOf('paid', '380.00'))));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(answers.filter(({ body }) => Object(body).again === false)).toHaveLength(1);
    for (const other of [resultOf('returned', '380.00'), resultOf('paid', '380.00', 'B-0002')]) {
      const { status, body } = await say(other);
      expect([status, body.code]).toEqual([409, 'payout_result_contradicts']);
      expect(body.detail).toContain('2025-11-10 已支付（流水号 B-0001）');
    }
    expect((await say(resultOf('paid', '400.00'))).status).toBe(422);
    expect(await machine.drive(caseId)).toBe('refunded');
    expect((await say(resultOf('returned', '380.00'))).body.code).toBe('payout_result_contradicts');
    expect((await say(resultOf('paid', '380.00'))).status).toBe(200);
  });
});

describe('at once', () => {
  test('100 cases on one payment: one has it, the others end and name it', async () => {
    const vouchers = await payTwice(20);
    const cases = openCaseStore(machine.client, 'Cases', caseSchema);
    const opened = await machine.office.openCase(OPENER, duplicateOpening(20, vouchers), 'key-20-model');
    const model = await cases.get(opened);
    if (model?.kind !== 'refund') throw new Error('no model');
    // As if all had been opened in one moment, none knowing of another, with everything confirmed.
    const ids = Array.from({ length: 100 }, (_, index) => `R141181-2026-RACE${String(index).padStart(6, '0')}`);
    const {
      version: _v,
      history: _h,
      waits: _w,
      wait: _wait,
      pendingSince: _p,
      plan: _plan,
      claims: _c,
      ...fresh
    } = model;
    const settlement = { ...fresh.settlement, confirmed: ASKED };
    const event = { at: machine.office.now(), by: 'lin', event: 'case_opened' as const, detail: { kind: 'refund' } };
    for (const caseId of ids) {
      await cases.put({ ...fresh, caseId, state: 'assessing', settlement, pending: { kind: 'start' } }, event);
    }
    const { paidOut } = await added(async () => {
      await machine.pass();
      await machine.pass();
      const states = await Promise.all(ids.map(async (caseId) => (await machine.look(caseId)).state));
      const winners = ids.filter((_, index) => states[index] === 'awaiting_first_review');
      expect(winners).toHaveLength(1);
      expect(states.filter((state) => state === 'refused')).toHaveLength(99);
      const loser = ids.find((caseId) => caseId !== winners[0]) ?? '';
      const lost = await machine.office.show(OPENER, loser);
      expect(lost.ending?.message).toMatch(new RegExp(`缴费 V-20-twice 已在案件 ${winners[0]} 中办理`));
      expect(await machine.drive(winners[0] ?? '')).toBe('refunded');
    });
    expect(paidOut).toBe(380);
    // The model itself comes last, and finds it given back.
    expect(await machine.drive(model.caseId)).toBe('refused');
  });

  test('two reviewers in the same second: one decides, the other is told by whom', async () => {
    const caseId = await untilSecondReview(21);
    const body = await machine.look(caseId);
    const url = `/tasks/${body.task?.taskId}/decision`;
    const third = ['caseworker', '141181', 'zhang'] as const;
    const answers = await Promise.all([
      machine.office.post(SECOND, url, { action: 'approve' }),
      machine.office.post(third, url, { action: 'reject', opinion: '账户不符' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('task_already_decided');
    expect(['refunded', 'rejected']).toContain(await machine.drive(caseId));
  });

  test('one reviewer at two windows: approved once', async () => {
    const caseId = await untilSecondReview(22);
    const body = await machine.look(caseId);
    const approve = () => machine.office.post(SECOND, `/tasks/${body.task?.taskId}/decision`, { action: 'approve' });
    const answers = await Promise.all([approve(), approve(), approve()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { orders } = await added(async () => machine.drive(caseId));
    expect(orders).toBe(1);
  });
});
