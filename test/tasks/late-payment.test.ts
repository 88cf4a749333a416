import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { type LatePaymentTasks, loadHandlers, openLatePaymentTasks } from '../support/late-payment-tasks.ts';

let desk: LatePaymentTasks;
let tasks: Awaited<ReturnType<typeof loadHandlers>>;
beforeAll(async () => {
  desk = await openLatePaymentTasks();
  tasks = await loadHandlers();
});
afterAll(() => desk.close());

let count = 0;
let caseId = '';
beforeEach(() => {
  count += 1;
  caseId = `L141181-2026-${count}`;
});

/** 10:00 in Shanghai. */
const on = (day: string) => ({ caseId, at: `${day}T02:00:00.000Z` });
const wait = (day: string, token: string) => ({ ...on(day), token });

/** Inside the period nothing is open: the notice goes out at once. */
async function noticed(day = '2026-01-10') {
  await desk.open(caseId);
  await tasks.assess(on(day));
  return tasks.issuePaymentNotice(on(day));
}

async function paid(amount: string, day: string) {
  await noticed();
  await tasks.awaitPayment(wait('2026-01-10', 'pay'));
  await desk.pay(caseId, amount, day);
}

describe('assess', () => {
  test('with every value stated, says what to pay and keeps the decision with the case', async () => {
    await desk.open(caseId);
    expect(await tasks.assess(on('2026-01-10'))).toEqual({
      outcome: 'pay',
      benefitsFrom: '2026-01-09T16:00:00.000Z',
    });
    const { plan, state } = await desk.get(caseId);
    expect(state).toBe('assessing');
    expect(plan).toMatchObject({ payBy: '2026-02-25', assessment: { amounts: { payable: '400.00' } } });
  });

  test('with adopted values, asks; once they are confirmed, goes on', async () => {
    await desk.open(caseId);
    expect(await tasks.assess(on('2026-03-10'))).toMatchObject({ outcome: 'ask' });
    await tasks.askCaseworker(wait('2026-03-10', 'ask'));
    const asked = await desk.get(caseId);
    expect(asked.state).toBe('awaiting_decision');
    expect(asked.wait).toMatchObject({ kind: 'decision', due: '2026-03-24', waitId: `${caseId}.1` });
    expect(asked.wait?.ask?.confirmations.map(({ field }) => field)).toEqual([
      'one_end',
      'contribution.0.subsidy',
      'ways.late.begins',
    ]);
    await desk.approve(caseId);
    expect(await tasks.assess(on('2026-03-11'))).toMatchObject({ outcome: 'pay' });
    expect((await desk.get(caseId)).plan?.assessment.benefit.start).toBe('2026-06-11');
  });

  test('a value that a caseworker supplied with its document decides, and is cited', async () => {
    const supplied = [{ field: 'ways.late.allowed', value: true, document: '晋医保发〔2024〕1号' }];
    const facts = { region: '140800', coverageYear: 2024, history: { insuredYears: [2023] } };
    await desk.open(caseId, { region: '140800', coverageYear: 2024, facts });
    expect(await tasks.assess(on('2024-05-20'))).toMatchObject({ outcome: 'ask' });
    await desk.change(caseId, { set: { settlement: { supplied, confirmed: [], acknowledged: [] } } });
    await tasks.assess(on('2024-05-21'));
    expect((await desk.get(caseId)).plan?.assessment).toMatchObject({ timing: 'late' });
    expect((await desk.get(caseId)).plan?.assessment.basis).toContainEqual(
      expect.objectContaining({ clause: '晋医保发〔2024〕1号', standing: 'supplied' }),
    );
  });

  test('a supplied value that no longer fits the table is named, not passed over', async () => {
    const supplied = [{ field: 'ways.in_time.open.to', value: '2026-12-31', document: '某文件' }];
    await desk.open(caseId, { settlement: { supplied, confirmed: [], acknowledged: [] } });
    await expect(tasks.assess(on('2026-01-10'))).rejects.toMatchObject({ name: 'SuppliedValue' });
  });
});

