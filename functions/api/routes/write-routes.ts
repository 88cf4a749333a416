import type { Route } from '../route.ts';
import type { WriteServices } from '../services.ts';
import { decideBatch } from './decide-batch.ts';
import { decideTask } from './decide-task.ts';
import { holdCase } from './hold-case.ts';
import { openCase } from './open-case.ts';
import { receiveTreasuryResults } from './receive-treasury-results.ts';
import { recordEvent } from './record-event.ts';
import { recordPayment } from './record-payment.ts';
import { recordPayoutResultRoute } from './record-payout-result.ts';
import { resumeCase } from './resume-case.ts';
import { revealPerson } from './reveal-person.ts';
import { searchPayments } from './search-payments.ts';
import { withdrawCase } from './withdraw-case.ts';

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
