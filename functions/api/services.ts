/** What the routes work with. */

import type { PersonIdentity } from '../runtime/person-identity.ts';
import type { Case } from '../store/case.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import type { NoticeStore } from '../store/notice-store.ts';
import type { PolicyStore } from '../store/policy-store.ts';
import type { Executions } from './executions.ts';
import type { IdempotencyKeys } from './idempotency-keys.ts';

export interface ReadServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  notices: NoticeStore;
  policies: PolicyStore;
}

export interface WriteServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  policies: PolicyStore;
  keys: IdempotencyKeys;
  identity: PersonIdentity;
  executions: Executions;
}
