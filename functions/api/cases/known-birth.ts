/** The birth date that the number of a person's document tells, and what may be said beside it. */
import type { Case } from '../../cases/case.ts';
import { type LocalDate, localDateSchema } from '../../domain/calendar.ts';
import { birthDateIn, canBeBornOn } from '../../domain/person/identity-document.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import { invalidRequest } from '../http/route.ts';

/**
 * Undefined where the number has none: of a birth certificate, a passport, an older residence card.
 * @param facts that a desk gives
 * @throws ProblemError `invalid_request` where they name a day on which nobody with that number was born
 */
export async function knownBirth(
  { person }: Pick<Case, 'person'>,
  facts: Readonly<Record<string, unknown>>,
  identity: Pick<PersonIdentity, 'open'>,
): Promise<LocalDate | undefined> {
  const { idNumber } = await identity.open(person);
  const bornOn = birthDateIn(idNumber) ?? undefined;
  if (!Object.hasOwn(facts, 'birthDate')) return bornOn;
  const given = localDateSchema.safeParse(facts.birthDate).data;
  // Taken out, or no date: the number that has one stands against it, of the others the facts' own schema tells.
  const fits = given === undefined ? bornOn === undefined : canBeBornOn(idNumber, given);
  if (!fits) throw invalidRequest([{ path: 'facts.birthDate', message: '出生日期与证件号码不一致，请核对' }]);
  return bornOn;
}
