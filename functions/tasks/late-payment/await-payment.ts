/** State "AwaitPayment": keeps the token that the tax office's confirmation completes. */

import { refuse } from '../../cases/changes.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { refuseOutdated, type StepRefusal } from '../../cases/steps.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { LATE_PAYMENT_TURNS } from './outcomes.ts';
import { lastDayToPay } from './payment-days.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, latePaymentCaseSchema);

const refusePaid = ({ payment, state }: LatePaymentCase): StepRefusal | null =>
  payment && state === 'checking_payment' ? refuse('payment_already_here', '') : null;

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: LATE_PAYMENT_TURNS.AwaitPayment,
    opener: 'AwaitPayment',
    from: [],
    state: 'awaiting_payment',
    due: lastDayToPay,
    refuse: (current) => refuseOutdated(current) ?? refusePaid(current),
  });
});
