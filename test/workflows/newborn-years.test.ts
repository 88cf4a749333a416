/** A child's payment says which year or years it is for: taken, decided, recorded and told for exactly these. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { replaceAt } from '../../functions/policies/layers.ts';
import { versionOf } from '../../functions/policies/version.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { rollSubject } from '../../functions/store/keys.ts';
import { openRollStore } from '../../functions/store/ledger/roll-store.ts';
import { openReminderStore } from '../../functions/store/messages/reminder-store.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import { lookUp } from '../../functions/tasks/reminders/look-up.ts';
import type { Who } from '../api/office.ts';
import { idNumber, person } from '../api/people.ts';
import { versionsOf } from '../domain/late-payment/tables.ts';
import { openRefundMachine, type RefundMachine } from '../support/refund-machine.ts';

/** Yangzhou counts a window of three months from birth, and says nothing of years. */
const REGION = '321000';
const DESK: Who = ['caseworker', REGION, 'desk'];
const BORN = '2025-12-10';

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine('2025-12-20T09:00:00+08:00');
});
afterAll(() => machine.close());

const look = async (caseId: string) => machine.office.show(DESK, caseId);

async function openChild(sequence: number): Promise<{ child: string; id: string }> {
  const id = idNumber(sequence, BORN.replaceAll('-', ''));
  const opening = {
    kind: 'newborn' as const,
    region: REGION,
    birthCertificateNumber: `O321000${sequence}`,
    bornOn: BORN,
    parent: person(sequence),
    childName: '试小宝',
  };
  const child = await machine.office.openCase(DESK, opening, `key-child-${sequence}`);
  await machine.pass();
  const event = { event: 'id_number_assigned', idNumber: id };
  await machine.office.post(DESK, `/cases/${child}/events`, event, { 'idempotency-key': `id-${child}` });
  await answer(child);
  return { child, id };
}

/** Whatever a desk is asked is confirmed; a payment is accepted. */
async function answer(child: string, accepted: object = {}): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await machine.pass();
    const { task } = await look(child);
    if (!task) return;
    const approval = {
      action: 'approve',
      confirm: task.confirmations.map(({ field }) => field),
      acknowledge: task.reviews.map(({ code, field }) => `${code} ${field}`),
      shown: task.shown,
    };
    const payment = {
      action: 'accept_payment',
      opinion: '已核对缴费年度',
      shown: task.shown ?? undefined,
      ...accepted,
    };
    const decision = task.kind === 'payment_question' ? payment : approval;
    const { status, body } = await machine.office.post(DESK, `/tasks/${task.taskId}/decision`, decision);
    expect([status, body.issues]).toEqual([200, undefined]);
  }
}

const pay = (id: string, voucherNumber: string, coverageYear: number) =>
  machine.office.post(['tax', REGION, 'tax'], '/payments', {
    voucherNumber,
    idNumber: id,
    region: REGION,
    coverageYear,
    amount: '300.00',
    collectedOn: machine.office.now().slice(0, 10),
  });

const enrolled = async (voucher: string, year: number) => {
  const ref = (await machine.ledger.getPayment(voucher))?.personRef ?? '';
  return (await machine.ledger.getEnrolment(ref, year))?.enrolled;
};

test('paid in the birth year it is for that year, and nothing is asked of the next', async () => {
  const { child, id } = await openChild(351);
  const paid = await pay(id, 'V-BIRTH-351', 2025);
  expect([paid.status, paid.body.caseId]).toEqual([201, child]);
  await answer(child);
  expect(await enrolled('V-BIRTH-351', 2025)).toMatchObject({ benefitStart: BORN, benefitEnd: '2025-12-31' });
  expect(await enrolled('V-BIRTH-351', 2026)).toBeUndefined();
});

test('paid in January for the new year it is taken, and insures that year to its end', async () => {
  const { child, id } = await openChild(352);
  await machine.passTo('2026-01-22T09:00:00+08:00');
  const paid = await pay(id, 'V-NEXT-352', 2026);
  expect([paid.status, paid.body.caseId]).toEqual([201, child]);
  await answer(child);
  const { notices } = await look(child);
  expect(await enrolled('V-NEXT-352', 2026)).toMatchObject({ caseId: child, benefitEnd: '2026-12-31' });
  expect(await enrolled('V-NEXT-352', 2025)).toBeUndefined();
  expect(JSON.stringify(notices)).toContain('2026 年度的参保已经办结');
});

