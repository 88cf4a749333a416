/** State "AwaitPayment": keeps the token that the tax office's confirmation completes. */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { LATE_PAYMENT_OPENINGS } from '../../cases/late-payment/waits.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { LATE_PAYMENT_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, latePaymentCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, LATE_PAYMENT_OPENINGS[LATE_PAYMENT_TURNS.AwaitPayment]);
});
