/** State "CloseCase": the case ends without money. If the case and the execution tell different ends, the case is right. */
import { z } from 'zod';
import { hasMoneyOut, type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { taskEvent } from '../case/case-steps.ts';
import { changeCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { CaseStateError } from '../errors.ts';
import { ENDINGS, type Ending, isFoundIn, writeEnding } from './endings.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

const closeEventSchema = taskEventSchema.extend({ ending: z.enum(ENDINGS) });

export const handler = stepHandler(closeEventSchema, REFUND_OUTCOMES.CloseCase, async ({ caseId, at, ending }) => {
  const seen = await changeCase(cases, caseId, (current) => {
    if (!isFoundIn(current.state, ending) || isUndecided(current)) return null;
    return { state: ending, wait: null, event: taskEvent('CloseCase', at, ending, {}) };
  });
  const ended = endingOf(seen, ending);
  if (ended === 'not_ended') return { ended };
  if (hasMoneyOut(seen)) throw new CaseStateError('an order to pay out was not returned');
  for (const { voucher } of seen.claims ?? []) await ledger.releasePayment(voucher, caseId);
  await notices.put({ caseId, occasion: ended, at, ...writeEnding(seen, ended) });
  return { ended };
});

/** A refusal, or a way to another office, by facts that are no longer those of the case. */
const isUndecided = ({ state, planOutdated }: RefundCase): boolean => state === 'assessing' && planOutdated === true;

/** @throws CaseStateError if the case is neither at an end nor where the time-out of its documents may find it. */
function endingOf(seen: RefundCase, expected: Ending): Ending | 'not_ended' {
  const { state } = seen;
  const ended = ENDINGS.find((ending) => ending === state);
  if (ended) return ended;
  if (state === 'assessing' && (expected === 'documents_missing' || isUndecided(seen))) return 'not_ended';
  throw new CaseStateError(`expected ${expected}, found ${state}`);
}
