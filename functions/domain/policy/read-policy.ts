/** Reads a policy table of either form from its JSON: the sections, and the rules that decide. */
import type { z } from 'zod';
import { rulesOfFirstForm } from '../first-form/rules.ts';
import { type JsonObject, type PolicyTable, sectionsSchema } from '../policy.ts';
import { isInWays, WAYS_SECTIONS, withPacks } from '../reading/read-table.ts';
import { type ReadingMistake, unknownWord } from '../reading/reading.ts';
import { readWithReadings } from '../reading/two-readings.ts';
import { sectionsOf } from './sections-of-ways.ts';

export type ReadPolicy =
  | { ok: true; table: PolicyTable }
  | { ok: false; mistakes: readonly ReadingMistake[]; error: z.ZodError | null };

export function readPolicy(source: JsonObject): ReadPolicy {
  if (!isInWays(source)) {
    const parsed = sectionsSchema.safeParse(source);
    if (!parsed.success) return { ok: false, mistakes: [], error: parsed.error };
    const rules = rulesOfFirstForm({ table: parsed.data, source });
    return { ok: true, table: { ...parsed.data, rules, fields: null } };
  }
  const { rules, mistakes, fields } = readWithReadings(source);
  const parsed = sectionsSchema.safeParse(sectionsOf(withPacks(source), rules));
  const all = [...mistakes, ...strangeSections(source)];
  if (all.length > 0 || !parsed.success) {
    return { ok: false, mistakes: all, error: parsed.success ? null : parsed.error };
  }
  return { ok: true, table: { ...parsed.data, rules, fields } };
}

/** @throws ZodError or RangeError if the JSON is no policy table. */
export function policyTableOf(source: JsonObject): PolicyTable {
  const found = readPolicy(source);
  if (found.ok) return found.table;
  if (found.error) throw found.error;
  throw new RangeError(found.mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}

const SECTIONS: readonly string[] = [
  'region',
  'name',
  'coverageYear',
  'inForceFrom',
  'revision',
  'why',
  'documents',
  'clauses',
  'refund',
  'student',
  'notice',
  'newborn',
  'materials',
  'packs',
  'shared',
  'order',
  ...WAYS_SECTIONS,
];

/** What only the stored table has. */
const INTERNAL: readonly string[] = ['packs', 'shared', 'order'];

const strangeSections = (source: JsonObject): ReadingMistake[] =>
  Object.keys(source)
    .filter((key) => !SECTIONS.includes(key))
    .map((key) => ({
      path: [key],
      message: unknownWord(
        key,
        SECTIONS.filter((one) => !INTERNAL.includes(one)),
      ),
    }));
