import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from './kept-json.ts';

const ownerSchema = z.strictObject({ accessKeyId: z.string(), secretAccessKey: z.string() });

/** Credentials for the AWS SDK and the AWS CLI, as whoever may read the data folder has them. */
export type OwnerKey = z.infer<typeof ownerSchema>;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The key of the owner, who may do everything; made at the first start on a folder. */
export function openOwnerKey(dataFolder: string): OwnerKey {
  const path = join(dataFolder, 'owner.json');
  const kept = readKeptJson(path, ownerSchema);
  if (kept !== undefined) return kept;
  const made = {
    accessKeyId: `AKIA${Array.from(randomBytes(16), (byte) => LETTERS[byte % LETTERS.length]).join('')}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
  writeKeptJson(path, made);
  return made;
}

/** The key that a start on the folder has made. @throws when no machine was started there yet */
export function readOwnerKey(dataFolder: string): OwnerKey {
  const kept = readKeptJson(join(dataFolder, 'owner.json'), ownerSchema);
  if (kept === undefined) throw new Error(`${dataFolder} has no owner.json yet: start a machine on it`);
  return kept;
}
