/** Whatever is known of a person is known to everybody who tries, opens, asks, tells or ends: reports 1, 2, 3 and their neighbours. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import type { RefundCase } from '../../functions/cases/refund/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openRefundLedger } from '../../functions/store/ledger/refund-ledger-store.ts';
import { approvalOf, untilDecision, untilPayment } from '../api/case-paths.ts';
import { CHANGZHI, type Opening, TAX, XIAOYI } from '../api/office.ts';
import { idNumber, person, xiaoyiOpening } from '../api/people.ts';
import { refundIn } from '../cases/cases-in.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig('2026-03-10T09:00:00+08:00');
});
afterAll(() => rig.close());
afterEach(() => {
  rig.gateway.mood = 'up';
});

const paidBy = (sequence: number, voucher: string, more: Record<string, string> = {}) =>
  rig.importRow('payments', {
    ...{ voucher, idNumber: idNumber(sequence), region: '141181', coverageYears: '2026', amount: '400.00' },
    ...{ collectedOn: '2026-02-10', channel: '银行', payer: '本人', ...more },
  });
const shown = async (caseId: string) => rig.office.show(XIAOYI, caseId);
const message = (caseId: string, occasion: string) => rig.outbox.get({ caseId, occasion });
const cases = () => openCaseStore(rig.client, 'Cases', caseSchema);

/** A refund as it stands in the store, and the claim that it has on its payment. */
async function givenBack(
  sequence: number,
  voucher: string,
  {
    refund,
    years,
    ground,
    settled,
  }: {
    refund: string;
    years: number[];
    ground: RefundCase['facts']['ground'];
    settled: boolean;
  },
): Promise<string> {
  const { history: _, version: _version, ...base } = refundIn(settled ? 'refunded' : 'awaiting_first_review');
  const personRef = await rig.identity.reference(idNumber(sequence));
  const caseId = `R141181-2026-${sequence}`;
  const paid = (await rig.ledger.getPayment(voucher))?.amount ?? '';
  const opened = {
    ...base,
    caseId,
    facts: { ...base.facts, ground, vouchers: [voucher] },
    person: { ...base.person, ref: personRef },
    claims: [{ voucher, coverageYears: years, amount: refund }],
    plan: base.plan && { ...base.plan, payments: base.plan.payments.map((one) => ({ ...one, voucher, amount: paid })) },
    pending: { kind: 'start' as const },
  };
  const event = {
    at: rig.office.now(),
    by: 'guo',
    event: 'case_opened',
    detail: { kind: 'refund' as const, ground },
  } as const;
  await cases().put(opened, event);
  const ledger = openRefundLedger(rig.client, 'Ledger');
  await ledger.claimPayment({
    voucher,
    caseId,
    at: rig.office.now(),
    personRef,
    paid,
    refund,
    back: '0.00',
    parts: [],
  });
  if (settled)
    await ledger.settlePayment({ voucher, caseId, refund }, { instruction: 'P', on: localDate('2026-03-01') });
  return caseId;
}

describe('a year is paid, although something of its payment went back:', () => {
  test.each([
    [1, 'a part of the price', '2026', { refund: '320.00', years: [2026], ground: 'aid_recognised', settled: true }],
    [
      2,
      'a part of the price that is not paid out yet',
      '2026',
      { refund: '320.00', years: [2026], ground: 'wrong_standard', settled: false },
    ],
    [
      3,
      'later years',
      '2026-2028',
      { refund: '800.00', years: [2027, 2028], ground: 'employee_insurance', settled: true },
    ],
  ] as const)('%i: %s', async (sequence, _what, coverageYears, back) => {
    const amount = coverageYears === '2026' ? '400.00' : '1200.00';
    await paidBy(sequence, `PART-${sequence}`, { coverageYears, amount });
    await givenBack(sequence, `PART-${sequence}`, { ...back, years: [...back.years] });
    const { status, body } = await rig.office.open(XIAOYI, xiaoyiOpening(sequence), `key-part-${sequence}`);
    expect([status, body.code]).toEqual([409, 'payment_on_record']);
  });

  test('and not where it went back whole', async () => {
    await paidBy(4, 'WHOLE-4');
    await givenBack(4, 'WHOLE-4', { refund: '400.00', years: [2026], ground: 'enrolled_elsewhere', settled: true });
    expect((await rig.office.open(XIAOYI, xiaoyiOpening(4), 'key-whole-4')).status).toBe(201);
  });

  test('a case that lives on it goes on to its benefits', async () => {
    const caseId = await untilPayment(rig.office, 5);
    const paid = { voucherNumber: 'LIVES-5', idNumber: idNumber(5), region: '141181', coverageYear: 2026 };
    await rig.office.pay({ ...paid, amount: '1100', collectedOn: '2026-03-10' });
    await rig.office.task('check-payment', caseId);
    await rig.office.task('await-benefits', caseId, 'benefits-5');
    await givenBack(5, 'LIVES-5', { refund: '320.00', years: [2026], ground: 'aid_recognised', settled: true });
    expect(await rig.office.task('tell-benefits-begin', caseId, undefined, '2026-06-10T01:00:00Z')).toMatchObject({
      insured: true,
    });
  });
});

