/** A version of a policy table is named by the hash of its content. */

import { digestOf } from '../domain/content/content-digest.ts';
import { policyTableOf } from '../domain/policy/read-policy.ts';
import type { JsonObject, PolicyVersion } from '../domain/policy.ts';

/** @throws ZodError or RangeError if the JSON is no policy table. */
export function versionOf(source: JsonObject): PolicyVersion {
  const table = policyTableOf(source);
  const hash = digestOf(source).slice(0, 12);
  return { version: `${table.inForceFrom}.${table.revision}-${hash}`, table, source };
}
