/** What the routes work with. */

import type { PersonIdentity } from '../runtime/person-identity.ts';
import type { AidLists } from '../store/aid-lists.ts';
import type { Case } from '../store/case.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { IdempotencyKeys } from '../store/idempotency-keys.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import type { NoticeStore } from '../store/notice-store.ts';
import type { PolicyStore } from '../store/policy-store.ts';
import type { RefundLedger } from '../store/refund-ledger-store.ts';
import type { Executions } from './executions.ts';

export interface ReadServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  notices: NoticeStore;
  policies: PolicyStore;
}

export interface WriteServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  refunds: RefundLedger;
  policies: PolicyStore;
  keys: IdempotencyKeys;
  aid: Pick<AidLists, 'of'>;
  identity: PersonIdentity;
  executions: Executions;
}
