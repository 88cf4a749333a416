/** What the routes of the outbox work with. */
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import type { Case } from '../../store/case.ts';
import type { CaseStore } from '../../store/case-store.ts';
import type { LedgerStore } from '../../store/ledger-store.ts';
import type { OutboxStore } from '../../store/outbox-store.ts';
import type { PolicyStore } from '../../store/policy-store.ts';
import type { ReminderRuns } from '../../store/reminder-runs.ts';
import type { ReminderStore } from '../../store/reminder-store.ts';
import type { RollStore } from '../../store/roll-store.ts';

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
