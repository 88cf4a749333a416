/** A payment that goes back insures nobody, in whatever order the two cases meet; and of a year's payments one stays. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { localDate } from '../../functions/domain/calendar.ts';
import { idNumber, xiaoyiOpening } from '../api/people.ts';
import { duplicateOpening, FIRST, OPENER, openRefundMachine, type RefundMachine } from '../support/refund-machine.ts';

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine('2026-03-10T09:00:00+08:00');
});
afterEach(() => {
  machine.office.services.onWrite = () => 'lives';
  machine.office.services.afterRead = async () => {};
});
afterAll(() => machine.close());

const stateOf = async (caseId: string) => (await machine.look(caseId)).state;
const occasions = async (caseId: string): Promise<string[]> =>
  z
    .array(z.looseObject({ occasion: z.string() }))
    .parse((await machine.look(caseId)).notices)
    .map(({ occasion }) => occasion)
    .sort();
const refOf = async (voucher: string) => (await machine.ledger.getPayment(voucher))?.personRef ?? '';
const enrolledOf = async (voucher: string) => (await machine.ledger.getEnrolment(await refOf(voucher), 2026))?.enrolled;

/** A late payment of 1,100.00 yuan that waits for the first day of its benefits. */
async function paidLate(sequence: number): Promise<{ late: string; voucher: string }> {
  const late = await machine.office.openCase(OPENER, xiaoyiOpening(sequence), `key-late-${sequence}`);
  await machine.pass();
  const { task } = await machine.look(late);
  await machine.office.decide(FIRST, task?.taskId ?? '', {
    action: 'approve',
    confirm: task?.confirmations.map(({ field }) => field) ?? [],
    shown: task?.shown ?? undefined,
  });
  await machine.pass();
  const voucher = `V-LATE-${sequence}`;
  const collectedOn = machine.office.now().slice(0, 10);
  const payment = {
    idNumber: idNumber(sequence),
    region: '141181',
    coverageYear: 2026,
    amount: '1100.00',
    collectedOn,
  };
  const paid = await machine.office.post(['tax', '141181', 'tax'], '/payments', { ...payment, voucherNumber: voucher });
  expect(paid.status).toBe(201);
  await machine.pass();
  expect(await stateOf(late)).toBe('awaiting_benefits');
  return { late, voucher };
}

async function refundOf(sequence: number, vouchers: string[], parts: object = {}, key = 'refund'): Promise<string> {
  const asked = duplicateOpening(sequence, vouchers, {
    ground: 'enrolled_elsewhere',
    eventOn: machine.office.now().slice(0, 10),
    ...parts,
  });
  return machine.office.openCase(OPENER, asked, `key-${key}-${sequence}`);
}

/** Until the first of the two reviews is open. */
async function claimed(refund: string): Promise<void> {
  for (let turn = 0; turn < 6 && (await stateOf(refund)) !== 'awaiting_first_review'; turn += 1) {
    await machine.pass();
    const { task } = await machine.look(refund);
    if (task?.kind !== 'decision') continue;
    await machine.office.decide(FIRST, task.taskId, {
      action: 'approve',
      confirm: task.confirmations.map(({ field }) => field),
      acknowledge: task.reviews.map(({ code, field }) => `${code} ${field}`),
      shown: task.shown ?? undefined,
    });
  }
  expect(await stateOf(refund)).toBe('awaiting_first_review');
}

