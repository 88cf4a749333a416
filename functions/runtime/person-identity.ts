/**
 * Who a person is, without saying it: a reference that is the same for the same id number, and the details sealed.
 * The secret is one generated text, or after a rotation a JSON object of key number to text: the first key makes
 * the references for ever, the last one seals, and what older ones sealed can still be opened.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { ConfigurationError, SealedPersonError } from './errors.ts';

const personDetailsSchema = z.strictObject({
  /** 18 characters, normalised. */
  idNumber: z.string(),
  name: z.string(),
  phone: z.string().optional(),
});
type PersonDetails = z.output<typeof personDetailsSchema>;

interface SealedPerson {
  /** HMAC-SHA-256 of the id number, base64url. */
  ref: string;
  /** `<key number>.<base64 of 12 bytes nonce, 16 bytes tag, ciphertext>`: AES-256-GCM, bound to `ref`. */
  sealed: string;
}

export interface PersonIdentity {
  /** @param idNumber normalised to 18 characters. */
  reference(idNumber: string): Promise<string>;
  seal(details: PersonDetails): Promise<SealedPerson>;
  /** @throws SealedPersonError */
  open(person: SealedPerson): Promise<PersonDetails>;
  /** Encrypts anything else about persons, bound to `context`: `<1 byte length, key number, nonce, tag, ciphertext>`. */
  sealBytes(context: string, bytes: Uint8Array): Promise<Buffer>;
  /** @throws SealedPersonError */
  openBytes(context: string, sealed: Uint8Array): Promise<Buffer>;
}

interface Keys {
  reference: Buffer;
  sealing: Map<string, Buffer>;
  newest: string;
}

const secretText = z.string().min(32, 'must have 32 characters or more');
const rotatedSchema = z.record(z.string().regex(/^[1-9]\d*$/), secretText);

const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'canbao', `canbao/person/${purpose}`, 32));

function readKeys(text: string): Keys {
  const rotated = text.trimStart().startsWith('{') ? rotatedSchema.safeParse(JSON.parse(text)).data : { '1': text };
  const secrets = Object.entries(rotated ?? {}).sort(([one], [other]) => Number(one) - Number(other));
  const [first, last] = [secrets.at(0), secrets.at(-1)];
  if (!first || !last || !secretText.safeParse(first[1]).success) {
    throw new ConfigurationError('the secret for persons is neither a text of 32 characters nor numbered texts');
  }
  return {
    reference: derive(first[1], 'reference'),
    sealing: new Map(secrets.map(([id, secret]) => [id, derive(secret, 'seal')])),
    newest: last[0],
  };
}

/** The secret is read once, and again only when a key is met that it did not hold. */
export function openPersonIdentity(secretArn: string, client = new SecretsManagerClient({})): PersonIdentity {
  let loaded: Promise<Keys> | undefined;
  const load = async (): Promise<Keys> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return readKeys(SecretString ?? '');
  };
  const keys = (again = false): Promise<Keys> => {
    if (!loaded || again) {
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

  return {
    reference: async (idNumber) => referenceOf(idNumber, await keys()),

    async seal(details) {
      const held = await keys();
      const ref = referenceOf(details.idNumber, held);
      const sealed = encrypt(newestKey(held), ref, Buffer.from(JSON.stringify(details), 'utf8'));
      return { ref, sealed: `${held.newest}.${sealed.toString('base64')}` };
    },

    async open({ ref, sealed }) {
      const [id = '', text = ''] = sealed.split('.');
      const bytes = decrypt(await keyOf(id), ref, Buffer.from(text, 'base64'));
      try {
        return personDetailsSchema.parse(JSON.parse(bytes.toString('utf8')));
      } catch (cause) {
        throw new SealedPersonError('sealed details are not those of a person', { cause });
      }
    },

    async sealBytes(context, bytes) {
      const held = await keys();
      const id = Buffer.from(held.newest, 'latin1');
      return Buffer.concat([Buffer.from([id.length]), id, encrypt(newestKey(held), context, bytes)]);
    },

    async openBytes(context, sealed) {
      const bytes = Buffer.from(sealed);
      const start = 1 + (bytes[0] ?? 0);
      return decrypt(await keyOf(bytes.toString('latin1', 1, start)), context, bytes.subarray(start));
    },
  };
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
