/** Cases brought to where a test begins, by the API and the real tasks of the state machine. */
import type { openOffice } from './office.ts';
import { CHANGZHI, XIAOYI } from './office.ts';
import { person, xiaoyiOpening } from './people.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;

/** An ordinary resident of Xiaoyi; two adopted values of the table wait for a caseworker. */
export async function untilDecision(office: Office, sequence: number): Promise<string> {
  const { body } = await office.open(XIAOYI, xiaoyiOpening(sequence), `key-person-${sequence}`);
  const caseId = body.caseId ?? '';
  await office.task('assess', caseId);
  await office.task('case/ask-caseworker', caseId, `token-${sequence}`);
  return caseId;
}

/** A monitored person of Changzhi, whose aided amount the notice has only as an image. */
export async function untilChangzhiDecision(office: Office, sequence: number): Promise<string> {
  const opening = {
    kind: 'late-payment',
    person: person(sequence),
    facts: {
      region: '140400',
      coverageYear: 2025,
      identities: [{ category: 'monitored', identifiedOn: '2025-01-01' }],
      history: { insuredYears: [2023, 2024] },
    },
  };
  const { body } = await office.open(CHANGZHI, opening, `key-person-${sequence}`);
  const caseId = body.caseId ?? '';
  await office.task('assess', caseId);
  await office.task('case/ask-caseworker', caseId, `token-${sequence}`);
  return caseId;
}

/** Everything that the open task asks to be confirmed or acknowledged. */
export async function approvalOf(office: Office, caseId: string) {
  const { body } = await office.get(['auditor', ''], `/cases/${caseId}`);
  return {
    action: 'approve',
    confirm: body.task?.confirmations.map(({ field }) => field) ?? [],
    acknowledge: body.task?.reviews.map(({ code, field }) => `${code} ${field}`) ?? [],
    shown: body.task?.shown ?? undefined,
  };
}

/** Approved, noticed, and waiting for 1,100 yuan. */
export async function untilPayment(office: Office, sequence: number): Promise<string> {
  const caseId = await untilDecision(office, sequence);
  await office.post(XIAOYI, `/tasks/${caseId}.1/decision`, await approvalOf(office, caseId));
  await office.task('assess', caseId);
  await office.task('issue-payment-notice', caseId);
  await office.task('await-payment', caseId, `payment-token-${sequence}`);
  return caseId;
}
