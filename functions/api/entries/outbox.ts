/**
 * The Lambda function behind the routes about what people are told: the outbox, its dead letters, letters on paper,
 * and who must not be written to. It changes no case.
 */
import { caseSchema } from '../../cases/case.ts';
import { openPersonIdentity } from '../../runtime/person-identity.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openOutboxStore } from '../../store/messages/outbox-store.ts';
import { openReminderRuns } from '../../store/messages/reminder-runs.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { outboxRoutes } from './routes.ts';
import { serve } from './serve.ts';

export const { handler } = serve(
  outboxRoutes,
  ['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE', 'POLICIES_TABLE', 'REMINDERS_TABLE', 'PERSON_SECRET_ARN'],
  (client, configuration) => ({
    cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
    ledger: openLedgerStore(client, configuration.LEDGER_TABLE),
    roll: openRollStore(client, configuration.LEDGER_TABLE),
    outbox: openOutboxStore(client, configuration.NOTICES_TABLE),
    policies: openPolicyStore(client, configuration.POLICIES_TABLE),
    reminders: openReminderStore(client, configuration.REMINDERS_TABLE),
    runs: openReminderRuns(client, configuration.REMINDERS_TABLE),
    identity: openPersonIdentity(configuration.PERSON_SECRET_ARN),
  }),
);
