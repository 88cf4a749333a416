import type { Case } from '../../store/case.ts';
import type { CaseStore } from '../../store/case-store.ts';
import type { PolicyDrafts } from '../../store/policy-drafts.ts';
import type { PolicyStore } from '../../store/policy-store.ts';

/** What the routes of drafts work with. */
export interface DraftServices {
  cases: Pick<CaseStore<Case>, 'list'>;
  policies: Pick<PolicyStore, 'versions' | 'publish'>;
  drafts: PolicyDrafts;
}
