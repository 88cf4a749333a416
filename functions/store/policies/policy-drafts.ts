/**
 * Tables that are to be published: a draft is named by the hash of its content and never changes. What it would do to the
 * stored cases is listed beside it, part by part; a second officer's approval names the draft and the list by digest.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { canonicalJson } from '../../domain/content/canonical-json.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { formatOf } from '../../policies/format.ts';
import { conditionHeld } from '../condition-held.ts';
import { LONGEST_PACKED, pack, unpack } from '../packed.ts';
import { firstPlaceOf, isNewer, keyOfTable, placeFor, placesOf, textOf } from './stored-version.ts';

const count = z.int();
/** `name`: as the sign-in called the person. */
const bySomebody = z.object({ by: z.string(), name: z.string().optional(), at: z.string() });
const words = z.object({ start: count, end: count });
const noticeSchema = z.object({
  title: z.string(),
  text: z.string(),
  /** Sentences that nothing was read from, in UTF-16 units. */
  unread: z.array(words),
  /** Whether the officer said to have looked at each of them. */
  unreadSeen: z.boolean(),
});
const withdrawalSchema = bySomebody.extend({ reason: z.string() });
/** The policy text that a draft was made of. */
export type NoticeOfDraft = z.output<typeof noticeSchema>;

export const impactEntrySchema = z.object({
  caseId: z.string(),
  outcome: z.enum(['changed', 'revived']),
  differences: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  rule: z.string().optional(),
});
export type ImpactEntry = z.output<typeof impactEntrySchema>;

const listSchema = z.object({
  /** +1 for each time that it was begun anew. */
  run: count,
  begunAt: z.string(),
  /** Ids of the versions that were published when it began. */
  published: z.array(z.string()),
  asOf: localDateSchema,
  /** Where to go on; absent when all cases were looked at. */
  cursor: z.string().optional(),
  done: z.boolean(),
  /** Cases of the region and year that were looked at. */
  seen: count,
  counts: z.object({ unchanged: count, changed: count, revived: count, undecided: count }),
  rules: z.record(z.string(), z.object({ cases: count, more: count })),
  parts: count,
  /** Over the draft and every part so far, each with the digest before it. */
  digest: z.string(),
});
export type ImpactList = z.output<typeof listSchema>;

const draftSchema = z.object({
  tableKey: z.string(),
  /** Id that it will have as a version. */
  versionKey: z.string(),
  source: z.string(),
  /** Of the form that it is written in. */
  format: count.default(1),
  digest: z.string(),
  submittedBy: z.string(),
  submittedByName: z.string().optional(),
  submittedAt: z.string(),
  list: listSchema.optional(),
  approval: bySomebody.extend({ list: z.string(), opinion: z.string() }).optional(),
  publication: bySomebody.optional(),
  /** It will not be published, unless somebody hands it in again. */
  withdrawal: withdrawalSchema.optional(),
  /** Earlier ones, after each of which it was handed in again. */
  withdrawals: z.array(withdrawalSchema).optional(),
  /** How often a list was begun before it was handed in again: parts of an old list are none of a new one. */
  runs: count.optional(),
  /** +1 a change. */
  revision: count,
});
export type PolicyDraft = z.output<typeof draftSchema>;

/** What says that it was published stays the same for ever. */
const publishedSchema = z.object({ versionKey: z.string(), digest: z.string(), publication: bySomebody });
type Published = z.output<typeof publishedSchema>;

export type PolicyDrafts = ReturnType<typeof openPolicyDrafts>;

const keyOf = (region: string, coverageYear: number): string => `drafts#${keyOfTable(region, coverageYear)}`;
const noticeKeyOf = (region: string, coverageYear: number): string => `notice#${keyOfTable(region, coverageYear)}`;
const listKeyOf = ({ tableKey, versionKey }: PolicyDraft, run: number): string =>
  `impact#${tableKey}#${versionKey}#${run}`;
/** What newer code handed in is not shown by this one. */
const readable = (items: readonly Record<string, unknown>[]): PolicyDraft[] =>
  items.filter((item) => !isNewer(item)).map((item) => draftSchema.parse(item));

/** After so long a publication has happened or has crashed. */
const PUBLISHING_MS = 60_000;

const partKey = (part: number): string => String(part).padStart(6, '0');

