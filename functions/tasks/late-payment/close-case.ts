/** State "CloseCase": the case ends without cover. If the case and the execution tell different ends, the case is right. */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { isRefusal } from '../../cases/changes.ts';
import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import {
  closeLatePayment,
  LATE_PAYMENT_ENDINGS,
  type LatePaymentEnding,
  latePaymentEndingOf,
} from '../../cases/late-payment/close.ts';
import { heldBy } from '../../cases/let-go.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { knowPerson } from '../../store/ledger/known-person.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { letGo } from '../../store/ledger/let-go.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { takeFromLedger } from '../../store/ledger/take-payment.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { errorOf } from '../errors.ts';
import { paidElsewhere } from '../reminders/look-up.ts';
import { writeLatePaymentEnding } from './endings.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const refunds = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

const known = {
  cases: openCaseStore(client, tables.CASES_TABLE, caseSchema),
  ledger,
  roll: openRollStore(client, tables.LEDGER_TABLE),
};

const NOT_FOR_THE_DEAD: readonly LatePaymentEnding[] = ['unpaid', 'documents_missing', 'withdrawn'];

const closeEventSchema = taskEventSchema.extend({ ending: z.enum(LATE_PAYMENT_ENDINGS) });

export const handler = stepHandler(
  closeEventSchema,
  LATE_PAYMENT_OUTCOMES.CloseCase,
  async ({ caseId, at, ending }) => {
    if (ending === 'unpaid') await takeFromLedger(await loadCase(cases, caseId), at, known);
    const seen = await changeByStep(cases, caseId, (current) => closeLatePayment(current, at, ending));
    const ended = latePaymentEndingOf(seen, ending);
    if (isRefusal(ended)) throw errorOf(ended);
    if (ended === 'not_ended') return { ended };
    // Nobody tells the dead that something of theirs did not come, and of a case that was never assessed nothing was told.
    const person = NOT_FOR_THE_DEAD.includes(ended) ? await knowPerson(seen.person.ref, known) : null;
    // Nor is anybody told not to have paid who paid elsewhere.
    const silent = person?.died || (ended === 'unpaid' && person && paidElsewhere(seen, person));
    if (!silent && seen.plan)
      await notices.put({ caseId, occasion: ended, at, ...writeLatePaymentEnding(seen, ended) });
    await letGo(heldBy(seen), at, { ledger, refunds });
    return { ended };
  },
);
