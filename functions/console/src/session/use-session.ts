import { useSyncExternalStore } from 'react';
import { readSession, type Session, type SignedIn, subscribe } from './session.ts';

export const useSession = (): Session => useSyncExternalStore(subscribe, readSession);

/** Who is signed in; every page below the shell has somebody. */
export function useWho(): SignedIn {
  const session = useSession();
  return session.status === 'out' ? { sub: '', name: '', role: '', regions: [] } : session.who;
}

const DESK = ['caseworker', 'approver'];

/** What a role may do here; the API decides, a page only doesn't offer what would be refused. */
export function useMay() {
  const { role } = useWho();
  return {
    decide: DESK.includes(role),
    open: DESK.includes(role),
    readCases: [...DESK, 'auditor'].includes(role),
    audit: role === 'auditor',
    confirmPayments: role === 'tax',
    publishPolicies: role === 'policy_officer',
    seeDrafts: ['policy_officer', 'auditor'].includes(role),
    sendBatches: role === 'university',
    importFiles: [...DESK, 'tax'].includes(role),
    exchangeFiles: ['treasury', 'tax', 'approver'].includes(role),
  };
}
