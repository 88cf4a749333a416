import type { Case } from '../../cases/case.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';

/** What the routes of an auditor work with. */
export interface AuditServices {
  cases: CaseStore<Case>;
  policies: Pick<PolicyStore, 'versions'>;
  /** The program that every pack carries. */
  verifier: string;
}