describe('issue the payment notice', () => {
  test('the notice has the figures, the last day, the option, the wait and the clauses, and nobody by name', async () => {
    await desk.open(caseId);
    await tasks.assess(on('2026-03-10'));
    await desk.approve(caseId);
    await tasks.assess(on('2026-03-10'));
    await tasks.issuePaymentNotice(on('2026-03-10'));
    const [notice] = await desk.notices.list(caseId);
    const body = notice?.body.join('\n') ?? '';
    expect(notice?.title).toBe('城乡居民基本医疗保险缴费通知书');
    for (const part of [
      '测*：',
      '应缴金额：1100.00 元。其中：个人缴费部分 400.00 元，财政补助部分 700.00 元',
      '最后一天是 2026-09-30',
      '请选择“2026年”',
      '3 个月',
      '从 2026-06-10 起享受待遇，到 2026-12-31 止',
      '5 个工作日后可以查询',
      '税务热线 12366',
      '“对未在居民医保集中征缴期内参保或未连续参保的人员,设置不低于3个月的待遇等待期。”',
    ]) {
      expect(body).toContain(part);
    }
    expect(body).not.toMatch(/\d{15}|null|undefined|失败/);
  });

  test('the amount is put out for collection on the day of the notice, until the last day', async () => {
    await noticed('2026-01-12');
    const collections = await desk.ledger.collections('141181', localDate('2026-01-12'));
    expect(collections).toMatchObject([
      { caseId, amount: '400.00', mode: 'ordinary', payBy: '2026-02-25', status: 'open' },
    ]);
    expect(JSON.stringify(collections)).not.toMatch(/\d{15}/);
  });

  test('waits until a payment of the last day can have been heard of', async () => {
    expect(await noticed('2026-01-10')).toEqual({ waitUntil: '2026-03-03T16:00:00.000Z' });
  });
});

describe('waiting for the payment', () => {
  test('a payment that was confirmed before the wait is not waited for', async () => {
    await noticed();
    await desk.pay(caseId, '400.00', '2026-01-10');
    await expect(tasks.awaitPayment(wait('2026-01-10', 'pay'))).rejects.toMatchObject({ name: 'PaymentAlreadyHere' });
  });

  test('a case that was withdrawn is not waited for', async () => {
    await noticed();
    await desk.change(caseId, { state: 'withdrawn' });
    await expect(tasks.awaitPayment(wait('2026-01-10', 'pay'))).rejects.toMatchObject({ name: 'CaseWithdrawn' });
  });

  test.each([
    ['2026-02-18', 'wait_on', 'awaiting_payment', ['payment_notice', 'payment_reminder']],
    ['2026-02-25', 'wait_on', 'awaiting_payment', ['payment_notice', 'payment_reminder']],
    ['2026-03-03', 'wait_on', 'awaiting_payment', ['payment_notice']],
    ['2026-03-04', 'window_over', 'unpaid', ['payment_notice']],
  ])('when it times out on %s in an execution up to 0.1.1 the answer is %s', async (day, outcome, state, occasions) => {
    await noticed();
    await tasks.awaitPayment(wait('2026-01-10', 'pay'));
    expect(await tasks.remindToPay(on(day))).toEqual({ outcome, waitUntil: '2026-03-03T16:00:00.000Z' });
    expect((await desk.get(caseId)).state).toBe(state);
    expect(await desk.titles(caseId)).toEqual(occasions);
  });

  test('a payment or a withdrawal while the time ran out goes before the reminder', async () => {
    await paid('400.00', '2026-02-18');
    expect(await tasks.remindToPay(on('2026-02-18'))).toMatchObject({ outcome: 'paid' });
    await desk.change(caseId, { state: 'withdrawn' });
    expect(await tasks.remindToPay(on('2026-02-18'))).toMatchObject({ outcome: 'withdrawn' });
    expect(await desk.titles(caseId)).toEqual(['payment_notice']);
  });
});