/** @param table that has the published versions too */
export function openPolicyDrafts(client: DynamoDBDocumentClient, table: string) {
  async function get(region: string, coverageYear: number, version: string): Promise<PolicyDraft | null> {
    for (const tableKey of placesOf(keyOf(region, coverageYear))) {
      const Key = { tableKey, versionKey: version };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      if (Item) return readable([Item]).at(0) ?? null;
    }
    return null;
  }

  /** Changes a draft that is still as `before`, and not yet published; null if it is not. */
  async function change(
    before: PolicyDraft,
    set: Partial<
      Pick<
        PolicyDraft,
        | 'list'
        | 'approval'
        | 'publication'
        | 'withdrawal'
        | 'withdrawals'
        | 'runs'
        | 'submittedBy'
        | 'submittedByName'
        | 'submittedAt'
      >
    >,
    { unlessSubmittedBy }: { unlessSubmittedBy?: string } = {},
  ): Promise<PolicyDraft | null> {
    const parts = Object.entries({ ...set, revision: before.revision + 1 });
    const present = parts.filter(([, value]) => value !== undefined);
    const absent = parts.filter(([, value]) => value === undefined);
    const removed = absent.length > 0 ? ` REMOVE ${absent.map(([name]) => `#${name}`).join(', ')}` : '';
    const another = unlessSubmittedBy === undefined ? '' : ' AND submittedBy <> :submitter';
    const changed = await conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { tableKey: before.tableKey, versionKey: before.versionKey },
          UpdateExpression: `SET ${present.map(([name]) => `#${name} = :${name}`).join(', ')}${removed}`,
          ConditionExpression: `#revision = :before AND attribute_not_exists(publication)${another}`,
          ExpressionAttributeNames: Object.fromEntries(parts.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(present.map(([name, value]) => [`:${name}`, value])),
            ':before': before.revision,
            ...(another !== '' && { ':submitter': unlessSubmittedBy }),
          },
        }),
      ),
    );
    return changed ? draftSchema.parse({ ...before, ...set, revision: before.revision + 1 }) : null;
  }

  async function listUnder(tableKey: string): Promise<PolicyDraft[]> {
    const found: PolicyDraft[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'tableKey = :key',
          ExpressionAttributeValues: { ':key': tableKey },
          ExclusiveStartKey: start,
        }),
      );
      found.push(...readable(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start && found.length < 100);
    return found;
  }

  async function publishedUnder(tableKey: string): Promise<Published[]> {
    const found: Published[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'tableKey = :key',
          FilterExpression: 'attribute_exists(publication)',
          ProjectionExpression: 'versionKey, digest, publication',
          ExpressionAttributeValues: { ':key': tableKey },
          ExclusiveStartKey: start,
        }),
      );
      found.push(...(page.Items ?? []).map((item) => publishedSchema.parse(item)));
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
  }

  return {
    get,
    change,

    /** Once for a content; what was withdrawn is handed in again, and begins anew but for its history. Null where it is there already. */
    async submit(policy: PolicyVersion, digest: string, sub: string, at: string, name?: string) {
      const { region, coverageYear } = policy.table;
      const format = formatOf(policy.source);
      const Item: PolicyDraft = {
        tableKey: placeFor(format, keyOf(region, coverageYear)),
        versionKey: policy.version,
        source: textOf(policy.source),
        format,
        digest,
        submittedBy: sub,
        ...(name !== undefined && { submittedByName: name }),
        submittedAt: at,
        revision: 1,
      };
      const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(tableKey)' });
      const stored = await conditionHeld(client.send(put));
      if (stored) return { stored, draft: Item };
      const before = await get(region, coverageYear, policy.version);
      // Who hands in again what was withdrawn has handed it in: another has to approve it.
      const by = { submittedBy: sub, submittedByName: name, submittedAt: at };
      const draft = before?.withdrawal
        ? await change(before, {
            ...{ withdrawal: undefined, approval: undefined, list: undefined },
            withdrawals: [...(before.withdrawals ?? []), before.withdrawal],
            runs: before.list?.run ?? before.runs,
            ...by,
          })
        : null;
      return draft && { stored, draft };
    },

    /** False where it is too long to be kept. */
    async putNotice(region: string, coverageYear: number, version: string, notice: NoticeOfDraft): Promise<boolean> {
      const packed = pack(notice);
      if (packed.length > LONGEST_PACKED) return false;
      const Item = { tableKey: noticeKeyOf(region, coverageYear), versionKey: version, notice: packed };
      await client.send(new PutCommand({ TableName: table, Item }));
      return true;
    },

    /** Null where the draft was made of no text. */
    async getNotice(region: string, coverageYear: number, version: string): Promise<NoticeOfDraft | null> {
      const Key = { tableKey: noticeKeyOf(region, coverageYear), versionKey: version };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? noticeSchema.parse(unpack(z.string().parse(Item.notice))) : null;
    },

    /** All that were published of a region and year, in either form, however many drafts there are. */
    async published(region: string, coverageYear: number): Promise<Published[]> {
      return (await Promise.all(placesOf(keyOf(region, coverageYear)).map(publishedUnder))).flat();
    },

    /** At most 100 or so of a region and year, in either form. */
    async list(region: string, coverageYear: number): Promise<PolicyDraft[]> {
      return (await Promise.all(placesOf(keyOf(region, coverageYear)).map(listUnder))).flat();
    },

    /**
     * One version, in whichever form, follows the versions that a list was made against: true for the draft that is to be it. A draft that
     * was to be it and is not published after a minute gives way.
     */
    async claimNext({ tableKey, versionKey, list }: PolicyDraft, at: string): Promise<boolean> {
      const Item = {
        tableKey: `next#${firstPlaceOf(tableKey)}`,
        versionKey: digestOf(list?.published ?? []),
        version: versionKey,
        claimedAt: at,
      };
      const put = new PutCommand({
        TableName: table,
        Item,
        ConditionExpression: 'attribute_not_exists(tableKey) OR #version = :version OR claimedAt < :before',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':version': versionKey,
          ':before': new Date(Date.parse(at) - PUBLISHING_MS).toISOString(),
        },
      });
      return conditionHeld(client.send(put));
    },

    /** Written before the draft counts it: a part that a crash left behind is written over. */
    async putPart(draft: PolicyDraft, run: number, part: number, entries: readonly ImpactEntry[]): Promise<void> {
      const Item = { tableKey: listKeyOf(draft, run), versionKey: partKey(part), entries: canonicalJson(entries) };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    /** Null behind the last part. */
    async getPart(draft: PolicyDraft, run: number, part: number): Promise<ImpactEntry[] | null> {
      const Key = { tableKey: listKeyOf(draft, run), versionKey: partKey(part) };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? z.array(impactEntrySchema).parse(JSON.parse(z.string().parse(Item.entries))) : null;
    },
  };
}
