/** State "TellBenefitsBegin": the person is insured; recorded once, told once. */

import { caseSchema } from '../../cases/case.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { insure } from '../../cases/late-payment/pay.ts';
import { benefitOf } from '../../cases/late-payment/payment-days.ts';
import { writeBenefitsBegin } from '../../notices/benefits-begin.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { expectInsuring, expectNotGivenBack } from '../case/given-back.ts';
import { UndecidedError } from '../errors.ts';
import { expectAlive } from './expect-alive.ts';
import { noticedCase } from './noticed-case.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const known = {
  cases: openCaseStore(client, tables.CASES_TABLE, caseSchema),
  ledger,
  roll: openRollStore(client, tables.LEDGER_TABLE),
};
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

// The case first: nobody is told of benefits of a case that was withdrawn at the last moment.
export const handler = stepHandler(taskEventSchema, LATE_PAYMENT_OUTCOMES.TellBenefitsBegin, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  await expectNotGivenBack(found, known);
  if (found.state === 'awaiting_benefits') await expectAlive(found, known);
  const insured = await changeByStep(cases, caseId, (current) => insure(current, at), found);
  await recordEnrolment(insured, at);
  const noticed = noticedCase(insured);
  const decided = insured.collected ?? noticed.plan.assessment;
  const notice = writeBenefitsBegin(noticed, decided, insured.payment);
  await notices.put({ caseId, occasion: 'benefits_begin', at, ...notice });
  return { insured: true };
});

async function recordEnrolment(insured: LatePaymentCase, at: string): Promise<void> {
  const { caseId, region, coverageYear, person, payment } = insured;
  const benefit = benefitOf(insured);
  if (!benefit) throw new UndecidedError('insured without a first day of benefits');
  const { start, end } = benefit;
  const recorded = await ledger.recordEnrolment(person.ref, coverageYear, {
    caseId,
    region,
    ...(payment && { amount: payment.amount, voucher: payment.voucher }),
    benefitStart: start,
    ...(end && { benefitEnd: end }),
    recordedAt: at,
  });
  if (!recorded) await expectInsuring(insured, ledger);
}
