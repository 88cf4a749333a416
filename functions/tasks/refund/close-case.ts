/** State "CloseCase": the case ends without money. If the case and the execution tell different ends, the case is right. */
import { z } from 'zod';
import { isRefusal } from '../../cases/changes.ts';
import { heldBy } from '../../cases/let-go.ts';
import { refundCaseSchema } from '../../cases/refund/case.ts';
import { closeRefund, REFUND_ENDINGS, refundEndingOf } from '../../cases/refund/close.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { letGo } from '../../store/ledger/let-go.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { errorOf } from '../errors.ts';
import { writeRefundEnding } from './endings.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const refunds = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

const closeEventSchema = taskEventSchema.extend({ ending: z.enum(REFUND_ENDINGS) });

export const handler = stepHandler(closeEventSchema, REFUND_OUTCOMES.CloseCase, async ({ caseId, at, ending }) => {
  const seen = await changeByStep(cases, caseId, (current) => closeRefund(current, at, ending));
  const ended = refundEndingOf(seen, ending);
  if (isRefusal(ended)) throw errorOf(ended);
  if (ended === 'not_ended') return { ended };
  await letGo(heldBy(seen), at, { ledger, refunds });
  await notices.put({ caseId, occasion: ended, at, ...writeRefundEnding(seen, ended) });
  return { ended };
});
