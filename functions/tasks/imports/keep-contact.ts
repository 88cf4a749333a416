import { maskPerson } from '../../domain/person/masking.ts';
import { SealedPersonError } from '../../runtime/errors.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';

interface Told {
  idNumber: string;
  name: string;
  phone: string | undefined;
}

/**
 * Keeps how a person can be reached, as a row of a file says. A row without a phone number takes no known one away.
 * @returns whether the row said something new
 */
export async function keepContact(
  { idNumber, name, phone }: Told,
  personRef: string,
  { source, at }: { source: string; at: string },
  { roll, identity }: { roll: RollStore; identity: PersonIdentity },
): Promise<boolean> {
  const known = await roll.contactOf(personRef);
  // A child is told through its guardian until it has a telephone of its own.
  if (known?.guardian !== undefined && phone === undefined) return false;
  const before = known && (await openKnown(known.sealed, personRef, identity));
  const number = phone ?? before?.phone;
  // A row that is done a second time, because its part was tried again, says what it said.
  if (before?.name === name && before.phone === number) return known?.source === source;
  const { sealed } = await identity.seal({ idNumber, name, ...(number && { phone: number }) });
  await roll.putContact(personRef, { sealed, maskedName: maskPerson({ idNumber, name }).name, source }, at);
  return true;
}

/** Null where it cannot be opened any more: the row replaces it. */
async function openKnown(sealed: string, ref: string, identity: PersonIdentity) {
  try {
    return await identity.open({ ref, sealed });
  } catch (error) {
    if (error instanceof SealedPersonError) return null;
    throw error;
  }
}
