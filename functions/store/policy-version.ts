/** A version of a policy table is named by the hash of its content. */
import { createHash } from 'node:crypto';
import { type JsonObject, type PolicyVersion, policyTableSchema } from '../domain/policy.ts';
import { canonicalJson } from './canonical-json.ts';

/** @throws ZodError if the JSON is no policy table. */
export function versionOf(source: JsonObject): PolicyVersion {
  const table = policyTableSchema.parse(source);
  const hash = createHash('sha256').update(canonicalJson(source)).digest('hex').slice(0, 12);
  return { version: `${table.inForceFrom}.${table.revision}-${hash}`, table, source };
}
