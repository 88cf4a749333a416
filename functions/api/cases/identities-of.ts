import { identitiesByLists } from '../../domain/aid/listed-identities.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import type { Identity } from '../../domain/late-payment/request.ts';
import type { KnownPerson } from '../../store/ledger/known-person.ts';

/** The part of a case's facts that aid lists have a say in: what was declared, and what the lists say today. */
export function identitiesOf(
  { listings }: Pick<KnownPerson, 'listings'>,
  declared: Identity[] | undefined,
  at: string,
): { identities?: Identity[] } {
  const identities = identitiesByLists(declared ?? [], listings, dateOfInstant(at));
  return identities.length > 0 || declared ? { identities } : {};
}
