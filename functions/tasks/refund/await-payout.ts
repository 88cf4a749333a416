/** State "AwaitPayout": keeps the token that the treasury's result completes. */

import { refundCaseSchema } from '../../cases/refund/case.ts';
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DECISION_WORKING_DAYS } from '../case/deadlines.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { PayoutPaidError, PayoutReturnedError } from '../errors.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, refundCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: 'payout',
    opener: 'AwaitPayout',
    from: [],
    state: 'awaiting_payout',
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    check: ({ state }) => {
      if (state === 'settling') throw new PayoutPaidError();
      if (state === 'awaiting_account') throw new PayoutReturnedError();
    },
  });
});
