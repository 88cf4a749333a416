/** State "AskCaseworker" of every kind: a task with every question that the tables leave open, each with its clause. */
import { type Case, caseSchema } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import { LATE_PAYMENT_OPENINGS, openQuestionsOfLatePayment } from '../../cases/late-payment/waits.ts';
import { NEWBORN_OPENINGS, openQuestionsOfNewborn } from '../../cases/newborn/waits.ts';
import { openWait, type WaitCall } from '../../cases/open-wait.ts';
import { openQuestionsOfRefund, REFUND_OPENINGS } from '../../cases/refund/waits.ts';
import type { StepRefusal } from '../../cases/steps.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { LATE_PAYMENT_TURNS } from '../late-payment/outcomes.ts';
import { NEWBORN_TURNS } from '../newborn/outcomes.ts';
import { REFUND_TURNS } from '../refund/outcomes.ts';
import { changeByStep } from './change-case.ts';
import { waitEventSchema } from './event.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, caseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await changeByStep(cases, event.caseId, (current) => askDesk(current, event));
});

function askDesk(current: Case, call: WaitCall): CaseChange<Case> | StepRefusal | null {
  switch (current.kind) {
    case 'late-payment':
      return openWait(
        current,
        LATE_PAYMENT_OPENINGS[LATE_PAYMENT_TURNS.AskCaseworker],
        call,
        openQuestionsOfLatePayment,
      );
    case 'refund':
      return openWait(current, REFUND_OPENINGS[REFUND_TURNS.AskCaseworker], call, openQuestionsOfRefund);
    case 'newborn':
      return openWait(current, NEWBORN_OPENINGS[NEWBORN_TURNS.AskCaseworker], call, openQuestionsOfNewborn);
  }
}