test('paid in January for the birth year, whose cover is over by then, it is put before a person', async () => {
  const { child, id } = await openChild(353);
  const paid = await pay(id, 'V-OVER-353', 2025);
  expect([paid.status, paid.body.caseId]).toEqual([201, child]);
  for (let turn = 0; turn < 3; turn += 1) await machine.pass();
  const { task } = await look(child);
  expect(task?.kind).toBe('payment_question');
  expect(task?.reviews.map(({ code }) => code)).toContain('benefit_over');
});

test('paid for both years in a file, both are recorded, each from its first day', async () => {
  const { child, id } = await openChild(354);
  const { openPersonIdentity } = await import('../../functions/runtime/person-identity.ts');
  const { documentNumberSchema } = await import('../../functions/domain/person/identity-document.ts');
  const personRef = await openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(
    documentNumberSchema.parse(id),
  );
  await machine.ledger.putPayment({
    voucher: 'V-BOTH-354',
    personRef,
    coverageYears: [2025, 2026],
    region: REGION,
    amount: '600.00',
    collectedOn: localDate(machine.office.now().slice(0, 10)),
    digest: 'V-BOTH-354',
    recordedAt: machine.office.now(),
    recordedBy: 'import',
  });
  const again = await machine.office.post(['tax', REGION, 'tax'], '/payments', {
    voucherNumber: 'V-BOTH-354',
    idNumber: id,
    region: REGION,
    coverageYear: 2025,
    amount: '600.00',
    collectedOn: machine.office.now().slice(0, 10),
  });
  expect([again.status, again.body.caseId]).toEqual([200, child]);
  await answer(child);
  expect(await enrolled('V-BOTH-354', 2025)).toMatchObject({ benefitStart: BORN, benefitEnd: '2025-12-31' });
  expect(await enrolled('V-BOTH-354', 2026)).toMatchObject({ benefitStart: '2026-01-01', benefitEnd: '2026-12-31' });
});

const referenceOfPerson = (sequence: number) =>
  openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(idNumber(sequence));

describe('where the next year has a table', () => {
  beforeAll(async () => {
    const [own] = versionsOf(REGION, 2025);
    if (!own) throw new Error('no table');
    const source = { ...own.source, coverageYear: 2026, inForceFrom: '2025-09-01' };
    const open = { from: '2025-09-01 @YZ-02', to: '2026-02-28 @YZ-02' };
    const next = JSON.parse(JSON.stringify(source).replace('300.00 @YZ-02', '330.00 @YZ-02'));
    await openPolicyStore(openDocumentClient(), 'Policies').publish(
      versionOf(replaceAt(next, { 'ways.in_time.open': open })),
    );
  });

  test('a payment for that year costs what that table says', async () => {
    const { child, id } = await openChild(361);
    await pay(id, 'V-NEXT-361', 2026);
    for (let turn = 0; turn < 3; turn += 1) await machine.pass();
    const { task } = await look(child);
    expect(JSON.stringify(task)).toContain('应缴330.00 元');
  });

  test('one for the birth year names the next with its amount and last day, and the guardian is reminded of it', async () => {
    const { child, id } = await openChild(362);
    await pay(id, 'V-BIRTH-362', 2025);
    await answer(child);
    const { notices, state } = await look(child);
    expect(state).toBe('insured');
    expect(JSON.stringify(notices)).toContain('2026 年度须另行缴费：最后缴费日是 2026-03-10，缴费 330.00 元');
    const ref = (await machine.ledger.getPayment('V-BIRTH-362'))?.personRef ?? '';
    const subject = rollSubject(REGION, 2026, ref);
    expect(await openReminderStore(openDocumentClient(), 'Reminders').get(subject, 'period')).toMatchObject({
      state: 'planned',
      lastDay: '2026-02-28',
    });
    const known = await lookUp(subject, {
      cases: openCaseStore(openDocumentClient(), 'Cases', caseSchema),
      roll: openRollStore(openDocumentClient(), 'Ledger'),
    });
    expect(known.recipient).toMatchObject({ ref: await referenceOfPerson(362), stopped: false });
  });
});
