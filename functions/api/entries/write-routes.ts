import { holdCase } from '../cases/hold-case.ts';
import { openCase } from '../cases/open-case.ts';
import { recordEvent } from '../cases/record-event.ts';
import { resumeCase } from '../cases/resume-case.ts';
import { withdrawCase } from '../cases/withdraw-case.ts';
import { decideBatch } from '../decisions/decide-batch.ts';
import { decideTask } from '../decisions/decide-task.ts';
import type { Route } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { revealPerson } from '../persons/reveal-person.ts';
import { searchPayments } from '../persons/search-payments.ts';
import { receiveTreasuryResults } from '../treasury/receive-treasury-results.ts';
import { recordPayoutResultRoute } from '../treasury/record-payout-result.ts';

export const writeRoutes: readonly Route<WriteServices>[] = [
  openCase,
  withdrawCase,
  resumeCase,
  revealPerson,
  holdCase,
  decideTask,
  decideBatch,
  recordPayment,
  recordEvent,
  searchPayments,
  recordPayoutResultRoute,
  receiveTreasuryResults,
];
