/** A death, however it became known, ends every demand: reports 2 and 6, and their neighbours. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { rollSubject } from '../../functions/store/keys.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { approvalOf, untilDecision, untilPayment } from '../api/case-paths.ts';
import { TAX, XIAOYI } from '../api/office.ts';
import { idNumber, person, xiaoyiOpening } from '../api/people.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig('2026-03-10T09:00:00+08:00');
});
afterAll(() => rig.close());
afterEach(() => {
  rig.gateway.mood = 'up';
  rig.office.services.afterRead = async () => {};
});

const died = (sequence: number, more: Record<string, string> = {}) =>
  rig.importRow('deaths', { idNumber: idNumber(sequence), diedOn: '2026-03-01', authority: '孝义市公安局', ...more });
const shown = async (caseId: string) => rig.office.show(XIAOYI, caseId);
const message = (caseId: string, occasion: string) => rig.outbox.get({ caseId, occasion });
const pay = (sequence: number) =>
  rig.office.post(TAX, '/payments', {
    voucherNumber: `V-${sequence}-paid`,
    idNumber: idNumber(sequence),
    region: '141181',
    coverageYear: 2026,
    amount: '1100',
    collectedOn: '2026-03-10',
  });

describe('a list of deaths', () => {
  test('ends the case that waits for money, says so in its report, and nobody is written to about it', async () => {
    const caseId = await untilPayment(rig.office, 1);
    expect(await died(1)).toEqual({ row: 2, outcome: 'added', ended: [caseId] });
    expect((await shown(caseId)).state).toBe('withdrawn');
    await rig.office.heal();
    expect(rig.office.services.calls).toContainEqual(
      expect.objectContaining({
        operation: 'SendTaskFailure',
        body: expect.objectContaining({ error: 'CaseWithdrawn' }),
      }),
    );
    await rig.office.task('close-case', caseId, undefined, undefined, { ending: 'withdrawn' });
    expect(await message(caseId, 'withdrawn')).toBeNull();
    expect((await rig.reminders.get(caseId, 'payment_notice'))?.state).toBe('planned');
    const { dueOn } = (await rig.reminders.get(caseId, 'payment_notice')) ?? { dueOn: '2026-03-18' };
    await rig.sendDue(dueOn);
    expect(await rig.reminders.get(caseId, 'payment_notice')).toMatchObject({ state: 'done', reason: 'died' });
  });

  test('sent a second time says the same, and another list that repeats it says nothing new', async () => {
    const caseId = await untilPayment(rig.office, 2);
    await died(2);
    expect(await died(2)).toEqual({ row: 2, outcome: 'unchanged', ended: [caseId] });
  });

  test('leaves a case in which money was paid to a person, and nobody is told to use benefits', async () => {
    const caseId = await untilPayment(rig.office, 3);
    await pay(3);
    await rig.office.task('check-payment', caseId);
    await rig.office.task('await-benefits', caseId, 'benefits-token');
    expect(await died(3)).toEqual({ row: 2, outcome: 'added', toSee: [caseId] });
    await expect(
      rig.office.task('tell-benefits-begin', caseId, undefined, '2026-06-10T01:00:00Z'),
    ).rejects.toMatchObject({ name: 'CaseState' });
    expect(await message(caseId, 'benefits_begin')).toBeNull();
    const ref = await rig.identity.reference(idNumber(3));
    expect((await rig.ledger.getEnrolment(ref, 2026))?.enrolled).toBeUndefined();
  });

  test('stops a decided case before it asks for money', async () => {
    const caseId = await untilDecision(rig.office, 4);
    const answer = await approvalOf(rig.office, caseId);
    await rig.office.decide(XIAOYI, `${caseId}.1`, answer);
    expect(await died(4)).toEqual({ row: 2, outcome: 'added', toSee: [caseId] });
    await rig.office.task('assess', caseId);
    await expect(rig.office.task('issue-payment-notice', caseId)).rejects.toMatchObject({ name: 'CaseState' });
    expect((await shown(caseId)).notices).toEqual([]);
  });

  test('refuses a late payment until the entry is revoked', async () => {
    await died(5);
    const refused = await rig.office.open(XIAOYI, xiaoyiOpening(5), 'key-person-5');
    expect([refused.status, refused.body.code]).toEqual([409, 'person_died']);
    expect(await died(5, { revokedOn: '2026-03-09' })).toMatchObject({ outcome: 'removed' });
    expect((await rig.office.open(XIAOYI, xiaoyiOpening(5), 'key-person-5b')).status).toBe(201);
  });

  test('reminds nobody of the roll whom it names, for no year', async () => {
    const details = { idNumber: idNumber(6), name: '试一人', phone: '13900000006' };
    const { ref, sealed } = await rig.identity.seal(details);
    const enrolled = { personRef: ref, coverageYear: 2026, region: '141181', benefitStart: localDate('2026-01-01') };
    await openImportedEnrolments(rig.client, 'Ledger').put({
      ...enrolled,
      source: 'f:6',
      recordedAt: rig.office.now(),
    });
    await rig.roll.putContact(ref, { sealed, maskedName: '试*' }, rig.office.now());
    const subject = rollSubject('141181', 2026, ref);
    const planned = { region: '141181', coverageYear: 2026, lastDay: localDate('2026-02-25') };
    await rig.reminders.plan({
      ...{ subject, occasion: 'period', ...planned, dueOn: localDate('2026-02-18') },
      ...{ daysBefore: 7, plannedAt: rig.office.now() },
    });
    await died(6);
    await rig.sendDue('2026-02-18');
    expect(rig.gateway.toPhone('13900000006')).toBe(0);
    expect(await rig.reminders.get(subject, 'period')).toMatchObject({ state: 'done', reason: 'died' });
  });

  test.each([
    ['before birth', { idNumber: idNumber(7, '20010517'), diedOn: '2001-05-16' }, '死亡日期', '早于出生日期'],
    ['in the future', { diedOn: '2026-03-11' }, '死亡日期', '晚于今天'],
    ['on a day that is none', { diedOn: '2026-02-30' }, '死亡日期', ''],
    ['revoked before the death', { revokedOn: '2026-02-01' }, '撤销日期', '早于死亡日期'],
    ['without an authority', { authority: '' }, '登记机关', ''],
  ])('refuses a row with a death %s', async (_what, more, column, said) => {
    const row = await died(7, more);
    expect(row).toMatchObject({ outcome: 'failed', issues: [{ column }] });
    expect(row?.issues?.[0]?.message).toContain(said);
    expect(await rig.ledger.deaths.diedOn(await rig.identity.reference(idNumber(7)))).toBeNull();
  });

  test('ends the case of a child that it names', async () => {
    const opening = {
      kind: 'newborn' as const,
      region: '141181',
      birthCertificateNumber: 'O100000008',
      bornOn: '2025-12-20',
      parent: { ...person(8), phone: '13900000008' },
      childName: '试小人',
    };
    const caseId = await rig.office.openCase(XIAOYI, opening, 'key-child-8');
    const child = idNumber(8, '20251220');
    const event = { event: 'id_number_assigned', idNumber: child };
    await rig.office.post(XIAOYI, `/cases/${caseId}/events`, event, { 'idempotency-key': 'key-event-8' });
    expect(await rig.importRow('deaths', { idNumber: child, diedOn: '2026-03-01', authority: '公安局' })).toMatchObject(
      {
        ended: [caseId],
      },
    );
    expect(await shown(caseId)).toMatchObject({ state: 'died', facts: { diedOn: '2026-03-01' } });
  });
});

describe('what waits in the outbox is looked up again as it goes out', () => {
  const LATER = '2026-03-10T15:00:00+08:00';
  const noticeOf = (caseId: string) => message(caseId, 'payment_notice');

  test('a notice that asks the dead for money is not sent', async () => {
    const caseId = await untilPayment(rig.office, 20);
    await died(20);
    await rig.deliver(LATER);
    expect(await noticeOf(caseId)).toMatchObject({ state: 'dead', failure: { reason: 'died' } });
  });

  test('a notice of what was paid while the gateway was down is not sent', async () => {
    const caseId = await untilPayment(rig.office, 21);
    rig.gateway.mood = 'down';
    await rig.deliver('2026-03-10T16:00:00+08:00');
    expect(await noticeOf(caseId)).toMatchObject({ state: 'queued', attempts: 1 });
    await pay(21);
    rig.gateway.mood = 'up';
    await rig.deliver('2026-03-11T15:00:00+08:00');
    expect(await noticeOf(caseId)).toMatchObject({ state: 'dead', failure: { reason: 'paid' } });
  });

  test('a reminder of a case that was paid meanwhile is not sent, one of a case that waits is', async () => {
    const [waits, paid] = [await untilPayment(rig.office, 22), await untilPayment(rig.office, 23)];
    await pay(23);
    const at = new Date('2026-03-11T16:00:00+08:00').toISOString();
    for (const caseId of [waits, paid]) {
      await rig.outbox.put({
        caseId,
        occasion: 'payment_reminder',
        title: '提醒',
        body: ['请缴费'],
        at,
        sendAfter: at,
      });
    }
    await rig.deliver('2026-03-11T16:05:00+08:00');
    expect(await message(paid, 'payment_reminder')).toMatchObject({
      state: 'dead',
      failure: { reason: 'not_awaited' },
    });
    expect(await message(waits, 'payment_reminder')).toMatchObject({ state: 'sent', channel: 'webhook' });
  });

  test('what is said of a child goes on paper, not to the phone of a parent who died', async () => {
    const opening = {
      kind: 'newborn' as const,
      region: '141181',
      birthCertificateNumber: 'O100000024',
      bornOn: '2025-12-20',
      parent: { ...person(24), phone: '13900000024' },
      childName: '试小人',
    };
    const caseId = await rig.office.openCase(XIAOYI, opening, 'key-child-24');
    await died(24);
    const at = new Date('2026-03-12T09:00:00+08:00').toISOString();
    for (const occasion of ['newborn_registered', 'newborn_reminder_2026-03-12']) {
      await rig.outbox.put({ caseId, occasion, title: '告知', body: ['登记'], at, sendAfter: at });
    }
    await rig.deliver('2026-03-12T09:05:00+08:00');
    expect(rig.gateway.toPhone('13900000024')).toBe(0);
    expect(await message(caseId, 'newborn_registered')).toMatchObject({ state: 'sent', channel: 'file' });
    expect(await message(caseId, 'newborn_reminder_2026-03-12')).toMatchObject({ state: 'sent', channel: 'file' });
    const guardian = { ...person(25), phone: '13900000025' };
    const event = { event: 'guardian_changed', guardian };
    for (let times = 0; times < 2; times += 1) {
      const changed = await rig.office.post(XIAOYI, `/cases/${caseId}/events`, event, {
        'idempotency-key': 'key-guard',
      });
      expect(changed.status).toBe(200);
    }
    expect((await shown(caseId)).history?.filter((entry) => entry.event === 'guardian_changed')).toHaveLength(1);
    const later = new Date('2026-03-13T09:00:00+08:00').toISOString();
    const told = { caseId, occasion: 'newborn_reminder_2026-03-13', title: '提醒', body: ['缴费'] };
    await rig.outbox.put({ ...told, at: later, sendAfter: later });
    await rig.deliver('2026-03-13T09:05:00+08:00');
    expect(rig.gateway.toPhone('13900000025')).toBe(1);
    expect(rig.gateway.toPhone('13900000024')).toBe(0);
  });
});

test('a ledger that can’t be read when a reminder is due: it waits, and asks the ledger later', async () => {
  const caseId = await untilPayment(rig.office, 30);
  const { dueOn } = (await rig.reminders.get(caseId, 'payment_notice')) ?? { dueOn: '2026-03-18' };
  rig.office.services.afterRead = async (text) => {
    if (text.includes('"Ledger"')) throw new Error('out of reach');
  };
  await expect(rig.sendDue(dueOn)).rejects.toThrow();
  expect(await rig.reminders.get(caseId, 'payment_notice')).toMatchObject({ state: 'planned', dueOn });
  expect(await message(caseId, 'payment_reminder')).toBeNull();
  rig.office.services.afterRead = async () => {};
  await pay(30);
  await rig.sendDue(dueOn);
  expect(await message(caseId, 'payment_reminder')).toBeNull();
  expect(await rig.reminders.get(caseId, 'payment_notice')).toMatchObject({ state: 'done' });
});