describe('the time to pay is over', () => {
  test('and nobody paid: the case ends as unpaid, and the person is told', async () => {
    await noticed();
    await tasks.awaitPayment(wait('2026-01-10', 'pay'));
    expect(await tasks.closeCase({ ...on('2026-03-04'), ending: 'unpaid' })).toEqual({ ended: 'unpaid' });
    expect(await desk.titles(caseId)).toEqual(['payment_notice', 'unpaid']);
    expect((await desk.get(caseId)).history.at(-1)).toMatchObject({
      event: 'window_over',
      detail: { payBy: '2026-02-25' },
    });
  });

  test('and the payment came at the last moment: the case goes on', async () => {
    await paid('400.00', '2026-02-25');
    expect(await tasks.closeCase({ ...on('2026-03-04'), ending: 'unpaid' })).toEqual({ ended: 'not_ended' });
    expect(await tasks.assess(on('2026-03-04'))).toMatchObject({ outcome: 'check_payment' });
  });

  test('never before a payment of the last day can have been heard of', async () => {
    await noticed();
    const early = tasks.closeCase({ ...on('2026-03-03'), ending: 'unpaid' });
    await expect(early).rejects.toMatchObject({ name: 'CaseState' });
  });
});

describe('check the payment by the day of collection', () => {
  test('the amount of the notice on a day with the same result is as expected', async () => {
    await paid('400.00', '2026-02-25');
    expect(await tasks.checkPayment(on('2026-02-25'))).toEqual({
      expected: true,
      benefitsFrom: '2026-02-24T16:00:00.000Z',
    });
    const collections = await desk.ledger.collections('141181', localDate('2026-01-10'));
    expect(collections.find((collection) => collection.caseId === caseId)?.status).toBe('paid');
  });

  test.each([
    ['another amount', '399.00', '2026-02-20', ['税务部门实收399.00 元；按征收日 2026-02-20 核定，应缴400.00 元。']],
    [
      'a day outside the payment window',
      '400.00',
      '2026-01-26',
      ['通知书按“集中缴费期内”核定，征收日 2026-01-26 属于“当月缴费日之外”。'],
    ],
    [
      'the day after the period, when it is late and dearer',
      '400.00',
      '2026-02-26',
      [
        '税务部门实收400.00 元；按征收日 2026-02-26 核定，应缴1100.00 元。',
        '等待期：通知书为0个月，按征收日核定为3个月。',
      ],
    ],
  ])('%s is for a person to decide, who is told what differs', async (_name, amount, day, differences) => {
    await paid(amount, day);
    expect(await tasks.checkPayment(on('2026-03-02'))).toMatchObject({ expected: false });
    await tasks.askAboutPayment(wait('2026-03-02', 'about'));
    const { wait: open, state } = await desk.get(caseId);
    expect(state).toBe('checking_payment');
    expect(open).toMatchObject({ kind: 'payment_question', due: '2026-03-16' });
    expect(open?.ask?.differences).toEqual(expect.arrayContaining(differences));
  });

  test('an accepted difference goes on with the benefits of the day of collection', async () => {
    await paid('400.00', '2026-02-26');
    await tasks.checkPayment(on('2026-03-02'));
    const { payment } = await desk.get(caseId);
    if (!payment) throw new Error('not paid');
    await desk.change(caseId, { set: { payment: { ...payment, accepted: true } } });
    expect(await tasks.checkPayment(on('2026-03-03'))).toEqual({
      expected: true,
      benefitsFrom: '2026-05-25T16:00:00.000Z',
    });
  });

  test('a case whose payment is not the one in the ledger is not gone on with', async () => {
    await noticed();
    const payment = { voucher: 'V-nobody', amount: '400.00', collectedOn: localDate('2026-01-10') };
    await desk.change(caseId, { state: 'checking_payment', set: { payment } });
    await expect(tasks.checkPayment(on('2026-01-10'))).rejects.toMatchObject({ name: 'CaseState' });
  });
});

