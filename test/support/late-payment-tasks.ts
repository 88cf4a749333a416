/** The functions of the late-payment tasks on tables of this machine, with the policy tables published. */
import type { NewCaseOf } from '../../functions/cases/case-base.ts';
import type { CaseChange } from '../../functions/cases/changes.ts';
import type { CaseEvent } from '../../functions/cases/events.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../functions/cases/late-payment/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openNoticeStore } from '../../functions/store/messages/notice-store.ts';
import { newCase, OPENED } from './cases.ts';
import { openTables } from './open-tables.ts';
import { putPublished } from './put-published.ts';

const OUTSIDE = { at: '2026-03-10T03:00:00.000Z', by: 'outside' };

export async function openLatePaymentTasks() {
  const tables = await openTables();
  Object.assign(process.env, {
    AWS_REGION: 'cn-northwest-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    POLICIES_TABLE: 'Policies',
    CASES_TABLE: 'Cases',
    LEDGER_TABLE: 'Ledger',
    NOTICES_TABLE: 'Notices',
    REMINDERS_TABLE: 'Reminders',
  });
  await putPublished(tables.client);

  const cases = openCaseStore(tables.client, 'Cases', latePaymentCaseSchema);
  const ledger = openLedgerStore(tables.client, 'Ledger');
  const notices = openNoticeStore(tables.client, 'Notices');

  async function get(caseId: string): Promise<LatePaymentCase> {
    const found = await cases.get(caseId);
    if (!found) throw new Error(`${caseId} is not stored`);
    return found;
  }

  return {
    cases,
    ledger,
    notices,
    get,
    close: tables.close,

    /** Opens a case and claims its year, as `POST /cases` does. */
    async open(caseId: string, parts: Partial<NewCaseOf<LatePaymentCase>> = {}): Promise<LatePaymentCase> {
      const { case: opened } = await cases.put(newCase(caseId, parts), OPENED);
      const { ref: personRef } = opened.person;
      await ledger.claimEnrolment({ personRef, coverageYear: opened.coverageYear, caseId, at: OPENED.at });
      return opened;
    },

    /** A change by somebody outside the state machine: a desk or the tax office. */
    async change(
      caseId: string,
      change: Omit<CaseChange<LatePaymentCase>, 'event'>,
      event: CaseEvent = { ...OUTSIDE, event: 'assessed', detail: {} },
    ): Promise<LatePaymentCase> {
      const outcome = await cases.change(await get(caseId), { ...change, event });
      if (!outcome.ok) throw new Error(`${caseId} changed meanwhile`);
      return outcome.case;
    },

    /** What `POST /payments` does: the voucher first, then the case. */
    async pay(caseId: string, amount: string, day: string): Promise<LatePaymentCase> {
      const { person, region, coverageYear } = await get(caseId);
      const payment = { voucher: `V-${caseId}`, amount, collectedOn: localDate(day) };
      const recorded = { recordedAt: OPENED.at, recordedBy: 'tax', digest: amount, personRef: person.ref };
      await ledger.putPayment({ ...payment, ...recorded, caseId, region, coverageYears: [coverageYear] });
      const event = { ...OUTSIDE, event: 'payment_confirmed' as const, detail: payment };
      return this.change(caseId, { state: 'checking_payment', wait: null, set: { payment } }, event);
    },

    /** Everything that a table asks is confirmed or acknowledged, as by a caseworker who approves. */
    async approve(caseId: string): Promise<LatePaymentCase> {
      const { plan, settlement } = await get(caseId);
      const confirmed = plan?.assessment.confirm.map(({ field }) => field) ?? [];
      const acknowledged = plan?.assessment.review.map(({ code, field }) => `${code} ${field}`) ?? [];
      const set = { settlement: { ...settlement, confirmed, acknowledged } };
      const detail = { task: `${caseId}.1`, action: 'approve', opinion: '同意' };
      const event = { ...OUTSIDE, event: 'task_decided' as const, detail };
      return this.change(caseId, { state: 'assessing', wait: null, set }, event);
    },

    async titles(caseId: string): Promise<string[]> {
      return (await notices.list(caseId)).map(({ occasion }) => occasion);
    },
  };
}
export type LatePaymentTasks = Awaited<ReturnType<typeof openLatePaymentTasks>>;

/** The handlers, loaded once the environment is set. */
export async function loadHandlers() {
  const [assess, ask, documents, issue, awaitPayment, remind, check, about, benefits, tell, close, park] =
    await Promise.all([
      import('../../functions/tasks/late-payment/assess.ts'),
      import('../../functions/tasks/case/ask-caseworker.ts'),
      import('../../functions/tasks/late-payment/await-documents.ts'),
      import('../../functions/tasks/late-payment/issue-payment-notice.ts'),
      import('../../functions/tasks/late-payment/await-payment.ts'),
      import('../../functions/tasks/late-payment/remind-to-pay.ts'),
      import('../../functions/tasks/late-payment/check-payment.ts'),
      import('../../functions/tasks/late-payment/ask-about-payment.ts'),
      import('../../functions/tasks/late-payment/await-benefits.ts'),
      import('../../functions/tasks/late-payment/tell-benefits-begin.ts'),
      import('../../functions/tasks/late-payment/close-case.ts'),
      import('../../functions/tasks/case/park-case.ts'),
    ]);
  return {
    assess: assess.handler,
    askCaseworker: ask.handler,
    awaitDocuments: documents.handler,
    issuePaymentNotice: issue.handler,
    awaitPayment: awaitPayment.handler,
    remindToPay: remind.handler,
    checkPayment: check.handler,
    askAboutPayment: about.handler,
    awaitBenefits: benefits.handler,
    tellBenefitsBegin: tell.handler,
    closeCase: close.handler,
    parkCase: park.handler,
  };
}
