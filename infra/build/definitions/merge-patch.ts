/** JSON Merge Patch (RFC 7396): objects are merged, `null` takes a member away, everything else replaces. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../../functions/domain/json.ts';

const jsonSchema = z.json();
export const jsonObjectSchema = z.record(z.string(), jsonSchema);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (isObject(value)) {
      const before = merged[name];
      merged[name] = mergePatch(isObject(before) ? before : {}, value);
    } else merged[name] = value;
  }
  return merged;
}
