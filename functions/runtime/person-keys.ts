/**
 * The keys in the secret for persons: one generated text, or after a rotation a JSON object of key number to text. The
 * first makes the references for ever, the last one seals, and what older ones sealed can still be opened.
 */
import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { ConfigurationError } from './errors.ts';

export interface Keys {
  reference: Buffer;
  sealing: Map<string, Buffer>;
  newest: string;
}

const secretText = z.string().min(32, 'must have 32 characters or more');
const rotatedSchema = z.record(z.string().regex(/^[1-9]\d*$/), secretText);

const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'canbao', `canbao/person/${purpose}`, 32));

/** @throws ConfigurationError */
export function readKeys(text: string): Keys {
  const secrets = readTexts(text);
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

/** Texts by the number of their key, the oldest first. */
function readTexts(text: string): [string, string][] {
  const rotated = text.trimStart().startsWith('{') ? rotatedSchema.safeParse(JSON.parse(text)).data : { '1': text };
  return Object.entries(rotated ?? {}).sort(([one], [other]) => Number(one) - Number(other));
}

/** The secret's text with one more key, and the number of that key. @throws ConfigurationError */
export function addKey(text: string, added: string): { text: string; key: string } {
  const key = String(Number(readKeys(text).newest) + 1);
  const all = { ...Object.fromEntries(readTexts(text)), [key]: added };
  readKeys(JSON.stringify(all));
  return { text: JSON.stringify(all), key };
}
