/** A JSON value, as states pass it on. Never changed in place: frames, records and answers share it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(text: string): Json {
  return JSON.parse(text);
}

const DEEPEST = 500; // levels of arrays and objects; what is deeper cannot be worked on without fear for the stack

class TooDeepError extends Error {
  override name = 'TooDeepError';

  constructor() {
    super(`The value has more than ${DEEPEST} levels.`);
  }
}

/** @throws TooDeepError */
export function refuseTooDeep(value: Json, level = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (level === DEEPEST) throw new TooDeepError();
  for (const item of Array.isArray(value) ? value : Object.values(value)) refuseTooDeep(item, level + 1);
}

/**
 * A value from code as JSON sees it: dates become strings, what has no JSON form becomes null.
 * @throws TooDeepError
 */
export function toJson(value: unknown): Json {
  const plain = copyPlain(value, 0);
  if (plain !== undefined) return plain;
  const text = JSON.stringify(value);
  return text === undefined ? null : parseJson(text);
}

/** A copy of what is JSON already; undefined for anything that JSON would turn into something else. */
function copyPlain(value: unknown, level: number): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object') return undefined;
  if (level === DEEPEST) throw new TooDeepError();
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const copy = copyPlain(item, level + 1);
      if (copy === undefined) return undefined;
      items.push(copy);
    }
    return items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || 'toJSON' in value) return undefined;
  const fields: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const copy = copyPlain(item, level + 1);
    if (copy === undefined) return undefined;
    fields[key] = copy;
  }
  return fields;
}

export function typeOfJson(value: Json): 'null' | 'array' | 'boolean' | 'number' | 'string' | 'object' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'string' : 'object';
}

/** Whether a value's JSON text is longer than `limit` bytes of UTF-8. Cheap for the usual small value. */
export function exceedsBytes(value: Json, limit: number): boolean {
  if (atMostBytes(value, limit) <= limit) return false;
  return Buffer.byteLength(JSON.stringify(value)) > limit;
}

/** An upper bound of the length, reckoned without writing the text; stops counting above `limit`. */
function atMostBytes(value: Json, limit: number): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value !== 'object' || value === null) return 25;
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      bytes += 1 + atMostBytes(item, limit);
      if (bytes > limit) return bytes;
    }
    return bytes;
  }
  for (const key in value) {
    const item = value[key];
    if (item === undefined) continue;
    bytes += 6 * key.length + 4 + atMostBytes(item, limit);
    if (bytes > limit) return bytes;
  }
  return bytes;
}

/** A copy to hand to code that may change it. */
export function copyJson(value: Json): Json {
  if (Array.isArray(value)) return value.map(copyJson);
  if (typeof value !== 'object' || value === null) return value;
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) copy[key] = copyJson(item);
  return copy;
}
