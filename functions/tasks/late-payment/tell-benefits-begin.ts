/** State "TellBenefitsBegin": the person is insured; recorded once, told once. */

import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { writeBenefitsBegin } from '../../notices/benefits-begin.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { expectState, taskEvent, wasDone } from '../case/case-steps.ts';
import { changeCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { benefitOf } from './benefit-of-case.ts';
import { noticedCase } from './noticed-case.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

// The case first: nobody is told of benefits of a case that was withdrawn at the last moment.
export const handler = stepHandler(taskEventSchema, LATE_PAYMENT_OUTCOMES.TellBenefitsBegin, async ({ caseId, at }) => {
  const insured = await changeCase(cases, caseId, (current) => {
    const event = taskEvent('TellBenefitsBegin', at, 'insured', { ...benefitOf(current) });
    if (wasDone(current, event)) return null;
    expectState(current, ['awaiting_benefits']);
    return { state: 'insured', wait: null, event };
  });
  await recordEnrolment(insured, at);
  const noticed = noticedCase(insured);
  const decided = insured.collected ?? noticed.plan.assessment;
  const notice = writeBenefitsBegin(noticed, decided, insured.payment);
  await notices.put({ caseId, occasion: 'benefits_begin', at, ...notice });
  return { insured: true };
});

async function recordEnrolment(insured: LatePaymentCase, at: string): Promise<void> {
  const { caseId, region, coverageYear, person, payment } = insured;
  const { start, end } = benefitOf(insured);
  await ledger.recordEnrolment(person.ref, coverageYear, {
    caseId,
    region,
    ...(payment && { amount: payment.amount, voucher: payment.voucher }),
    benefitStart: start,
    ...(end && { benefitEnd: end }),
    recordedAt: at,
  });
}
