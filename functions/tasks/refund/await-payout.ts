/** State "AwaitPayout": keeps the token that the treasury's result completes. */

import { refuse } from '../../cases/changes.ts';
import { refundCaseSchema } from '../../cases/refund/case.ts';
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DECISION_WORKING_DAYS } from '../case/deadlines.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { REFUND_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, refundCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: REFUND_TURNS.AwaitPayout,
    opener: 'AwaitPayout',
    from: [],
    state: 'awaiting_payout',
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    refuse: ({ state }) => {
      if (state === 'settling') return refuse('payout_paid', '');
      return state === 'awaiting_account' ? refuse('payout_returned', '') : null;
    },
  });
});
