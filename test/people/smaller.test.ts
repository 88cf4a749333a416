/** Report 10: a check that says what the opening says, twins and second certificates, phones, letters that know the case. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkBatch } from '../../functions/api/batches/check-batch.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { assessNewborn } from '../../functions/domain/newborn/assess.ts';
import { guidanceOf } from '../../functions/notices/guidance.ts';
import { writeNewbornRegistered } from '../../functions/notices/newborn/newborn-registered.ts';
import { openExchangeStore } from '../../functions/store/ledger/exchange-store.ts';
import { openImportedPayments } from '../../functions/store/ledger/imported-payments.ts';
import { openRefundLedger } from '../../functions/store/ledger/refund-ledger-store.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import { openBatchStore } from '../../functions/store/uploads/batch-store.ts';
import { openUploadStore } from '../../functions/store/uploads/upload-store.ts';
import { untilPayment } from '../api/case-paths.ts';
import { XIAOYI } from '../api/office.ts';
import { idNumber, person } from '../api/people.ts';
import { answer } from '../domain/answers.ts';
import { tableOn } from '../support/decided-cases.ts';
import { departure, departuresFile, studentId, UNIVERSITY } from '../support/university.ts';
import { openRig, type Rig } from './rig.ts';

const reviewed = z.object({ review: z.array(z.object({ code: z.string() })) });

let rig: Rig;
beforeAll(async () => {
  rig = await openRig('2026-03-10T09:00:00+08:00');
});
afterAll(() => rig.close());

describe('a batch of departures', () => {
  async function check(on: string, at: string) {
    const uploads = openUploadStore(rig.client, 'Uploads', rig.identity);
    const services = {
      uploads,
      identity: rig.identity,
      batches: openBatchStore(rig.client, 'Uploads'),
      policies: openPolicyStore(rig.client, 'Policies'),
      refunds: openRefundLedger(rig.client, 'Ledger'),
      exchange: openExchangeStore(rig.client, 'Ledger'),
      payments: openImportedPayments(rig.client, 'Ledger'),
      startImport: async () => true,
      startBatch: async () => true,
    };
    const batchId = `B-${on}-${at}`;
    const head = { batchId, university: UNIVERSITY, check: 'check', at };
    const found = await checkBatch(departuresFile([departure(1, { on })]), head, services);
    for await (const { results } of uploads.listResults(batchId)) return { ...found, row: results[0] };
    throw new Error('no result');
  }

  test('checked in a year without a table is refused as its cases would be, and good in a year that has one', async () => {
    await rig.importRow('payments', {
      ...{ voucher: 'UNI-1', idNumber: studentId(1), region: '141181', coverageYears: '2026-2029', amount: '1600.00' },
      ...{ collectedOn: '2025-11-03', channel: '学校代收', payer: `university:${UNIVERSITY}` },
    });
    const early = await check('2025-11-20', '2025-11-30T01:00:00.000Z');
    expect(early).toMatchObject({ good: 0, failed: 1, sums: [] });
    expect(early.row).toMatchObject({
      outcome: 'failed',
      issues: [{ column: '离校日期', message: expect.stringContaining('141181 还没有 2025 年度的政策表') }],
    });
    expect(await check('2025-11-20', '2026-01-05T01:00:00.000Z')).toMatchObject({ good: 1, row: { outcome: 'good' } });
  });
});

describe('a child under a second certificate of birth', () => {
  const opening = (certificate: string, more: object = {}) => ({
    kind: 'newborn',
    region: '141181',
    birthCertificateNumber: certificate,
    bornOn: '2026-02-20',
    parent: person(1),
    childName: '试小人',
    ...more,
  });
  const open = async (certificate: string, more: object = {}) =>
    (await rig.office.open(XIAOYI, opening(certificate, more), `key-${certificate}`)).body;

  test('is opened with a hint at the first case; another day or parent has none', async () => {
    const first = await open('O200000001');
    expect(first.alike).toEqual([]);
    const second = await open('O200000002');
    expect(second.alike).toEqual([first.caseId]);
    expect(await rig.office.show(XIAOYI, second.caseId ?? '')).toMatchObject({ alike: [first.caseId] });
    expect((await open('O200000002')).alike).toEqual([first.caseId]);
    expect((await open('O200000003', { bornOn: '2026-02-21' })).alike).toEqual([]);
    expect((await open('O200000004', { parent: person(2) })).alike).toEqual([]);
  });

  test('of a case that was taken back there is no hint', async () => {
    const first = await open('O200000005', { bornOn: '2026-02-22' });
    await rig.office.task('newborn/assess', String(first.caseId));
    await rig.office.task('newborn/await-parents', String(first.caseId), 'parents-token');
    expect(await rig.office.withdraw(XIAOYI, first.caseId ?? '', '重复受理')).toMatchObject({ state: 'withdrawn' });
    expect((await open('O200000006', { bornOn: '2026-02-22' })).alike).toEqual([]);
  });
});

describe('a row of the core system’s file', () => {
  const row = (more: Record<string, string>) =>
    rig.importRow('enrolments', {
      ...{ idNumber: idNumber(10), name: '试一人', region: '141181', coverageYear: '2026', benefitStart: '2026-01-01' },
      ...more,
    });
  const phone = async () => {
    const ref = await rig.identity.reference(idNumber(10));
    const contact = await rig.roll.contactOf(ref);
    return contact && (await rig.identity.open({ ref, sealed: contact.sealed })).phone;
  };

  test('with a new phone number says that something changed, with a known one that nothing did', async () => {
    expect(await row({ phone: '13900000010' })).toMatchObject({ outcome: 'stored' });
    expect(await row({ phone: '13900000010' })).toMatchObject({ outcome: 'same' });
    expect(await row({ phone: '13900000011' })).toMatchObject({ outcome: 'changed' });
    expect(await phone()).toBe('13900000011');
  });

  test('without a phone number takes the known one away from nobody', async () => {
    expect(await row({})).toMatchObject({ outcome: 'same' });
    expect(await phone()).toBe('13900000011');
  });
});

describe('who left an employer’s insurance and paid in the period', () => {
  const paid = (more: object) =>
    answer('late-payment', { region: '141181', coverageYear: 2026, paidOn: '2026-02-10', ...more });
  const exit = { scheme: 'employee', on: '2026-01-05' };

  test.each([
    ['as an exit', { exit }],
    ['as an event', { events: [{ kind: 'left_employee_scheme', on: '2026-01-05' }] }],
  ])('and has lapsed years here, told %s, is asked about both', async (_how, told) => {
    const answered = await paid({ ...told, history: { lapsedYears: [2024, 2025] } });
    expect(answered).toMatchObject({
      status: 'needs_review',
      review: expect.arrayContaining([
        expect.objectContaining({
          ...{ code: 'lapsed_before_exit', field: 'exit', settledBy: 'acknowledgement' },
          message: expect.stringMatching(/2026-01-05 中断职工医保.*2024、2025 年度/),
        }),
      ]),
    });
  });

  test('also late, while a gap after the exit is no question of it', async () => {
    const codes = async (more: object) => {
      const { review } = reviewed.parse(await paid({ paidOn: '2026-04-20', ...more }));
      return review.map(({ code }) => code);
    };
    expect(await codes({ exit: { ...exit, on: '2025-06-01' }, history: { insuredYears: [2024] } })).toContain(
      'lapsed_before_exit',
    );
    expect(await codes({ exit: { ...exit, on: '2023-06-01' }, history: { lapsedYears: [2025] } })).not.toContain(
      'lapsed_before_exit',
    );
    expect(await codes({ exit: { ...exit, on: '2025-06-01' }, history: { insuredYears: [2025] } })).not.toContain(
      'lapsed_before_exit',
    );
  });
});

describe('a telephone whose owner wants no messages', () => {
  const wish = (body: object) => rig.office.post(XIAOYI, '/stop-list', { reason: '来电要求', ...body });

  test('is noted by its number alone, and gets no reminder, whoever is written to under it', async () => {
    expect((await wish({ phone: '13900000000' })).body).toMatchObject({ stopped: true });
    const caseId = await untilPayment(rig.office, 20);
    const { dueOn } = (await rig.reminders.get(caseId, 'payment_notice')) ?? { dueOn: '2026-03-18' };
    await rig.sendDue(dueOn);
    expect(await rig.reminders.get(caseId, 'payment_notice')).toMatchObject({ state: 'done', reason: 'stop_list' });
    await rig.deliver(`${dueOn}T10:00:00+08:00`);
    expect(await rig.outbox.get({ caseId, occasion: 'payment_notice' })).toMatchObject({
      state: 'sent',
      channel: 'file',
    });
    expect(rig.gateway.toPhone('13900000000')).toBe(0);
  });

  test('gets them again once the wish is taken back', async () => {
    await wish({ phone: '13900000000', stopped: false });
    const caseId = await untilPayment(rig.office, 21);
    await rig.deliver('2026-03-10T15:00:00+08:00');
    expect(await rig.outbox.get({ caseId, occasion: 'payment_notice' })).toMatchObject({ channel: 'webhook' });
  });

  test.each([
    ['neither number', {}, 'idNumber'],
    ['both numbers', { idNumber: idNumber(22), phone: '13900000000' }, 'idNumber'],
    ['no number of a telephone', { phone: '12345' }, 'phone'],
  ])('with %s is refused by its field', async (_what, body, path) => {
    const refused = await wish(body);
    expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([422, path]);
  });
});

describe('the letter that says a child is registered', () => {
  const letter = (today: string, numberKnown: boolean) => {
    const bornOn = localDate('2024-06-15');
    const registeredOn = localDate('2024-06-20');
    const policy = tableOn('140400', 2025, today);
    const asOf = localDate(today);
    const assessment = assessNewborn({ region: '140400', bornOn, asOf, registeredOn }, policy);
    const masked = { masked: { name: '试*' } };
    const noticed = {
      caseId: 'N140400-AAAA',
      coverageYear: 2025,
      guidance: guidanceOf(policy.table),
      parent: masked,
      child: masked,
    };
    const facts = { bornOn, registeredOn };
    return writeNewbornRegistered({ ...noticed, facts, numberKnown, assessment }, asOf, false).body.join('\n');
  };

  test('asks for the id number only where it is not there', async () => {
    expect(letter('2024-07-01', false)).toContain('孩子有了身份证号码后，请告知经办机构');
    expect(letter('2024-07-01', true)).not.toContain('孩子有了身份证号码后');
  });
  test('names year, amount and last day, and no day that has passed', async () => {
    expect(letter('2024-07-01', true)).toContain('2025 年度：最后缴费日是 2025-03-25，缴费 400.00 元');
    const late = letter('2025-04-01', true);
    expect(late).not.toContain('2025-03-25');
    expect(late).toContain('按时缴费的日期已过');
  });
});
