/** A newborn's parent or guardian, sealed: the case is found by the number of that person too. */
import type { z } from 'zod';
import { foundByParentNumber } from '../../domain/person/found-by.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import type { openingPersonSchema } from './opening-person.ts';

type Parent = z.output<typeof openingPersonSchema>;

export async function sealParent(parent: Parent, identity: Pick<PersonIdentity, 'seal' | 'listUnder'>) {
  const { foundBy, ...sealed } = await identity.seal(parent);
  return { ...sealed, foundBy: [...foundBy, ...(await identity.listUnder([foundByParentNumber(parent.idNumber)]))] };
}
