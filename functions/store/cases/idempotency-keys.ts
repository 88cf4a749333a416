/**
 * Idempotency keys that were used, in the ledger: one item for each caller and key. A key that is used again for
 * another region or year is therefore known.
 */
import { createHash, createHmac } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { canonicalJson } from '../../domain/content/canonical-json.ts';
import { conditionHeld } from '../condition-held.ts';

const keySchema = z.object({ requestDigest: z.string(), caseId: z.string() });
export type UsedKey = z.output<typeof keySchema>;

export type IdempotencyKeys = ReturnType<typeof openIdempotencyKeys>;

export function openIdempotencyKeys(client: DynamoDBDocumentClient, ledgerTable: string) {
  const entryOf = (keyDigest: string): string => `request#${keyDigest}`;

  async function find(keyDigest: string): Promise<UsedKey | null> {
    const { Item } = await client.send(
      new GetCommand({ TableName: ledgerTable, Key: { entry: entryOf(keyDigest) }, ConsistentRead: true }),
    );
    return Item ? keySchema.parse(Item) : null;
  }

  /** True if the key is now, or was already, used for this request. */
  async function claim(keyDigest: string, used: UsedKey, at: string): Promise<boolean> {
    return conditionHeld(
      client.send(
        new PutCommand({
          TableName: ledgerTable,
          Item: { entry: entryOf(keyDigest), ...used, usedAt: at },
          ConditionExpression: 'attribute_not_exists(entry) OR requestDigest = :digest',
          ExpressionAttributeValues: { ':digest': used.requestDigest },
        }),
      ),
    );
  }

  return { find, claim };
}

/** HMAC of the key under the caller's subject: the same key of two callers is two keys. */
export const digestKey = (sub: string, key: string): Buffer => createHmac('sha256', sub).update(key).digest();

export const digestContent = (content: unknown): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Letter with which the ids of a kind of case begin. */
type CaseLetter = 'L' | 'R' | 'N';

/** `L141181-2026-` and 50 bits of the key's digest in base32: the same key, the same case; nothing personal. */
export function caseIdOf(letter: CaseLetter, region: string, coverageYear: number, keyDigest: Buffer): string {
  const letters = Array.from({ length: 10 }, (_, index) => {
    const bit = index * 5;
    const window = keyDigest.readUInt16BE(Math.floor(bit / 8));
    return BASE32.charAt((window >> (11 - (bit % 8))) & 31);
  });
  return `${letter}${region}-${coverageYear}-${letters.join('')}`;
}
