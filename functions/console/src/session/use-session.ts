import { useSyncExternalStore } from 'react';
import { OPERATIONS } from '../api/schema.ts';
import { readSession, type Session, type SignedIn, subscribe } from './session.ts';

export const useSession = (): Session => useSyncExternalStore(subscribe, readSession);

/** Who is signed in; every page below the shell has somebody. */
export function useWho(): SignedIn {
  const session = useSession();
  return session.status === 'out' ? { sub: '', name: '', role: '', regions: [] } : session.who;
}

/** What a role may do here, by the operations that the API lets it call: a page offers nothing that would be refused. */
export function useMay() {
  const { role } = useWho();
  const calls = (name: keyof typeof OPERATIONS): boolean => OPERATIONS[name].roles.some((one) => one === role);
  return {
    decide: calls('decideTask'),
    share: calls('takeTask'),
    tryCase: calls('tryCase'),
    open: calls('openCase') && calls('listCases'),
    readCases: calls('listCases'),
    find: calls('find'),
    audit: calls('takeAuditPack'),
    seeDays: calls('getAuditDay'),
    confirmPayments: calls('recordPayment'),
    seeUnallocated: calls('listUnallocatedPayments'),
    allocate: calls('allocatePayment'),
    publishPolicies: calls('publishDraft'),
    readPolicyTexts: calls('keepPolicyWork'),
    seeUnplannable: calls('listUnplannable'),
    seeDocuments: calls('listDocuments'),
    seeDrafts: calls('listDrafts'),
    sendBatches: calls('sendBatch'),
    importFiles: calls('receiveImport'),
    seeStatistics: calls('getStatistics'),
    exchangeFiles: calls('downloadExchangeFile'),
  };
}
