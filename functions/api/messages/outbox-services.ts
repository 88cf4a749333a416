/** What the routes of the outbox work with. */

import type { Case } from '../../cases/case.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { OutboxStore } from '../../store/messages/outbox-store.ts';
import type { ReminderRuns } from '../../store/messages/reminder-runs.ts';
import type { ReminderStore } from '../../store/messages/reminder-store.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';

export interface OutboxServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  roll: RollStore;
  outbox: OutboxStore;
  policies: PolicyStore;
  reminders: ReminderStore;
  runs: ReminderRuns;
  identity: PersonIdentity;
}