describe('benefits', () => {
  test('are waited for until their first day, then recorded, and told with the day of collection', async () => {
    await paid('400.00', '2026-01-12');
    await tasks.checkPayment(on('2026-01-12'));
    await tasks.awaitBenefits(wait('2026-01-12', 'benefits'));
    expect((await desk.get(caseId)).wait).toMatchObject({ kind: 'benefits', due: '2026-01-12' });
    await tasks.tellBenefitsBegin(on('2026-01-12'));
    const insured = await desk.get(caseId);
    expect(insured.state).toBe('insured');
    expect(insured.wait).toBeUndefined();
    expect(await desk.ledger.getEnrolment(insured.person.ref, 2026)).toMatchObject({
      enrolled: { caseId, amount: '400.00', benefitStart: '2026-01-12', benefitEnd: '2026-12-31' },
    });
    expect(await desk.ledger.findOpenCase(insured.person.ref, 2026)).toBeNull();
    expect(await desk.titles(caseId)).toEqual(['payment_notice', 'benefits_begin']);
  });

  test('with nothing to pay the person is told at once, and nothing is put out for collection', async () => {
    const identities = [{ category: 'extreme_poverty' as const, identifiedOn: localDate('2025-06-01') }];
    const facts = { region: '141181', coverageYear: 2026, identities, history: { insuredYears: [2025] } };
    await desk.open(caseId, { facts });
    expect(await tasks.assess(on('2025-12-05'))).toEqual({
      outcome: 'nothing_to_pay',
      benefitsFrom: '2025-12-31T16:00:00.000Z',
    });
    await tasks.awaitBenefits(wait('2025-12-05', 'benefits'));
    expect(await desk.titles(caseId)).toEqual(['nothing_to_pay']);
    await tasks.tellBenefitsBegin(on('2026-01-01'));
    expect(await desk.titles(caseId)).toEqual(['nothing_to_pay', 'benefits_begin']);
    expect(await desk.ledger.collections('141181', localDate('2025-12-05'))).toEqual([]);
  });

  test('are not told in a case that was withdrawn as they were to begin', async () => {
    await paid('400.00', '2026-01-12');
    await tasks.checkPayment(on('2026-01-12'));
    await tasks.awaitBenefits(wait('2026-01-12', 'benefits'));
    await desk.change(caseId, { state: 'withdrawn', wait: null });
    await expect(tasks.tellBenefitsBegin(on('2026-01-12'))).rejects.toMatchObject({ name: 'CaseWithdrawn' });
    expect(await desk.titles(caseId)).toEqual(['payment_notice']);
  });
});

