/** What is long and is read whole, as one string of an item. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Characters of what is stored; an item of DynamoDB has 400 KB. */
export const LONGEST_PACKED = 380_000;

export const pack = (content: object): string => deflateRawSync(JSON.stringify(content)).toString('base64');

export const unpack = (packed: string): unknown =>
  JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'));
