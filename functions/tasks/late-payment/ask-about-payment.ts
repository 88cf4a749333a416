/** State "AskAboutPayment": a task that says what differs between the payment and its notice. */

import type { Ask } from '../../cases/case-base.ts';
import { refuse } from '../../cases/changes.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { LATE_PAYMENT_OPENINGS } from '../../cases/late-payment/waits.ts';
import type { StepRefusal } from '../../cases/steps.ts';
import { openQuestions } from '../../domain/settlement.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { findDifferences } from './compare-payment.ts';
import { LATE_PAYMENT_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, latePaymentCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWaitOf(cases, event, LATE_PAYMENT_OPENINGS[LATE_PAYMENT_TURNS.AskAboutPayment], questionsOf);
});

function questionsOf({ plan, payment, collected, settlement }: LatePaymentCase): Ask | StepRefusal {
  if (!plan || !payment || !collected) return refuse('case_state', 'the payment was not checked yet');
  return {
    ...openQuestions(collected, settlement),
    differences: findDifferences(plan.assessment, collected, payment),
  };
}