describe('the end without cover', () => {
  test('a refusal has its reason, its clause and how to contest it; the year is free again', async () => {
    const facts = { region: '610000', coverageYear: 2025, history: { insuredYears: [2024] } };
    const { person } = await desk.open(caseId, { region: '610000', coverageYear: 2025, facts });
    expect(await tasks.assess(on('2025-04-20'))).toMatchObject({ outcome: 'cannot_be_paid' });
    expect(await tasks.closeCase({ ...on('2025-04-20'), ending: 'refused' })).toEqual({ ended: 'refused' });
    expect((await desk.get(caseId)).state).toBe('refused');
    expect(await desk.ledger.findOpenCase(person.ref, 2025)).toBeNull();
    const [notice] = await desk.notices.list(caseId);
    expect(notice?.title).toContain('不予受理决定书');
    expect(notice?.body.join('\n')).toMatch(
      /理由：参保缴费已经截止.*行政复议.*陕西省的补缴时间为2025年1月1日至2025年3月31日/s,
    );
  });

  test('a withdrawal takes the amount back from collection and frees the year', async () => {
    await noticed('2026-01-13');
    await desk.change(caseId, {
      state: 'withdrawn',
      set: { ending: { reason: 'withdrawn', message: '本人不再参保' } },
    });
    expect(await tasks.closeCase({ ...on('2026-01-14'), ending: 'withdrawn' })).toEqual({ ended: 'withdrawn' });
    const { person } = await desk.get(caseId);
    expect(await desk.ledger.findOpenCase(person.ref, 2026)).toBeNull();
    const [collection] = await desk.ledger.collections('141181', localDate('2026-01-13'));
    expect(collection?.status).toBe('cancelled');
  });

  test('documents that came as their time ran out keep the case open', async () => {
    await desk.open(caseId);
    await tasks.assess(on('2026-01-10'));
    const closing = { ...on('2026-01-21'), ending: 'documents_missing' };
    expect(await tasks.closeCase(closing)).toEqual({ ended: 'not_ended' });
    await desk.change(caseId, {
      state: 'awaiting_documents',
      set: { requested: { documents: ['户口簿'], until: localDate('2026-01-20') } },
    });
    await tasks.awaitDocuments(wait('2026-01-12', 'documents'));
    expect(await tasks.closeCase(closing)).toEqual({ ended: 'documents_missing' });
    expect(await desk.titles(caseId)).toEqual(['documents_requested_2026-01-20', 'documents_missing']);
  });

  test('a failure puts the case before a caseworker with its reason, unless the case has ended', async () => {
    await noticed();
    const cause = JSON.stringify({ errorType: 'CaseState', errorMessage: 'found unpaid', trace: ['at here'] });
    const failure = { state: 'CheckPayment', error: 'CaseState', cause };
    await tasks.parkCase({ ...on('2026-01-11'), failure });
    const parked = await desk.get(caseId);
    expect(parked.state).toBe('parked');
    expect(parked.history.at(-1)?.detail).toMatchObject({ state: 'CheckPayment', cause: 'found unpaid' });
    const { cases } = await desk.cases.tasks({ regions: ['141181'], limit: 50 });
    expect(cases.map((found) => found.caseId)).toContain(caseId);

    // What fails for good after the end leaves the case where it ended, and is written into it once.
    await desk.change(caseId, { state: 'withdrawn' });
    for (let call = 0; call < 2; call += 1) await tasks.parkCase({ ...on('2026-01-12'), failure });
    const { state, history } = await desk.get(caseId);
    const unfinished = history.filter(({ event }) => event === 'end_unfinished').map(({ detail }) => detail.cause);
    expect([state, unfinished]).toEqual(['withdrawn', ['found unpaid']]);
  });
});

test('every function can run twice: the second time changes nothing and answers the same', async () => {
  await desk.open(caseId);
  const twice = async <Answer>(run: () => Promise<Answer>) => {
    const first = await run();
    const { version } = await desk.get(caseId);
    expect(await run()).toEqual(first);
    expect((await desk.get(caseId)).version).toBe(version);
  };
  await twice(() => tasks.assess(on('2026-01-10')));
  await twice(() => tasks.issuePaymentNotice(on('2026-01-10')));
  await twice(() => tasks.awaitPayment(wait('2026-01-10', 'pay')));
  await twice(() => tasks.remindToPay(on('2026-02-18')));
  await twice(() => tasks.awaitPayment(wait('2026-02-18', 'pay again')));
  await desk.pay(caseId, '400.00', '2026-02-19');
  await twice(() => tasks.checkPayment(on('2026-02-19')));
  await twice(() => tasks.awaitBenefits(wait('2026-02-19', 'benefits')));
  await twice(() => tasks.tellBenefitsBegin(on('2026-02-19')));
  expect((await desk.get(caseId)).state).toBe('insured');
  expect(await desk.titles(caseId)).toEqual(['payment_notice', 'payment_reminder', 'benefits_begin']);
});