test('a death that a refund tells of ends what asks for money, and takes it back from the tax office', async () => {
  const caseId = await untilPayment(rig.office, 10);
  await paidBy(10, 'DEATH-10', { coverageYears: '2027', collectedOn: '2026-03-09' });
  const refund: Opening = {
    kind: 'refund',
    person: person(10),
    facts: {
      region: '141181',
      coverageYear: 2026,
      ground: 'death',
      applicant: 'heir',
      eventOn: '2026-03-08',
      vouchers: ['DEATH-10'],
    },
    account: { kind: 'card', holder: '试一人', bank: '试银行', number: '6228480402564890018' },
  };
  await rig.office.task('refund/check-ground', await rig.office.openCase(XIAOYI, refund, 'key-death-10'));
  expect((await shown(caseId)).state).toBe('withdrawn');
  await rig.office.task('close-case', caseId, undefined, undefined, { ending: 'withdrawn' });
  expect(await message(caseId, 'withdrawn')).toBeNull();
  const { sent } = await rig.office.get(TAX, '/collections?region=141181&day=2026-03-10');
  expect(JSON.parse(sent).collections).toContainEqual(expect.objectContaining({ caseId, status: 'cancelled' }));
});

describe('a year that is paid in another region', () => {
  const elsewhere = (sequence: number) => paidBy(sequence, `ELSE-${sequence}`, { region: '140400' });

  test('is reminded of by nobody, and its case ends without a letter', async () => {
    const caseId = await untilPayment(rig.office, 20);
    await elsewhere(20);
    const { dueOn } = (await rig.reminders.get(caseId, 'payment_notice')) ?? { dueOn: '2026-03-18' };
    await rig.sendDue(dueOn);
    expect(await rig.reminders.get(caseId, 'payment_notice')).toMatchObject({
      state: 'done',
      reason: 'paid_elsewhere',
    });
    await rig.office.task('close-case', caseId, undefined, '2026-12-31T09:00:00+08:00', { ending: 'unpaid' });
    expect([(await shown(caseId)).state, await message(caseId, 'unpaid')]).toEqual(['unpaid', null]);
  });

  test('is asked for by no notice: a person sees to it', async () => {
    const caseId = await untilDecision(rig.office, 21);
    await elsewhere(21);
    await rig.office.decide(XIAOYI, `${caseId}.1`, await approvalOf(rig.office, caseId));
    await rig.office.task('assess', caseId);
    await expect(rig.office.task('issue-payment-notice', caseId)).rejects.toMatchObject({ name: 'CaseState' });
    expect((await shown(caseId)).notices).toEqual([]);
  });
});

describe('what waits in the outbox while the gateway is down', () => {
  const DOWN = '2026-12-31T15:00:00+08:00';
  const UP = '2027-01-01T15:00:00+08:00';

  test('does not say that nothing was paid once a payment is there', async () => {
    const caseId = await untilPayment(rig.office, 30);
    await rig.office.task('close-case', caseId, undefined, '2026-12-31T09:00:00+08:00', { ending: 'unpaid' });
    rig.gateway.mood = 'down';
    await rig.deliver(DOWN);
    await paidBy(30, 'LATE-30', { amount: '1100.00', collectedOn: '2026-03-09' });
    rig.gateway.mood = 'up';
    await rig.deliver(UP);
    expect(await message(caseId, 'unpaid')).toMatchObject({ state: 'dead', failure: { reason: 'paid' } });
  });

  test('does not say that benefits begin once the payment goes back', async () => {
    const caseId = await untilPayment(rig.office, 31);
    const paid = { voucherNumber: 'BEGIN-31', idNumber: idNumber(31), region: '141181', coverageYear: 2026 };
    await rig.office.pay({ ...paid, amount: '1100', collectedOn: '2026-03-10' });
    await rig.office.task('check-payment', caseId);
    await rig.office.task('await-benefits', caseId, 'benefits-31');
    await rig.office.task('tell-benefits-begin', caseId, undefined, '2026-12-30T01:00:00Z');
    await givenBack(31, 'BEGIN-31', { refund: '1100.00', years: [2026], ground: 'enrolled_elsewhere', settled: false });
    await rig.deliver(UP);
    expect(await message(caseId, 'benefits_begin')).toMatchObject({ state: 'dead', failure: { reason: 'given_back' } });
  });
});

