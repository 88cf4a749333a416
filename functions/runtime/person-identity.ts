/**
 * Who a person is, without saying it: a reference that is the same for the same id number, and the details sealed.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { type FoundBy, foundBy, type LookedFor } from '../domain/person/found-by.ts';
import { ConfigurationError, SealedPersonError } from './errors.ts';
import { type Keys, readKeys } from './person-keys.ts';

const personDetailsSchema = z.strictObject({
  /** Of a document, normalised; of a child without one, of its birth certificate. */
  idNumber: z.string(),
  name: z.string(),
  phone: z.string().optional(),
});
type PersonDetails = z.output<typeof personDetailsSchema>;

/** What a person is listed under, each a keyed hash. */
interface FoundUnder {
  key: string;
  also: string[];
}

interface SealedPerson {
  /** HMAC-SHA-256 of the id number, base64url. */
  ref: string;
  /** `<key number>.<base64 of 12 bytes nonce, 16 bytes tag, ciphertext>`: AES-256-GCM, bound to `ref`. */
  sealed: string;
}

/** What a telephone is known by: never as the reference of a person is made. */
export const phoneReference = (phone: string, { reference }: Pick<PersonIdentity, 'reference'>): Promise<string> =>
  reference(`phone ${phone}`);

export interface PersonIdentity {
  /** @param idNumber of a document, normalised: another document is another reference. */
  reference(idNumber: string): Promise<string>;
  seal(details: PersonDetails): Promise<SealedPerson & { foundBy: FoundUnder[] }>;
  /** What else a case is listed under, such as a student number. */
  listUnder(terms: readonly FoundBy[]): Promise<FoundUnder[]>;
  /** The keyed hashes of what a person is looked for by. */
  lookFor(lookedFor: LookedFor): Promise<{ key: string; also?: string }>;
  /** @throws SealedPersonError */
  foundBy(person: SealedPerson): Promise<FoundUnder[]>;
  /** @throws SealedPersonError */
  open(person: SealedPerson): Promise<PersonDetails>;
  /** Encrypts anything else about persons, bound to `context`: `<1 byte length, key number, nonce, tag, ciphertext>`. */
  sealBytes(context: string, bytes: Uint8Array): Promise<Buffer>;
  /** @throws SealedPersonError */
  openBytes(context: string, sealed: Uint8Array): Promise<Buffer>;
  /** The same details sealed with the newest key; null if they are. @throws SealedPersonError */
  reseal(person: SealedPerson): Promise<string | null>;
  /** @throws SealedPersonError */
  resealBytes(context: string, sealed: Uint8Array): Promise<Buffer | null>;
  /** The number of the key that seals now, from the secret itself. */
  newestKey(): Promise<string>;
}

/** How long a function that runs may go on sealing with the keys that it has read. */
export const KEYS_LAST_MS = 10 * 60_000;

/** The secret is read again when ten minutes have passed, or a key is met that it did not hold. */
export function openPersonIdentity(secretArn: string, client = new SecretsManagerClient({})): PersonIdentity {
  let loaded: Promise<Keys> | undefined;
  let loadedAt = 0;
  const load = async (): Promise<Keys> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return readKeys(SecretString ?? '');
  };
  const keys = (again = false): Promise<Keys> => {
    if (!loaded || again || Date.now() - loadedAt > KEYS_LAST_MS) {
      loadedAt = Date.now();
      loaded = load();
      loaded.catch(() => {
        loaded = undefined;
      });
    }
    return loaded;
  };
  const keyOf = async (id: string): Promise<Buffer> => {
    const key = (await keys()).sealing.get(id) ?? (await keys(true)).sealing.get(id);
    if (!key) throw new SealedPersonError('sealed with a key that the secret does not hold');
    return key;
  };
  const referenceOf = (idNumber: string, { reference }: Keys): string =>
    createHmac('sha256', reference).update(idNumber).digest('base64url');

  // No id number begins so: a name can't be taken for one.
  const hashOf = (term: string, held: Keys): string => referenceOf(`found by ${term}`, held);
  const listedUnder = (terms: readonly FoundBy[], held: Keys): FoundUnder[] =>
    terms.map(({ term, also }) => ({ key: hashOf(term, held), also: also.map((one) => hashOf(one, held)) }));
  const foundUnder = (details: PersonDetails, held: Keys): FoundUnder[] => listedUnder(foundBy(details), held);

  async function seal(details: PersonDetails): Promise<SealedPerson & { foundBy: FoundUnder[] }> {
    const held = await keys();
    const ref = referenceOf(details.idNumber, held);
    return { ref, sealed: sealText(held, ref, details), foundBy: foundUnder(details, held) };
  }

  async function open({ ref, sealed }: SealedPerson): Promise<PersonDetails> {
    const [id = '', text = ''] = sealed.split('.');
    const bytes = decrypt(await keyOf(id), ref, Buffer.from(text, 'base64'));
    try {
      return personDetailsSchema.parse(JSON.parse(bytes.toString('utf8')));
    } catch (cause) {
      throw new SealedPersonError('sealed details are not those of a person', { cause });
    }
  }

  async function sealBytes(context: string, bytes: Uint8Array): Promise<Buffer> {
    const held = await keys();
    const id = Buffer.from(held.newest, 'latin1');
    return Buffer.concat([Buffer.from([id.length]), id, encrypt(newestKey(held), context, bytes)]);
  }

  async function openBytes(context: string, sealed: Uint8Array): Promise<Buffer> {
    const { id, body } = splitBytes(sealed);
    return decrypt(await keyOf(id), context, body);
  }

  return {
    reference: async (idNumber) => referenceOf(idNumber, await keys()),

    seal,
    open,
    sealBytes,
    openBytes,

    listUnder: async (terms) => listedUnder(terms, await keys()),

    async lookFor({ term, also }) {
      const held = await keys();
      return { key: hashOf(term, held), ...(also && { also: hashOf(also, held) }) };
    },

    foundBy: async (person) => foundUnder(await open(person), await keys()),

    async reseal(person) {
      const held = await keys();
      if (person.sealed.startsWith(`${held.newest}.`)) return null;
      return sealText(held, person.ref, await open(person));
    },

    async resealBytes(context, sealed) {
      const held = await keys();
      return splitBytes(sealed).id === held.newest ? null : sealBytes(context, await openBytes(context, sealed));
    },

    newestKey: async () => (await keys(true)).newest,
  };
}

function sealText(held: Keys, ref: string, details: PersonDetails): string {
  const sealed = encrypt(newestKey(held), ref, Buffer.from(JSON.stringify(details), 'utf8'));
  return `${held.newest}.${sealed.toString('base64')}`;
}

function splitBytes(sealed: Uint8Array): { id: string; body: Buffer } {
  const bytes = Buffer.from(sealed);
  const start = 1 + (bytes[0] ?? 0);
  return { id: bytes.toString('latin1', 1, start), body: bytes.subarray(start) };
}

function newestKey({ sealing, newest }: Keys): Buffer {
  const key = sealing.get(newest);
  if (!key) throw new ConfigurationError('no key to seal with');
  return key;
}

/** 12 bytes nonce, 16 bytes tag, ciphertext: AES-256-GCM, bound to `context`. */
function encrypt(key: Buffer, context: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws SealedPersonError */
function decrypt(key: Buffer, context: string, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw new SealedPersonError('sealed details do not belong to this reference, or were altered', { cause });
  }
}
