import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { isKnownDead } from '../../store/ledger/known-death.ts';
import { CaseStateError } from '../errors.ts';

/**
 * No dead person is asked for money, or told to use benefits.
 * @throws CaseStateError that parks the case until a person has seen to it
 */
export async function expectAlive(
  { person }: Pick<LatePaymentCase, 'person'>,
  stores: Parameters<typeof isKnownDead>[1],
): Promise<void> {
  if (await isKnownDead(person.ref, stores)) throw new CaseStateError('the person is known to have died');
}