test('a child whose number a list of deaths has before the case knows it: its case ends as the number joins', async () => {
  const bornOn = '2025-12-20';
  const opening = {
    kind: 'newborn' as const,
    region: '141181',
    birthCertificateNumber: 'O100000040',
    bornOn,
    parent: person(40),
  };
  const caseId = await rig.office.openCase(XIAOYI, { ...opening, childName: '试小人' }, 'key-child-40');
  const number = idNumber(40, bornOn.replaceAll('-', ''));
  await rig.importRow('deaths', { idNumber: number, diedOn: '2026-03-01', authority: '公安局' });
  const event = { event: 'id_number_assigned', idNumber: number };
  await rig.office.post(XIAOYI, `/cases/${caseId}/events`, event, { 'idempotency-key': 'key-event-40' });
  expect(await shown(caseId)).toMatchObject({ state: 'died', facts: { diedOn: '2026-03-01' } });
});

describe('a second payment of somebody without a case', () => {
  const whys = async () => {
    const { sent } = await rig.office.get(XIAOYI, '/payments/unallocated?region=141181');
    const { payments } = JSON.parse(sent);
    return payments.map(
      (one: { voucher: string; unallocated: { why: string } }) => `${one.voucher} ${one.unallocated.why}`,
    );
  };

  test('is shown to a desk, by a file or a call, also where the first was for several years or elsewhere', async () => {
    await paidBy(50, 'TWO-50');
    await paidBy(50, 'TWO-50-B');
    await paidBy(51, 'TWO-51', { coverageYears: '2025-2027', amount: '1200.00', collectedOn: '2024-12-01' });
    await paidBy(51, 'TWO-51-B');
    await paidBy(52, 'TWO-52', { region: '140400' });
    const call = { voucherNumber: 'TWO-52-B', idNumber: idNumber(52), region: '141181', coverageYear: 2026 };
    await rig.office.pay({ ...call, amount: '400', collectedOn: '2026-02-11' });
    await paidBy(50, 'TWO-50');
    expect((await whys()).filter((one: string) => one.startsWith('TWO-'))).toEqual([
      'TWO-50-B second_payment',
      'TWO-51-B second_payment',
      'TWO-52-B second_payment',
    ]);
  });

  test('is none where the first went back', async () => {
    await paidBy(53, 'TWO-53');
    await givenBack(53, 'TWO-53', { refund: '400.00', years: [2026], ground: 'enrolled_elsewhere', settled: true });
    await paidBy(53, 'TWO-53-B');
    expect((await whys()).filter((one: string) => one.startsWith('TWO-53'))).toEqual([]);
  });
});

test.each([
  ['is withdrawn', 80],
  ['refuses it', 81],
] as const)('a payment whose case %s is for a desk to see to, and confirms the next case', async (how, sequence) => {
  const caseId = await untilPayment(rig.office, sequence);
  const voucherNumber = `UNUSED-${sequence}`;
  const paid = { voucherNumber, idNumber: idNumber(sequence), region: '141181', coverageYear: 2026 };
  const amount = how === 'refuses it' ? '400' : '1100';
  await rig.office.pay({ ...paid, amount, collectedOn: '2026-03-10' });
  await rig.office.task('check-payment', caseId);
  if (how === 'refuses it') {
    await rig.office.task('ask-about-payment', caseId, `question-${sequence}`);
    const { task } = await shown(caseId);
    await rig.office.decide(XIAOYI, task?.taskId ?? '', { action: 'refuse_payment', opinion: '金额不符' });
    await rig.office.task('close-case', caseId, undefined, undefined, { ending: 'payment_refused' });
  } else {
    await rig.office.task('await-benefits', caseId, `benefits-${sequence}`);
    await rig.office.withdraw(XIAOYI, caseId, '申请人撤回');
    await rig.office.task('close-case', caseId, undefined, undefined, { ending: 'withdrawn' });
  }
  const { sent } = await rig.office.get(XIAOYI, '/payments/unallocated?region=141181');
  expect(JSON.parse(sent).payments).toContainEqual(
    expect.objectContaining({
      voucher: voucherNumber,
      unallocated: expect.objectContaining({ why: 'not_used', caseId }),
    }),
  );
  const next = await rig.office.open(
    XIAOYI,
    { ...xiaoyiOpening(sequence), voucher: voucherNumber },
    `key-next-${sequence}`,
  );
  const other = next.body.caseId ?? '';
  await rig.office.task('assess', other);
  await rig.office.task('case/ask-caseworker', other, `token-next-${sequence}`);
  const { task } = await shown(other);
  await rig.office.decide(XIAOYI, String(task?.taskId), await approvalOf(rig.office, other));
  await rig.office.task('assess', other);
  await rig.office.task('issue-payment-notice', other);
  expect(await shown(other)).toMatchObject({
    state: 'checking_payment',
    payment: { voucher: voucherNumber },
    notices: [],
  });
});

