/** State "AskAboutPayment": a task that says what differs between the payment and the decision, or is open. */

import { refuse } from '../../cases/changes.ts';
import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DECISION_WORKING_DAYS } from '../case/deadlines.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { findPaymentDifferences, questionsOfPayment } from './compare-newborn-payment.ts';
import { NEWBORN_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, newbornCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: NEWBORN_TURNS.AskAboutPayment,
    opener: 'AskAboutPayment',
    from: [],
    state: 'checking_payment',
    refuse: ({ state }) => (state === 'checking_payment' ? null : refuse('case_changed', '')),
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    ask: (current) => ({ ...questionsOfPayment(current), differences: findPaymentDifferences(current) }),
  });
});
