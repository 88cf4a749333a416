/**
 * The Lambda function behind the routes about what people are told: the outbox, its dead letters, letters on paper,
 * and who must not be written to. It changes no case.
 */
import { readConfiguration } from '../runtime/configuration.ts';
import { httpHandler } from '../runtime/http-handler.ts';
import { openPersonIdentity } from '../runtime/person-identity.ts';
import { openCallerCounts } from '../store/caller-counts.ts';
import { caseSchema } from '../store/case.ts';
import { openCaseStore } from '../store/case-store.ts';
import { openDocumentClient } from '../store/document-client.ts';
import { openLedgerStore } from '../store/ledger-store.ts';
import { openOutboxStore } from '../store/outbox-store.ts';
import { openPolicyStore } from '../store/policy-store.ts';
import { openReminderRuns } from '../store/reminder-runs.ts';
import { openReminderStore } from '../store/reminder-store.ts';
import { openRollStore } from '../store/roll-store.ts';
import { limitCallers } from './limit-callers.ts';
import { outboxRoutes } from './outbox/outbox-routes.ts';
import { routeRequests } from './router.ts';

const configuration = readConfiguration([
  'CASES_TABLE',
  'LEDGER_TABLE',
  'NOTICES_TABLE',
  'POLICIES_TABLE',
  'REMINDERS_TABLE',
  'PERSON_SECRET_ARN',
  'CALLERS_TABLE',
  'CALLER_LIMIT',
]);
const client = openDocumentClient();

export const handler = httpHandler(
  limitCallers(
    routeRequests(outboxRoutes, {
      cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
      ledger: openLedgerStore(client, configuration.LEDGER_TABLE),
      roll: openRollStore(client, configuration.LEDGER_TABLE),
      outbox: openOutboxStore(client, configuration.NOTICES_TABLE),
      policies: openPolicyStore(client, configuration.POLICIES_TABLE),
      reminders: openReminderStore(client, configuration.REMINDERS_TABLE),
      runs: openReminderRuns(client, configuration.REMINDERS_TABLE),
      identity: openPersonIdentity(configuration.PERSON_SECRET_ARN),
    }),
    openCallerCounts(client, configuration.CALLERS_TABLE),
    Number(configuration.CALLER_LIMIT),
  ),
);
