/** Cases brought to where a test begins, by the API and the real tasks of the state machine. */
import type { Answer } from '../../infra/local/desk/desk.ts';
import type { Decision, Opening, openOffice } from './office.ts';
import { AUDITOR, CHANGZHI, XIAOYI } from './office.ts';
import { person, xiaoyiOpening } from './people.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;
/** Of the open task of a case, what there is to agree to. */
type ShownTask = Pick<NonNullable<Answer<'getCase'>['task']>, 'confirmations' | 'reviews' | 'shown'>;

/** An ordinary resident of Xiaoyi; two adopted values of the table wait for a caseworker. */
export async function untilDecision(office: Office, sequence: number): Promise<string> {
  const caseId = await office.openCase(XIAOYI, xiaoyiOpening(sequence), `key-person-${sequence}`);
  await office.task('assess', caseId);
  await office.task('case/ask-caseworker', caseId, `token-${sequence}`);
  return caseId;
}

/** A monitored person of Changzhi, whose aided amount the notice has only as an image. */
export async function untilChangzhiDecision(office: Office, sequence: number): Promise<string> {
  const opening: Opening = {
    kind: 'late-payment',
    person: person(sequence),
    facts: {
      region: '140400',
      coverageYear: 2025,
      identities: [{ category: 'monitored', identifiedOn: '2025-01-01' }],
      history: { insuredYears: [2023, 2024] },
    },
  };
  const caseId = await office.openCase(CHANGZHI, opening, `key-person-${sequence}`);
  await office.task('assess', caseId);
  await office.task('case/ask-caseworker', caseId, `token-${sequence}`);
  return caseId;
}

/** Everything that the open task asks to be confirmed or acknowledged. */
export async function approvalOf(office: Office, caseId: string) {
  const { task } = await office.show(AUDITOR, caseId);
  return approvalOfTask(task);
}

/** The same of a task that was shown already. */
export function approvalOfTask(task: ShownTask | null) {
  return {
    action: 'approve',
    confirm: task?.confirmations.map(({ field }) => field) ?? [],
    acknowledge: task?.reviews.map(({ code, field }) => `${code} ${field}`) ?? [],
    shown: task?.shown ?? undefined,
  } satisfies Decision;
}

/** Approved, noticed, and waiting for 1,100 yuan. */
export async function untilPayment(office: Office, sequence: number): Promise<string> {
  const caseId = await untilDecision(office, sequence);
  await office.decide(XIAOYI, `${caseId}.1`, await approvalOf(office, caseId));
  await office.task('assess', caseId);
  await office.task('issue-payment-notice', caseId);
  await office.task('await-payment', caseId, `payment-token-${sequence}`);
  return caseId;
}
