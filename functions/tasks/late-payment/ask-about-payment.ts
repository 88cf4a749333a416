/** State "AskAboutPayment": a task that says what differs between the payment and its notice. */

import type { Ask } from '../../cases/case-base.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { openQuestions } from '../../domain/settlement.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DECISION_WORKING_DAYS } from '../case/deadlines.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { CaseStateError } from '../errors.ts';
import { findDifferences } from './compare-payment.ts';
import { LATE_PAYMENT_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, latePaymentCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: LATE_PAYMENT_TURNS.AskAboutPayment,
    opener: 'AskAboutPayment',
    from: [],
    state: 'checking_payment',
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    ask: questionsOf,
  });
});

function questionsOf({ plan, payment, collected, settlement }: LatePaymentCase): Ask {
  if (!plan || !payment || !collected) throw new CaseStateError('the payment was not checked yet');
  return {
    ...openQuestions(collected, settlement),
    differences: findDifferences(plan.assessment, collected, payment),
  };
}
