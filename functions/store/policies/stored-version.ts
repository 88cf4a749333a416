/**
 * How a version of a policy table stands in the table Policies. Format 1 stands under `region#year`, where 0.1.1 looks;
 * every later format under `formats#region#year`, where it does not. The item has the number of its format.
 */
import { z } from 'zod';
import { canonicalJson } from '../../domain/content/canonical-json.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import type { JsonObject, PolicyVersion } from '../../domain/policy.ts';
import { formatOf, NEWEST_FORMAT } from '../../policies/format.ts';
import { versionOf } from '../../policies/version.ts';

/** What somebody has changed is no table to decide by, and nobody falls back to another. */
class PolicyDamagedError extends Error {
  override name = 'PolicyDamagedError';
}

/** Before what no code before formats had numbers looks for. */
const LATER = 'formats#';
const FIRST_FORMAT = 1;
/** Key of the items that list the tables. */
export const TABLES = 'tables';

const storedSchema = z.object({
  tableKey: z.string().regex(/^(formats#)?\d{6}#\d{4}$/),
  versionKey: z.string(),
  version: z.string().default(''),
  source: z.string().default(''),
  /** Left out by 0.1.0 and 0.1.1, which know only the first. */
  format: z.int().min(1).default(FIRST_FORMAT),
});
type StoredVersion = z.output<typeof storedSchema>;

const sourceSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** `key`, or where formats that 0.1.1 does not know stand beside it. */
export const placeFor = (format: number, key: string): string => (format === FIRST_FORMAT ? key : `${LATER}${key}`);

/** Both places of what `key` names. */
export const placesOf = (key: string): readonly [string, string] => [key, `${LATER}${key}`];

/** The key that all formats have in common. */
export const firstPlaceOf = (place: string): string => (place.startsWith(LATER) ? place.slice(LATER.length) : place);

export const keyOfTable = (region: string, coverageYear: number): string => `${region}#${coverageYear}`;

const versionKeyOf = ({ table }: PolicyVersion): string =>
  `${table.inForceFrom}#${String(table.revision).padStart(4, '0')}`;

/**
 * As it was written: of several ways the one that stands first may decide. 0.1.1 reads tables of the first form, whose
 * order says nothing, and compares them by their text.
 */
export const textOf = (source: JsonObject): string =>
  formatOf(source) === FIRST_FORMAT ? canonicalJson(source) : JSON.stringify(source);

/** The item of a version. */
export function itemOf(policy: PolicyVersion): StoredVersion {
  const { region, coverageYear } = policy.table;
  const format = formatOf(policy.source);
  return {
    tableKey: placeFor(format, keyOfTable(region, coverageYear)),
    versionKey: versionKeyOf(policy),
    version: policy.version,
    source: textOf(policy.source),
    format,
  };
}

const publicationSchema = z.object({
  item: storedSchema,
  /** The item that lists the table, one for each form: older code lists what it can read. */
  listing: z.object({
    tableKey: z.string(),
    versionKey: z.string(),
    region: z.string(),
    name: z.string(),
    coverageYear: z.int(),
    format: z.int(),
  }),
});
export const publicationsSchema = publicationSchema.array();
export type Publication = z.output<typeof publicationSchema>;

/** What is put where a version is published. */
export function publicationOf(policy: PolicyVersion): Publication {
  const { region, coverageYear, name } = policy.table;
  const item = itemOf(policy);
  const { format } = item;
  const key = keyOfTable(region, coverageYear);
  const versionKey = format === FIRST_FORMAT ? key : `${key}#${format}`;
  return { item, listing: { tableKey: placeFor(format, TABLES), versionKey, region, name, coverageYear, format } };
}

const numberedSchema = z.object({ format: z.int().min(1).default(FIRST_FORMAT) });

/** Nothing else of such an item is read: what it looks like is known to newer code. */
export function isNewer(item: unknown): boolean {
  const numbered = numberedSchema.safeParse(item);
  return numbered.success && numbered.data.format > NEWEST_FORMAT;
}

/** Why this code passes a version over; `unreadable` is what newer code wrote without a new number. */
export type Passed = 'newer_format' | 'unreadable';

/** @throws PolicyDamagedError where the content is not the one that the version is named by */
export function readVersion(item: unknown): PolicyVersion | Passed {
  if (isNewer(item)) return 'newer_format';
  const parsed = storedSchema.safeParse(item);
  const stored = parsed.success ? parsed.data : undefined;
  const source = stored && jsonOf(stored.source);
  // The first half of the name says the day and revision, the second the content.
  if (!(stored && source && stored.version.endsWith(`-${digestOf(source).slice(0, 12)}`))) {
    throw new PolicyDamagedError(stored ? `${stored.tableKey} ${stored.versionKey}` : 'a version without its fields');
  }
  const version = read(source);
  if (!version) return 'unreadable';
  if (version.version === stored.version) return version;
  throw new PolicyDamagedError(`${stored.tableKey} ${stored.versionKey}`);
}

/** An item of the table that is a published version; its `version` only if the content is the one that it is named by. */
export function readPublished(
  item: Record<string, unknown>,
): { tableKey: string; name: string; version: PolicyVersion | undefined } | undefined {
  const stored = storedSchema.safeParse(item);
  if (!stored.success) return undefined;
  const { versionKey, version: name } = stored.data;
  const source = jsonOf(stored.data.source);
  const found = source && read(source);
  const tableKey = firstPlaceOf(stored.data.tableKey);
  const { region = '', coverageYear = 0 } = found?.table ?? {};
  const isAsNamed =
    found?.version === name &&
    versionKeyOf(found) === versionKey &&
    keyOfTable(region, coverageYear) === tableKey &&
    placeFor(stored.data.format, tableKey) === stored.data.tableKey;
  return { tableKey, name, version: isAsNamed ? found : undefined };
}

function jsonOf(text: string): JsonObject | undefined {
  try {
    return sourceSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // changed so that it is no JSON any more
  }
}

function read(source: JsonObject): PolicyVersion | undefined {
  try {
    return versionOf(source);
  } catch {
    return undefined; // of a form that this code cannot read: it is passed over, with an alarm, or reported
  }
}
