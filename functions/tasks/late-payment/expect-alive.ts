import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { type KnowingStores, type KnownPerson, knowPerson } from '../../store/ledger/known-person.ts';
import { CaseStateError } from '../errors.ts';

/**
 * No dead person is asked for money, or told to use benefits.
 * @throws CaseStateError that parks the case until a person has seen to it
 */
export async function expectAlive(found: LatePaymentCase, stores: KnowingStores): Promise<void> {
  refuseDead(await knowPerson(found.person.ref, stores, found));
}

/** @throws CaseStateError as `expectAlive` */
export function refuseDead({ died }: KnownPerson): void {
  if (died) throw new CaseStateError('the person is known to have died');
}
