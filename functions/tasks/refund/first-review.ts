/** State "FirstReview": one person looks at claims, clauses and account. */

import { caseSchema } from '../../cases/case.ts';
import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { REFUND_OPENINGS } from '../../cases/refund/waits.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { livingOn } from '../../store/ledger/living-on.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { loadCase } from '../case/change-case.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { REFUND_TURNS } from './outcomes.ts';
import { reviewSummary } from './review-summary.ts';

const { CASES_TABLE, LEDGER_TABLE } = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, CASES_TABLE, refundCaseSchema);
const all = openCaseStore(client, CASES_TABLE, caseSchema);
const ledger = openRefundLedger(client, LEDGER_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  const claimed = (await loadCase(cases, event.caseId)).claims ?? [];
  const living = await livingOn(
    claimed.map(({ voucher }) => voucher),
    { cases: all, ledger },
  );
  const ask = (current: RefundCase) => reviewSummary(current, living);
  await openWaitOf(cases, event, REFUND_OPENINGS[REFUND_TURNS.FirstReview], ask);
});