describe('a late payment that is refunded while it waits', () => {
  test('ends with the refund, is told so, and insures nobody, however long it is waited', async () => {
    const { late, voucher } = await paidLate(301);
    const refund = await refundOf(301, [voucher]);
    await claimed(refund);
    const body = await machine.look(refund);
    expect(body.living).toEqual([{ voucher, caseId: late, kind: 'late-payment', state: 'awaiting_benefits' }]);
    const seen = JSON.stringify(body.task);
    expect(seen).toContain(`凭证 ${voucher} 正用于`);
    expect(seen).toContain(`${late}(`);
    expect(seen).toContain('随之终止');
    expect(await machine.drive(refund)).toBe('refunded');
    await machine.pass();
    expect([await stateOf(late), await occasions(late)]).toEqual(['withdrawn', ['payment_notice', 'withdrawn']]);
    expect(JSON.stringify((await machine.look(late)).ending)).toContain(refund);
    expect(await enrolledOf(voucher)).toBeUndefined();
    expect((await machine.ledger.getEnrolment(await refOf(voucher), 2026))?.openCase).toBeUndefined();
  });

  test('which was parked when the money went back ends too', async () => {
    const { late, voucher } = await paidLate(303);
    const refund = await refundOf(303, [voucher]);
    await claimed(refund);
    const { handler } = await import('../../functions/tasks/case/park-case.ts');
    await handler({ caseId: late, at: machine.office.now(), failure: { state: 'AwaitBenefits', error: 'Broke' } });
    expect(await machine.drive(refund)).toBe('refunded');
    await machine.pass();
    await machine.pass();
    expect([await stateOf(late), await occasions(late)]).toEqual(['withdrawn', ['payment_notice', 'withdrawn']]);
  });

  test('and that insured in the very moment in which the money went back is enrolled by nothing and told nothing', async () => {
    const { late, voucher } = await paidLate(304);
    const personRef = await refOf(voucher);
    let read = 0;
    machine.office.services.afterRead = async (text) => {
      // The step has looked at the claim, and found none: all of a refund happens before it goes on.
      if (!text.includes(`payment#${voucher}`) || read > 0) return;
      read += 1;
      const caseId = 'R141181-2026-FASTERFAST';
      const at = machine.office.now();
      const sums = { paid: '1100.00', back: '0.00', refund: '1100.00', parts: [] };
      await machine.refunds.claimPayment({ voucher, caseId, at, personRef, ...sums });
      const settled = { instruction: `${caseId}-P1`, on: localDate('2026-03-20') };
      await machine.refunds.settlePayment({ voucher, caseId, refund: '1100.00' }, settled);
      const by = { caseId, ground: 'death', endedAt: at };
      const given = { personRef, coverageYear: 2026, region: '141181', vouchers: [voucher], endsOthers: true, by };
      expect(await machine.refunds.years.giveBack(given)).toBe('none');
    };
    const { handler } = await import('../../functions/tasks/late-payment/tell-benefits-begin.ts');
    await expect(handler({ caseId: late, at: '2028-06-10T00:00:00+08:00' })).rejects.toThrow('given back');
    expect(await enrolledOf(voucher)).toBeUndefined();
    expect(await occasions(late)).toEqual(['payment_notice']);
  });

  test('is insured once more by nothing: the voucher pays for no other case', async () => {
    const { late, voucher } = await paidLate(305);
    const refund = await refundOf(305, [voucher]);
    expect(await machine.drive(refund)).toBe('refunded');
    await machine.pass();
    const again = await machine.office.post(['tax', '141181', 'tax'], '/payments', {
      voucherNumber: voucher,
      idNumber: idNumber(305),
      region: '141181',
      coverageYear: 2026,
      amount: '1100.00',
      collectedOn: (await machine.ledger.getPayment(voucher))?.collectedOn,
    });
    expect([again.status, again.body.code, again.body.caseId]).toEqual([409, 'payment_already_refunded', refund]);
    expect(await stateOf(late)).toBe('withdrawn');
  });
});

