/**
 * The Lambda function behind every route that changes a case. It starts the executions of cases, and it alone completes
 * task tokens. Every minute it does again what a crash left undone.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import { caseSchema } from '../../cases/case.ts';
import { openPersonIdentity } from '../../runtime/person-identity.ts';
import { type InvocationContext, taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openIdempotencyKeys } from '../../store/cases/idempotency-keys.ts';
import { IMPATIENT } from '../../store/client.ts';
import { openDeskBook } from '../../store/ledger/desk-book.ts';
import { openFoundBy } from '../../store/ledger/found-by.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openPaperNumbers } from '../../store/ledger/paper-numbers.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openAgencies } from '../../store/policies/agencies.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { openExecutions } from '../executions/executions.ts';
import { healCases, healEventSchema, isHealEvent } from '../executions/heal.ts';
import { writeRoutes } from './routes.ts';
import { serve } from './serve.ts';

const { handler: answer, services } = serve(
  writeRoutes,
  [
    'CASES_TABLE',
    'LEDGER_TABLE',
    'POLICIES_TABLE',
    'PERSON_SECRET_ARN',
    'LATE_PAYMENT_STATE_MACHINE_ARN',
    'NEWBORN_STATE_MACHINE_ARN',
    'REFUND_STATE_MACHINE_ARN',
  ],
  (client, configuration) => ({
    cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
    ledger: openLedgerStore(client, configuration.LEDGER_TABLE),
    refunds: openRefundLedger(client, configuration.LEDGER_TABLE),
    policies: openPolicyStore(client, configuration.POLICIES_TABLE),
    agencies: openAgencies(client, configuration.POLICIES_TABLE),
    papers: openPaperNumbers(client, configuration.LEDGER_TABLE),
    desk: openDeskBook(client, configuration.LEDGER_TABLE),
    keys: openIdempotencyKeys(client, configuration.LEDGER_TABLE),
    roll: openRollStore(client, configuration.LEDGER_TABLE),
    foundBy: openFoundBy(client, configuration.LEDGER_TABLE),
    identity: openPersonIdentity(configuration.PERSON_SECRET_ARN),
    executions: openExecutions(new SFNClient(IMPATIENT), {
      'late-payment': configuration.LATE_PAYMENT_STATE_MACHINE_ARN,
      newborn: configuration.NEWBORN_STATE_MACHINE_ARN,
      refund: configuration.REFUND_STATE_MACHINE_ARN,
    }),
  }),
);

const heal = taskHandler(healEventSchema, (event) => healCases(event, services));

export const handler = (event: unknown, context: InvocationContext = {}) =>
  isHealEvent(event) ? heal(event, context) : answer(event, context);
