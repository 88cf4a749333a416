/** State "TellCovered": the coming year is paid; recorded once, told once. */

import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { dateOfInstant, firstOfYear, type LocalDate, lastOfYear, yearOf } from '../../domain/calendar.ts';
import { writeNewbornCovered } from '../../notices/newborn/newborn-covered.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { taskEvent, wasDone } from '../case/case-steps.ts';
import { changeCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { CaseChangedError, UndecidedError } from '../errors.ts';
import { benefitFrom, isAsExpected } from './compare-newborn-payment.ts';
import { noticedChild, planOf } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

// The case first: nobody is told of cover by a case that was ended at the last moment.
export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.TellCovered, async ({ caseId, at }) => {
  const today = dateOfInstant(at);
  const told = await changeCase(cases, caseId, (current) => {
    const event = taskEvent('TellCovered', at, 'covered', { coverageYear: current.coverageYear });
    if (wasDone(current, event)) return null;
    if (!isPaid(current) && !isFree(current)) throw new CaseChangedError();
    const state = awaitsRegistration(current, today) ? 'assessing' : 'insured';
    return { state, wait: null, set: { covered: coverOf(current) }, event };
  });
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

const isPaid = (current: NewbornCase): boolean => current.state === 'checking_payment' && isAsExpected(current);

const isFree = ({ state, plan }: NewbornCase): boolean => state === 'assessing' && plan?.step === 'tell_covered';

/** Registration in the birth year still brings that year's benefits: the case stays open for it. */
function awaitsRegistration(current: NewbornCase, today: LocalDate): boolean {
  const { facts, plan } = current;
  const required = plan?.assessment.registrationRequired === true;
  return required && facts.registeredOn === undefined && today <= lastOfYear(yearOf(facts.bornOn));
}

/** @throws UndecidedError if the first day of benefits is not known. */
function coverOf(current: NewbornCase): NonNullable<NewbornCase['covered']> {
  const { coverageYear, collected, payment } = current;
  if (!payment) {
    const from = planOf(current).assessment.nextYear.benefitStart ?? firstOfYear(coverageYear);
    return { from, until: lastOfYear(coverageYear) };
  }
  const from = benefitFrom(current);
  if (from === null) throw new UndecidedError('the day on which benefits begin is not known');
  return { from, until: collected?.benefit?.end ?? lastOfYear(coverageYear) };
}

async function recordEnrolment(told: NewbornCase, covered: NonNullable<NewbornCase['covered']>, at: string) {
  const { caseId, region, coverageYear, person, payment } = told;
  await ledger.recordEnrolment(person.ref, coverageYear, {
    caseId,
    region,
    ...(payment && { amount: payment.amount, voucher: payment.voucher }),
    benefitStart: covered.from,
    ...(covered.until && { benefitEnd: covered.until }),
    recordedAt: at,
  });
}
