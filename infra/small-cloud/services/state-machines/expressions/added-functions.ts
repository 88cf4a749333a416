import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';

const MILLIS = jsonata('$fromMillis($millis, $picture, $zone)');
const HASHES: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** `$range(1, 3, 1)` is `[1, 2, 3]`; of one number it is that number, as on AWS. At most 1000 numbers. */
function range(first: number, last: number, step: number): number | number[] {
  if (![first, last, step].every(Number.isFinite) || step === 0)
    throw new Error('$range takes three numbers and a step other than 0');
  if (Math.floor((last - first) / step) + 1 > 1000) throw new Error('$range gives at most 1000 numbers');
  const numbers: number[] = [];
  for (let at = first; step > 0 ? at <= last : at >= last; at += step) numbers.push(at);
  const only = numbers[0];
  return numbers.length === 1 && only !== undefined ? only : numbers;
}

function partition(items: unknown[] | undefined, size: number): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!Array.isArray(items)) throw new Error('$partition takes an array');
  if (!Number.isInteger(size) || size < 1) throw new Error('$partition takes a whole number of at least 1');
  const parts: unknown[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

function hash(data: unknown, algorithm = 'SHA-256'): string | undefined {
  if (data === undefined) return undefined;
  const name = HASHES[algorithm];
  if (!name) throw new Error(`$hash knows ${Object.keys(HASHES).join(', ')}, not ${algorithm}`);
  return createHash(name)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
}

/** Without a seed a random number in [0, 1); with one, the number that java.util.Random gives first, as on AWS. */
function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  const mask = (1n << 48n) - 1n;
  let state = (BigInt(Math.trunc(seed)) ^ 0x5deece66dn) & mask;
  const bits = (count: number) => {
    state = (state * 0x5deece66dn + 0xbn) & mask;
    return state >> BigInt(48 - count);
  };
  return Number((bits(26) << 27n) + bits(27)) / 2 ** 53;
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** The functions that Step Functions adds to JSONata. */
export const ADDED_FUNCTIONS = { partition, range, hash, random, parse, uuid: () => randomUUID() };

/** `$now` and `$millis`, reading the cloud's clock instead of the machine's. */
export function timeFunctions(millis: number) {
  return {
    millis: () => millis,
    now: (picture?: string, zone?: string) =>
      picture === undefined && zone === undefined
        ? new Date(millis).toISOString()
        : MILLIS.evaluate(undefined, { millis, picture, zone }),
  };
}