test("an enrolment of another region, or by another payment, stays when a region's payment goes back", async () => {
  for (const [sequence, parts, stays] of [
    [311, { region: '140400', voucher: 'V-311' }, true],
    [312, { region: '141181', voucher: 'V-OTHER' }, true],
    [313, { region: '141181', voucher: 'V-313' }, false],
    [314, { region: '141181' }, false],
    [315, { region: '140400' }, true],
  ] as const) {
    const voucher = `V-${sequence}`;
    await machine.pay(sequence, voucher, { collectedOn: localDate('2026-03-10') });
    const personRef = await refOf(voucher);
    const claim = { personRef, coverageYear: 2026, caseId: `L141181-2026-OF${sequence}`, at: machine.office.now() };
    await machine.ledger.claimEnrolment(claim);
    const enrolled = { benefitStart: localDate('2026-12-01'), recordedAt: claim.at, caseId: claim.caseId, ...parts };
    await machine.ledger.recordEnrolment(personRef, 2026, enrolled);
    const by = { caseId: 'R141181-2026-GIVESBACKX', ground: 'enrolled_elsewhere', endedAt: claim.at };
    const given = { personRef, coverageYear: 2026, region: '141181', vouchers: [voucher], endsOthers: true, by };
    const outcome = await machine.refunds.years.giveBack(given);
    expect([sequence, outcome]).toEqual([sequence, stays ? 'none' : 'ended']);
    expect([sequence, await machine.refunds.years.giveBack(given)]).toEqual([sequence, outcome]);
    expect((await machine.ledger.getEnrolment(personRef, 2026))?.enrolled !== undefined).toBe(stays);
  }
});

describe('of two payments for a year one stays', () => {
  /** Two payments of one day, of different amounts. */
  async function payTwice(sequence: number): Promise<string[]> {
    for (const [name, amount] of [
      ['a', '400.00'],
      ['b', '380.00'],
    ] as const) {
      await machine.pay(sequence, `V-${sequence}-${name}`, { amount, collectedOn: localDate('2025-09-10') });
    }
    return [`V-${sequence}-a`, `V-${sequence}-b`];
  }
  const settledOf = async (vouchers: readonly string[]) =>
    (await Promise.all(vouchers.map((voucher) => machine.ledger.getPayment(voucher)))).filter(
      (payment) => payment?.claim?.settled,
    ).length;

  test('200 desks at once, the vouchers in both orders, on two grounds: never both', async () => {
    const vouchers = await payTwice(320);
    const open = (index: number) => {
      const named = index % 2 === 0 ? vouchers : vouchers.toReversed();
      const ground = index % 4 < 2 ? {} : { ground: 'other' };
      const asked = { ...duplicateOpening(320, index % 4 < 2 ? named : named.slice(0, 1), ground) };
      return machine.office.open(['caseworker', '141181', `desk-${index}`], asked, `key-desks-${index}`);
    };
    const opened: string[] = [];
    for (let first = 0; first < 200; first += 25) {
      const wave = await Promise.all(Array.from({ length: 25 }, (_, at) => open(first + at)));
      opened.push(...wave.flatMap(({ status, body }) => (status === 201 ? (body.caseId ?? '') : [])));
    }
    expect(opened.length).toBeGreaterThan(0);
    for (const caseId of opened) await machine.drive(caseId);
    expect(await settledOf(vouchers)).toBeLessThanOrEqual(1);
  });

  test.each([
    ['the duplicate first', ['duplicate', 'other']],
    ['the other ground first', ['other', 'duplicate']],
  ] as const)('%s: what stays for the one is not taken by the other', async (_name, order) => {
    const sequence = order[0] === 'other' ? 331 : 330;
    const [kept = '', twice = ''] = await payTwice(sequence);
    const cases = new Map<string, string>();
    for (const ground of order) {
      const vouchers = ground === 'duplicate' ? [kept, twice] : [kept];
      const { store, model } = await prepared(sequence, ground, vouchers);
      cases.set(ground, model);
      await store();
    }
    await machine.pass();
    await machine.pass();
    const states = await Promise.all(order.map((ground) => stateOf(cases.get(ground) ?? '')));
    expect(states).toEqual(['awaiting_first_review', 'refused']);
    const lost = await machine.look(cases.get(order[1]) ?? '');
    expect(JSON.stringify(lost.ending)).toContain(cases.get(order[0]));
    expect(await machine.drive(cases.get(order[0]) ?? '')).toBe('refunded');
    expect(await settledOf([kept, twice])).toBe(1);
  });

  /** A case with everything answered, as if nobody had known of the other when it was opened. */
  async function prepared(sequence: number, ground: 'duplicate' | 'other', vouchers: string[]) {
    const { openCaseStore } = await import('../../functions/store/cases/case-store.ts');
    const { caseSchema } = await import('../../functions/cases/case.ts');
    const stores = openCaseStore(machine.client, 'Cases', caseSchema);
    // A model of somebody else with the same facts: its case is withdrawn, and its parts are taken.
    const model = sequence + (ground === 'other' ? 50 : 60);
    await machine.pay(model, `V-${model}-m`, { collectedOn: localDate('2025-09-10') });
    await machine.pay(model, `V-${model}-n`, { collectedOn: localDate('2025-09-10') });
    const facts = ground === 'other' ? { ground: 'other' } : {};
    const named = ground === 'other' ? [`V-${model}-m`] : [`V-${model}-m`, `V-${model}-n`];
    const found = await stores.get(
      await machine.office.openCase(OPENER, duplicateOpening(model, named, facts), `key-model-${model}`),
    );
    if (found?.kind !== 'refund') throw new Error('no model');
    const caseId = `R141181-2026-${ground === 'other' ? 'OTHER' : 'TWICE'}${sequence}AA`;
    const { version: _v, history: _h, waits: _w, wait: _t, pendingSince: _p, plan: _l, claims: _c, ...fresh } = found;
    const personRef = await refOf(vouchers[0] ?? '');
    const stated = [{ paymentId: vouchers[0] ?? '', coverageYear: 2026, amount: '400.00', document: '退费审批表' }];
    return {
      model: caseId,
      store: async () => {
        const opening = {
          ...fresh,
          caseId,
          person: { ...fresh.person, ref: personRef },
          facts: { ...fresh.facts, vouchers, ...(ground === 'other' && { stated }) },
          state: 'assessing' as const,
          settlement: {
            ...fresh.settlement,
            confirmed: ['refund.applyAt', 'refund.applicant', 'refund.duplicateKept'],
            acknowledged: [
              'ground_open refund.grounds',
              'duplicate_after_benefit_start refund.beforeBenefitPeriodOnly',
            ],
          },
          pending: { kind: 'start' as const },
        };
        const event = {
          at: machine.office.now(),
          by: 'lin',
          event: 'case_opened' as const,
          detail: { kind: 'refund' },
        };
        await stores.put(opening, event);
        await machine.office.heal();
        for (let turn = 0; turn < 3; turn += 1) await machine.pass();
      },
    };
  }
});

