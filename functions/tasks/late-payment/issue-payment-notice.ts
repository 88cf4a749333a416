/** State "IssuePaymentNotice": the person is told what to pay, and the tax office what to collect. */

import { caseSchema } from '../../cases/case.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { noticesIssued, notifyToPay } from '../../cases/late-payment/notify.ts';
import { lastDayOfCase, waitUntil } from '../../cases/late-payment/payment-days.ts';
import type { Collection } from '../../cases/ledger.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { numbered } from '../../domain/reminder/steps.ts';
import { writePaymentNotice } from '../../notices/payment-notice.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { knowPerson } from '../../store/ledger/known-person.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { takeFromLedger } from '../../store/ledger/take-payment.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { CaseStateError, UndecidedError } from '../errors.ts';
import { paidElsewhere } from '../reminders/look-up.ts';
import { refuseDead } from './expect-alive.ts';
import { noticedCase, noticeOf } from './noticed-case.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

const known = {
  cases: openCaseStore(client, tables.CASES_TABLE, caseSchema),
  ledger,
  roll: openRollStore(client, tables.LEDGER_TABLE),
};

// The case first: whoever sees the notice or the collection finds a case that takes the payment.
export const handler = stepHandler(
  taskEventSchema,
  LATE_PAYMENT_OUTCOMES.IssuePaymentNotice,
  async ({ caseId, at }) => {
    const found = await loadCase(cases, caseId);
    // Paid already, by what lies in the ledger or in an earlier try: nobody asks for it.
    const person = await knowPerson(found.person.ref, known, found);
    const taken = await takeFromLedger(found, at, known, person.payments);
    if (taken !== null || isPaid(found)) return { waitUntil: waitUntil(found) };
    refuseDead(person);
    const elsewhere = paidElsewhere(found, person);
    if (elsewhere) throw new CaseStateError(`the year is paid in ${elsewhere.region}`);
    const issued = await changeByStep(cases, caseId, (current) => notifyToPay(current, at), found);
    if (isPaid(issued)) return { waitUntil: waitUntil(issued) };
    const notice = writePaymentNotice(noticedCase(issued), await hasEarlierNotice(issued));
    await notices.put({ caseId, occasion: noticeOf(issued, 'payment_notice'), at, ...notice });
    await ledger.putCollection(collectionOf(issued, at));
    return { waitUntil: waitUntil(issued) };
  },
);

/** Whether the person has one already: an outage may have kept the case from sending what it had noted. */
async function hasEarlierNotice(issued: LatePaymentCase): Promise<boolean> {
  for (let count = 1; count < noticesIssued(issued); count += 1) {
    if (await notices.get(issued.caseId, numbered('payment_notice', count))) return true;
  }
  return false;
}

const isPaid = ({ state, payment }: LatePaymentCase): boolean => state === 'checking_payment' && payment !== undefined;

/** @throws UndecidedError where there is nothing that the tax office could collect. */
function collectionOf(issued: LatePaymentCase, at: string): Collection {
  const { caseId, region, coverageYear, person, plan } = issued;
  const amount = plan?.assessment.amounts.payable;
  const mode = plan?.assessment.paymentMode;
  if (!amount || !mode || mode === 'none') throw new UndecidedError('no amount or no way to pay it');
  return {
    caseId,
    region,
    coverageYear,
    personRef: person.ref,
    person: { idNumber: person.masked.idNumber, name: person.masked.name },
    amount,
    mode,
    payBy: lastDayOfCase(issued),
    pushedOn: dateOfInstant(at),
    pushedAt: at,
    status: 'open',
  };
}
