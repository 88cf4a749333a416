/** A version of a policy table is named by the hash of its content. */

import { digestOf } from '../domain/content/content-digest.ts';
import { type JsonObject, type PolicyVersion, policyTableSchema } from '../domain/policy.ts';

/** @throws ZodError if the JSON is no policy table. */
export function versionOf(source: JsonObject): PolicyVersion {
  const table = policyTableSchema.parse(source);
  const hash = digestOf(source).slice(0, 12);
  return { version: `${table.inForceFrom}.${table.revision}-${hash}`, table, source };
}
