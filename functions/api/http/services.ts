/** What the routes work with. */

import type { Case } from '../../cases/case.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { IdempotencyKeys } from '../../store/cases/idempotency-keys.ts';
import type { AidLists } from '../../store/ledger/aid-lists.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import type { RefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import type { NoticeStore } from '../../store/messages/notice-store.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import type { Executions } from '../executions/executions.ts';

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
