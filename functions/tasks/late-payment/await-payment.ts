/** State "AwaitPayment": keeps the token that the tax office's confirmation completes. */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { expectCurrentPlan } from '../case/current-plan.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { PaymentAlreadyHereError } from '../errors.ts';
import { lastDayToPay } from './payment-days.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, latePaymentCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: 'payment',
    opener: 'AwaitPayment',
    from: [],
    state: 'awaiting_payment',
    due: lastDayToPay,
    check: (current) => {
      const { payment, state } = current;
      expectCurrentPlan(current);
      if (payment && state === 'checking_payment') throw new PaymentAlreadyHereError();
    },
  });
});
