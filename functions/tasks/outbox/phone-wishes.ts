import { SealedPersonError } from '../../runtime/errors.ts';
import { type PersonIdentity, phoneReference } from '../../runtime/person-identity.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { Recipient } from './recipients.ts';

/** Whoever asked by a telephone's number alone is written to under it no more, whoever's case it is. */
export function openPhoneWishes(identity: PersonIdentity, roll: Pick<RollStore, 'isPhoneStopped'>) {
  return async (recipient: Recipient): Promise<Recipient> => {
    if (recipient.stopped) return recipient;
    const phone = await phoneOf(recipient, identity);
    if (phone === undefined || !(await roll.isPhoneStopped(await phoneReference(phone, identity)))) return recipient;
    return { ...recipient, stopped: true };
  };
}

/** Who cannot be opened is seen to where the message is sent. */
async function phoneOf(recipient: Recipient, identity: PersonIdentity): Promise<string | undefined> {
  try {
    return (await identity.open(recipient)).phone;
  } catch (error) {
    if (error instanceof SealedPersonError) return undefined;
    throw error;
  }
}
