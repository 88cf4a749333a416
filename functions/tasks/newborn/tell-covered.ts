/** State "TellCovered": the coming year is paid; recorded once, told once. */

import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { cover } from '../../cases/newborn/pay.ts';
import { writeNewbornCovered } from '../../notices/newborn/newborn-covered.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeCase, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { expectInsuring, expectNotGivenBack } from '../case/given-back.ts';
import { UndecidedError } from '../errors.ts';
import { findPaymentDifferences } from './compare-newborn-payment.ts';
import { noticedChild } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

// The case first: nobody is told of cover by a case that was ended at the last moment.
export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.TellCovered, async ({ caseId, at }) => {
  await expectNotGivenBack(await loadCase(cases, caseId), ledger);
  const told = await changeCase(cases, caseId, (current) => cover(current, at, findPaymentDifferences));
  const { covered, payment, collected } = told;
  if (!covered) throw new UndecidedError('covered without a first day');
  await recordEnrolment(told, covered, at);
  const noticed = noticedChild(told);
  const notice = writeNewbornCovered(noticed, collected ?? noticed.assessment, covered, payment);
  await notices.put({ caseId, occasion: 'newborn_covered', at, ...notice });
  if (told.state !== 'insured') return { ended: 'not_ended' as const };
  await ledger.births.settle(told.birth.ref, caseId);
  return { ended: 'insured' as const };
});

async function recordEnrolment(told: NewbornCase, covered: NonNullable<NewbornCase['covered']>, at: string) {
  const { caseId, region, coverageYear, person, payment } = told;
  const recorded = await ledger.recordEnrolment(person.ref, coverageYear, {
    caseId,
    region,
    ...(payment && { amount: payment.amount, voucher: payment.voucher }),
    benefitStart: covered.from,
    ...(covered.until && { benefitEnd: covered.until }),
    recordedAt: at,
  });
  if (!recorded) await expectInsuring(told, ledger);
}
