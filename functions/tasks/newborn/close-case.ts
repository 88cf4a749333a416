/** State "CloseCase": it tells the parents the end if nobody did yet, and releases the birth and the year. */

import { lastOf } from '../../cases/history.ts';
import { heldBy } from '../../cases/let-go.ts';
import { hasNewbornEnded, type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { closeNewborn } from '../../cases/newborn/close.ts';
import {
  writeNewbornDied,
  writeNewbornMoved,
  writeNewbornRejected,
  writeNewbornWithdrawn,
} from '../../notices/newborn/newborn-ended.ts';
import type { Notice } from '../../notices/notice.ts';
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
import { noticedChild } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const refunds = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.CloseCase, async ({ caseId, at }) => {
  const seen = await changeByStep(cases, caseId, (current) => closeNewborn(current, at));
  if (!hasNewbornEnded(seen.state)) return { ended: 'not_ended' as const };
  const notice = seen.plan && writeEnding(seen);
  if (notice) await notices.put({ caseId, occasion: `newborn_${seen.state}`, at, ...notice });
  await letGo(heldBy(seen), at, { ledger, refunds });
  return { ended: seen.state };
});

/** Null where the parents were told already: insured, handed over, or missed. */
function writeEnding(ended: NewbornCase): Notice | null {
  const { state, ending, payment, history } = ended;
  const noticed = noticedChild(ended);
  const opinion = lastOf(history, 'task_decided')?.detail.opinion;
  switch (state) {
    case 'died':
      return writeNewbornDied(noticed, payment !== undefined);
    case 'moved_away':
      return writeNewbornMoved(noticed);
    case 'rejected':
      return writeNewbornRejected(noticed, typeof opinion === 'string' ? opinion : '经审核不符合办理条件。');
    case 'withdrawn':
      return writeNewbornWithdrawn(noticed, ending?.message);
    default:
      return null;
  }
}
