import type { Case } from '../../cases/case.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { PolicyDrafts } from '../../store/policies/policy-drafts.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';

/** What the routes of drafts work with. */
export interface DraftServices {
  cases: Pick<CaseStore<Case>, 'list'>;
  policies: Pick<PolicyStore, 'versions' | 'publish'>;
  drafts: PolicyDrafts;
}