describe('a late payment whose first day comes, months later,', () => {
  test('whose day comes first stops and names the refund; rejected there, it goes on and insures', async () => {
    const { late, voucher } = await paidLate(302);
    const refund = await refundOf(302, [voucher]);
    await claimed(refund);
    const { late: refunded } = await paidLate(307);
    expect(await machine.drive(await refundOf(307, ['V-LATE-307']))).toBe('refunded');
    await machine.passTo('2027-01-01T09:00:00+08:00');
    expect([await stateOf(refunded), await occasions(refunded)]).toEqual([
      'withdrawn',
      ['payment_notice', 'withdrawn'],
    ]);
    expect(await stateOf(late)).toBe('parked');
    expect(JSON.stringify((await machine.look(late)).history)).toContain(`given back by case ${refund}`);
    expect(await enrolledOf(voucher)).toBeUndefined();
    const parked = await machine.look(refund);
    if (parked.state === 'parked') {
      await machine.office.withdraw(FIRST, refund, '不再申请退费');
    }
    await machine.pass();
    await machine.pass();
    expect((await machine.ledger.getPayment(voucher))?.claim).toBeUndefined();
    await machine.office.desk(FIRST).ask('resumeCase', { params: { id: late }, body: { reason: '退费申请已经终止' } });
    for (let turn = 0; turn < 4; turn += 1) await machine.pass();
    expect(await stateOf(late)).toBe('insured');
    expect(await enrolledOf(voucher)).toMatchObject({ caseId: late, voucher });
  });
});
