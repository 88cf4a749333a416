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
  const referenceOf = (idNumber: string, { reference }: Keys): string =>
    createHmac('sha256', reference).update(idNumber).digest('base64url');

  return {
    reference: async (idNumber) => referenceOf(idNumber, await keys()),

    async seal(details) {
      const held = await keys();
      const key = held.sealing.get(held.newest);
      if (!key) throw new ConfigurationError('no key to seal with');
      const ref = referenceOf(details.idNumber, held);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(ref));
      const body = Buffer.concat([cipher.update(JSON.stringify(details), 'utf8'), cipher.final()]);
      const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
      return { ref, sealed: `${held.newest}.${sealed}` };
    },

    async open({ ref, sealed }) {
      const [id = '', text = ''] = sealed.split('.');
      const key = (await keys()).sealing.get(id) ?? (await keys(true)).sealing.get(id);
      if (!key) throw new SealedPersonError('sealed with a key that the secret does not hold');
      const bytes = Buffer.from(text, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
          .setAAD(Buffer.from(ref))
          .setAuthTag(bytes.subarray(12, 28));
        const body = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
        return personDetailsSchema.parse(JSON.parse(body.toString('utf8')));
      } catch (cause) {
        throw new SealedPersonError('sealed details do not belong to this reference, or were altered', { cause });
      }
    },
  };
}
