/**
 * State "AwaitBenefits": keeps the token under which the case can be withdrawn until benefits begin. Whoever has
 * nothing to pay is told so here: they got no payment notice.
 */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { noticesIssued } from '../../cases/late-payment/notify.ts';
import { LATE_PAYMENT_OPENINGS } from '../../cases/late-payment/waits.ts';
import { writeNothingToPay } from '../../notices/nothing-to-pay.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { noticedCase } from './noticed-case.ts';
import { LATE_PAYMENT_TURNS } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  const waiting = await openWaitOf(cases, event, LATE_PAYMENT_OPENINGS[LATE_PAYMENT_TURNS.AwaitBenefits]);
  if (waiting.payment) return;
  const { caseId, at } = event;
  await notices.put({
    caseId,
    occasion: 'nothing_to_pay',
    at,
    ...writeNothingToPay(noticedCase(waiting), noticesIssued(waiting) > 0),
  });
});
