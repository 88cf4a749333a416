import type { Case } from '../../cases/case.ts';
import { deathIn } from '../../cases/known-of-person.ts';
import type { CaseStore } from '../cases/case-store.ts';
import type { LedgerStore } from './ledger-store.ts';

/** By an authority's list, or by a case of any office. */
export async function isKnownDead(
  personRef: string,
  { cases, ledger }: { cases: Pick<CaseStore<Case>, 'ofPerson'>; ledger: Pick<LedgerStore, 'deaths'> },
): Promise<boolean> {
  if ((await ledger.deaths.diedOn(personRef)) !== null) return true;
  return deathIn(await cases.ofPerson(personRef)) !== null;
}
