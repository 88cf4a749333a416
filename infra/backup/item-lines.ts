/** An item as one line of text, and back: DynamoDB's own JSON, so that nothing is lost or made nicer on the way. */
import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { canonicalJson } from '../../functions/domain/content/canonical-json.ts';

export type Item = Record<string, AttributeValue>;

const bytes = z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64'));
const valueSchema: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: z.string() }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ M: z.record(z.string(), valueSchema) }),
    z.strictObject({ L: z.array(valueSchema) }),
    z.strictObject({ NULL: z.literal(true) }),
    z.strictObject({ B: bytes }),
    z.strictObject({ SS: z.array(z.string()) }),
    z.strictObject({ NS: z.array(z.string()) }),
    z.strictObject({ BS: z.array(bytes) }),
  ]),
);
const itemSchema = z.record(z.string(), valueSchema);

/** Without a line break; the same for the same item, whatever the order of its attributes or of a set. */
export const lineOfItem = (item: Item): string => canonicalJson(readable(item));

/** @throws when the line is no item */
export const itemOfLine = (line: string): Item => itemSchema.parse(JSON.parse(line));

function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const shown = readable(part);
      return [name, isSet(name, part) && Array.isArray(shown) ? shown.sort() : shown];
    }),
  );
}

/** A set has no order. An attribute may be called so too, but its value is never a list as such. */
const isSet = (name: string, part: unknown): boolean => ['SS', 'NS', 'BS'].includes(name) && Array.isArray(part);

const MODULUS = 1n << 256n;

/** Of all items of a table in any order: the sum of their SHA-256, in hexadecimal. */
export class TableDigest {
  items = 0;
  #sum = 0n;

  add(line: string): void {
    this.items += 1;
    const hash = createHash('sha256').update(line).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % MODULUS;
  }

  toString(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
