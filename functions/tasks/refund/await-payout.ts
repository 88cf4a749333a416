/** State "AwaitPayout": keeps the token that the treasury's result completes. */

import { refundCaseSchema } from '../../cases/refund/case.ts';
import { REFUND_OPENINGS } from '../../cases/refund/waits.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { REFUND_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, refundCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWaitOf(cases, event, REFUND_OPENINGS[REFUND_TURNS.AwaitPayout]);
});