test('a payment for several years is told by a call as by a file, and is one', async () => {
  const call = { voucherNumber: 'YEARS-60', idNumber: idNumber(60), region: '141181', coverageYear: 2026 };
  const paid = { ...call, coverageYears: [2027, 2026], amount: '800', collectedOn: '2026-02-10' };
  expect(await rig.office.post(TAX, '/payments', paid)).toMatchObject({
    status: 201,
    body: { coverageYears: [2026, 2027] },
  });
  const file = { coverageYears: '2026-2027', amount: '800.00', channel: '', payer: '' };
  expect(await paidBy(60, 'YEARS-60', file)).toMatchObject({ outcome: 'same' });
  expect((await rig.office.post(TAX, '/payments', { ...paid, coverageYears: [2027] })).body.issues?.[0]?.path).toBe(
    'coverageYears',
  );
});

describe('a trial', () => {
  const TRIED = { region: '141181', coverageYear: 2026, history: { insuredYears: [2024, 2025] } };
  const tried = (sequence: number, more: object = {}) =>
    rig.office.post(XIAOYI, '/trials', {
      kind: 'late-payment',
      person: { idNumber: idNumber(sequence) },
      facts: TRIED,
      ...more,
    });

  test('decides as the case: by the lists of aid', async () => {
    const listed = { category: '低保对象', identifiedOn: '2026-01-02', authority: '孝义市民政局' };
    const row = await rig.importRow('aid-lists', { idNumber: idNumber(70), ...listed });
    expect(row?.outcome).toBe('added');
    const trial = await tried(70);
    expect(trial.status).toBe(200);
    const opening = { ...xiaoyiOpening(70), facts: TRIED };
    const caseId = await rig.office.openCase(XIAOYI, opening, 'key-trial-70');
    await rig.office.task('assess', caseId);
    await rig.office.task('case/ask-caseworker', caseId, 'token-70');
    expect((await shown(caseId)).task?.shown).toBe(trial.body.shown);
  });

  test.each([
    [
      71,
      'a dead person',
      'person_died',
      (n: number) => rig.importRow('deaths', { idNumber: idNumber(n), diedOn: '2026-03-01', authority: '公安局' }),
    ],
    [72, 'a year that is paid', 'payment_on_record', (n: number) => paidBy(n, `TRIAL-${n}`)],
    [
      73,
      'a year that is paid elsewhere',
      'payment_on_record',
      (n: number) => paidBy(n, `TRIAL-${n}`, { region: '140400' }),
    ],
    [74, 'a year with a case', 'case_already_open', (n: number) => untilDecision(rig.office, n)],
  ] as const)('%i of %s is refused by the words of the opening', async (sequence, _what, code, make) => {
    await make(sequence);
    const trial = await tried(sequence);
    const opened = await rig.office.open(XIAOYI, xiaoyiOpening(sequence), `key-other-${sequence}`);
    expect([trial.status, trial.body.code]).toEqual([409, code]);
    expect([trial.status, trial.body.code, trial.body.detail]).toEqual([
      opened.status,
      opened.body.code,
      opened.body.detail,
    ]);
  });

  test('of a refund takes the payments from the ledger, whatever a form says of them', async () => {
    await paidBy(75, 'TRIAL-75', { collectedOn: '2026-02-12' });
    await paidBy(75, 'TRIAL-75-B', { collectedOn: '2026-02-13' });
    const facts = { region: '141181', coverageYear: 2026, ground: 'duplicate_payment', applicant: 'insured' };
    const asked = { facts: { ...facts, vouchers: ['TRIAL-75-B', 'trial-75'] } };
    const trial = await rig.office.post(XIAOYI, '/trials', {
      kind: 'refund' as const,
      person: { idNumber: idNumber(75) },
      ...asked,
    });
    expect(trial.status).toBe(200);
    const account = { kind: 'card', holder: '试一人', bank: '试银行', number: '6228480402564890018' };
    const { body } = await rig.office.open(
      XIAOYI,
      { kind: 'refund' as const, person: person(75), ...asked, account },
      'key-trial-75',
    );
    await rig.office.task('refund/check-ground', body.caseId ?? '');
    const { decision } = await shown(body.caseId ?? '');
    const { shown: _, ...decided } = trial.body;
    expect(decision?.assessment).toMatchObject(decided);
  });

  test('is of one’s own regions', async () => {
    const foreign = await rig.office.post(CHANGZHI, '/trials', {
      kind: 'late-payment',
      person: { idNumber: idNumber(76) },
      facts: TRIED,
    });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'region_not_allowed']);
  });
});
