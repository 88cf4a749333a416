/**
 * Published policy tables, of either form. A version is immutable: its item is put once, and the same day and revision
 * with other content is refused, also in another form: a table that is written again is a new revision. One item a region,
 * year and format lists the table.
 *
 * To publish a table in the new form, hand `publish` what `loadPolicyFiles` or `readDraft` gave: the form decides where
 * it is stored (`stored-version.ts`). Its revision is higher than that of the last version of its day.
 */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { LocalDate } from '../../domain/calendar.ts';
import { inOrder, versionInForce } from '../../domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { writeLog } from '../../runtime/logger.ts';
import { openPublisher } from './publish-version.ts';
import { isNewer, keyOfTable, type Passed, placesOf, publicationOf, readVersion, TABLES } from './stored-version.ts';

export interface PolicyListing {
  region: string;
  name: string;
  coverageYear: number;
}

export type PolicyStore = ReturnType<typeof openPolicyStore>;

/** How long a function goes on with the versions that it read: a new one is seen after a minute. */
const FRESH_MS = 60_000;

const listingSchema = z.object({
  region: z.string(),
  name: z.string(),
  coverageYear: z.number(),
  format: z.int().default(1),
});

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

  const queryBoth = async (key: string): Promise<Record<string, unknown>[]> =>
    (await Promise.all(placesOf(key).map(query))).flat();

  /**
   * All versions that this code reads, in order of the day in force; empty if the region has no table for the year. What
   * newer code has published is passed over, and an alarm tells whoever runs the system.
   *
   * @throws PolicyDamagedError
   */
  async function versions(region: string, coverageYear: number): Promise<PolicyVersion[]> {
    const key = keyOfTable(region, coverageYear);
    const cached = cache.get(key);
    if (cached && performance.now() - cached.readAt < freshMs) return cached.versions;
    const items = await queryBoth(key);
    const all = items.map(readVersion);
    for (const reason of ['newer_format', 'unreadable'] as const) tell(key, reason, all);
    const found = inOrder(all.filter((one) => typeof one === 'object'));
    if (items.length > 0) cache.set(key, { versions: found, readAt: performance.now() });
    return found;
  }

  const put = openPublisher(client, table);
  /** Puts a version once. @throws PolicyVersionError if that day and revision were published with other content. */
  const publish = (policy: PolicyVersion): Promise<'published' | 'unchanged'> => put(publicationOf(policy));

  /** Tables of which this code may read a version, each once. */
  async function list(): Promise<PolicyListing[]> {
    const items = (await queryBoth(TABLES)).filter((item) => !isNewer(item));
    const known = items.map((item) => listingSchema.parse(item)).sort((a, b) => a.format - b.format);
    const byTable = new Map(
      known.map(({ region, name, coverageYear }) => [keyOfTable(region, coverageYear), { region, name, coverageYear }]),
    );
    return [...byTable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, listing]) => listing);
  }

  return {
    versions,
    publish,
    list,
    /** The version in force on a date; null if the region has no table for the year. */
    asOf: async (region: string, coverageYear: number, date: LocalDate): Promise<PolicyVersion | null> =>
      versionInForce(await versions(region, coverageYear), date),
  };
}

/** A line that an alarm counts: infra/RUNBOOK.md, `policy-versions-passed-over`. */
function tell(key: string, reason: Passed, all: readonly (PolicyVersion | Passed)[]): void {
  const count = all.filter((one) => one === reason).length;
  if (count > 0) writeLog('error', { message: 'policy versions passed over', reason, table: key, count });
}
