/** An account into which money is paid, made fit to be stored: the number sealed, what is shown of it masked. */
import { z } from 'zod';
import { maskName } from '../domain/person/masking.ts';
import { maskAccountNumber, type PayeeAccount } from '../domain/refund/payee-account.ts';
import type { PersonIdentity } from './person-identity.ts';

/** A firm or a university is named in full: only a person's name is masked. */
const LONGEST_PERSONAL_NAME = 4;

const detailsSchema = z.strictObject({ holder: z.string(), bank: z.string(), number: z.string() });

const boundTo = (personRef: string): string => `account:${personRef}`;

/** @param person whose refund it is, with the name as given. */
export async function sealPayee(
  { kind, holder, bank, number }: PayeeAccount,
  person: { ref: string; name: string },
  identity: Pick<PersonIdentity, 'sealBytes' | 'reference'>,
) {
  const details = Buffer.from(JSON.stringify({ holder, bank, number }), 'utf8');
  const sealed = await identity.sealBytes(boundTo(person.ref), details);
  const personal = [...holder].length <= LONGEST_PERSONAL_NAME || holder === person.name;
  return {
    kind,
    bank,
    masked: { holder: personal ? maskName(holder) : holder, number: maskAccountNumber(number) },
    sealed: sealed.toString('base64'),
    ref: await identity.reference(`account:${number}`),
    ofPerson: holder === person.name,
  };
}

/** The account in full, for the treasury. @throws SealedPersonError if it is another person's, or was altered. */
export async function openPayee(
  personRef: string,
  sealed: string,
  identity: Pick<PersonIdentity, 'openBytes'>,
): Promise<z.output<typeof detailsSchema>> {
  const bytes = await identity.openBytes(boundTo(personRef), Buffer.from(sealed, 'base64'));
  return detailsSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/** The same account sealed with the newest key; null if it is. @throws SealedPersonError */
export async function resealPayee(
  personRef: string,
  sealed: string,
  identity: Pick<PersonIdentity, 'resealBytes'>,
): Promise<string | null> {
  const anew = await identity.resealBytes(boundTo(personRef), Buffer.from(sealed, 'base64'));
  return anew ? anew.toString('base64') : null;
}
