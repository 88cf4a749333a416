/**
 * Published policy tables. A version is immutable: its item is put once, and the same day and revision with other
 * content is refused. One item a region and year lists the table.
 */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { LocalDate } from '../../domain/calendar.ts';
import { canonicalJson } from '../../domain/content/canonical-json.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { JsonObject, PolicyVersion } from '../../domain/policy.ts';
import { versionOf } from '../../policies/version.ts';

export interface PolicyListing {
  region: string;
  name: string;
  coverageYear: number;
}

class PolicyVersionError extends Error {
  override name = 'PolicyVersionError';
}

export type PolicyStore = ReturnType<typeof openPolicyStore>;

/** Key of the items that list the tables. */
const TABLES = 'tables';
/** How long a function goes on with the versions that it read: a new one is seen after a minute. */
const FRESH_MS = 60_000;

const itemSchema = z.object({ source: z.string() });
const sourceSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const listingSchema = z.object({ region: z.string(), name: z.string(), coverageYear: z.number() });

const publishedSchema = z.object({
  tableKey: z.string().regex(/^\d{6}#\d{4}$/),
  versionKey: z.string(),
  version: z.string().default(''),
  source: z.string().default(''),
});

const keyOf = (region: string, coverageYear: number): string => `${region}#${coverageYear}`;
const versionKeyOf = ({ table }: PolicyVersion): string =>
  `${table.inForceFrom}#${String(table.revision).padStart(4, '0')}`;

/** An item of the table that is a published version; its `version` only if the content is the one that it is named by. */
export function readPublished(
  item: Record<string, unknown>,
): { tableKey: string; name: string; version: PolicyVersion | undefined } | undefined {
  const stored = publishedSchema.safeParse(item);
  if (!stored.success) return undefined;
  const { tableKey, versionKey, version: name, source } = stored.data;
  const found = readSource(source);
  const { region = '', coverageYear = 0 } = found?.table ?? {};
  const isAsNamed =
    found?.version === name && versionKeyOf(found) === versionKey && keyOf(region, coverageYear) === tableKey;
  return { tableKey, name, version: isAsNamed ? found : undefined };
}

function readSource(source: string): PolicyVersion | undefined {
  try {
    return versionOf(sourceSchema.parse(JSON.parse(source)));
  } catch {
    return undefined; // changed so that it is no table any more
  }
}

/** @param freshMs how long it goes on with the versions that it read */
export function openPolicyStore(client: DynamoDBDocumentClient, table: string, freshMs = FRESH_MS) {
  const cache = new Map<string, { versions: PolicyVersion[]; readAt: number }>();
  async function query(tableKey: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'tableKey = :key',
          ExpressionAttributeValues: { ':key': tableKey },
          ConsistentRead: true,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  }

  /** All versions in order of the day in force; empty if the region has no table for the year. */
  async function versions(region: string, coverageYear: number): Promise<PolicyVersion[]> {
    const key = keyOf(region, coverageYear);
    const cached = cache.get(key);
    if (cached && performance.now() - cached.readAt < freshMs) return cached.versions;
    const found = (await query(key)).map((item) => readVersion(item));
    if (found.length > 0) cache.set(key, { versions: found, readAt: performance.now() });
    return found;
  }

  /** Puts a version once. @throws PolicyVersionError if that day and revision were published with other content. */
  async function publish(policy: PolicyVersion): Promise<'published' | 'unchanged'> {
    const { region, coverageYear, inForceFrom, revision, name } = policy.table;
    const key = { tableKey: keyOf(region, coverageYear), versionKey: versionKeyOf(policy) };
    const source = canonicalJson(policy.source);
    const outcome = await putOnce({ ...key, version: policy.version, source });
    if (outcome === 'exists') {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
      if (itemSchema.parse(Item).source !== source) {
        throw new PolicyVersionError(
          `${region} ${coverageYear}: the version in force from ${inForceFrom}, revision ${revision}, is published with other content; raise its revision`,
        );
      }
    }
    await client.send(
      new PutCommand({
        TableName: table,
        Item: { tableKey: TABLES, versionKey: keyOf(region, coverageYear), region, name, coverageYear },
      }),
    );
    return outcome === 'exists' ? 'unchanged' : 'published';
  }

  async function putOnce(item: Record<string, unknown>): Promise<'stored' | 'exists'> {
    try {
      await client.send(
        new PutCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(tableKey)' }),
      );
      return 'stored';
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return 'exists';
      throw cause;
    }
  }

  return {
    versions,
    publish,
    /** The version in force on a date; null if the region has no table for the year. */
    asOf: async (region: string, coverageYear: number, date: LocalDate): Promise<PolicyVersion | null> =>
      versionInForce(await versions(region, coverageYear), date),
    list: async (): Promise<PolicyListing[]> => (await query(TABLES)).map((item) => listingSchema.parse(item)),
  };
}

const readVersion = (item: Record<string, unknown>): PolicyVersion =>
  versionOf(sourceSchema.parse(JSON.parse(itemSchema.parse(item).source)));
