/** State "AskAboutPayment": a task that says what differs between the payment and the decision, or is open. */

import type { Ask } from '../../cases/case-base.ts';
import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { questionsOfPayment } from '../../cases/newborn/pay.ts';
import { NEWBORN_OPENINGS } from '../../cases/newborn/waits.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { findPaymentDifferences } from './compare-newborn-payment.ts';
import { NEWBORN_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, newbornCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWaitOf(cases, event, NEWBORN_OPENINGS[NEWBORN_TURNS.AskAboutPayment], differencesOf);
});

const differencesOf = (current: NewbornCase): Ask => ({
  ...questionsOfPayment(current),
  differences: findPaymentDifferences(current),
});
