/** A death that one office knows of ends what another one would ask. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { approvalOf, untilDecision, untilPayment } from '../api/case-paths.ts';
import { openOffice, XIAOYI } from '../api/office.ts';
import { idNumber, xiaoyiOpening } from '../api/people.ts';
import { refundIn } from '../cases/cases-in.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** Somebody applies, for the heirs, for a payment of another year. */
async function diedBy(sequence: number): Promise<void> {
  const ref = await openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(idNumber(sequence));
  const { history: _, version: _version, ...refund } = refundIn('assessing');
  const facts = { ...refund.facts, ground: 'death' as const, eventOn: localDate('2026-03-01') };
  const opened = { ...refund, caseId: `R141181-2025-${sequence}`, facts, person: { ...refund.person, ref } };
  const event = {
    at: office.now(),
    by: 'guo',
    event: 'case_opened',
    detail: { kind: 'refund', ground: 'death' },
  } as const;
  await openCaseStore(openDocumentClient(), 'Cases', caseSchema).put({ ...opened, pending: { kind: 'start' } }, event);
}

test('nobody opens a late payment for the dead', async () => {
  await diedBy(1);
  const { status, body } = await office.open(XIAOYI, xiaoyiOpening(1), 'key-person-1');
  expect([status, body.code]).toEqual([409, 'person_died']);
});

test('a case that was open before asks for no money, and is put before a person', async () => {
  const caseId = await untilDecision(office, 2);
  await diedBy(2);
  await office.decide(XIAOYI, `${caseId}.1`, await approvalOf(office, caseId));
  await office.task('assess', caseId);
  await expect(office.task('issue-payment-notice', caseId)).rejects.toMatchObject({ name: 'CaseState' });
  expect((await office.show(XIAOYI, caseId)).notices).toEqual([]);
});

test('the end of a case that nobody paid is written to no dead person', async () => {
  const caseId = await untilPayment(office, 3);
  await diedBy(3);
  await office.task('close-case', caseId, undefined, '2026-12-31T09:00:00+08:00', { ending: 'unpaid' });
  const body = await office.show(XIAOYI, caseId);
  expect([body.state, body.notices?.length]).toEqual(['unpaid', 1]);
});
