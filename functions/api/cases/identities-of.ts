import { identitiesByLists } from '../../domain/aid/listed-identities.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import type { Identity } from '../../domain/late-payment/request.ts';
import type { WriteServices } from '../http/services.ts';

/** The part of a case's facts that aid lists have a say in: what was declared, and what the lists say today. */
export async function identitiesOf(
  personRef: string,
  declared: Identity[] | undefined,
  at: string,
  { aid }: Pick<WriteServices, 'aid'>,
): Promise<{ identities?: Identity[] }> {
  const identities = identitiesByLists(declared ?? [], await aid.of(personRef), dateOfInstant(at));
  return identities.length > 0 || declared ? { identities } : {};
}
