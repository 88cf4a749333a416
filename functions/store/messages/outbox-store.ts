/**
 * The outbox: every notice is also a message, and the message goes out once. It is queued, then sent or dead. A
 * condition on its state lets only one of two senders send. Only a person puts a dead message back into the queue.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { LocalDate } from '../../domain/calendar.ts';
import { conditionHeld } from '../condition-held.ts';
import { deadKey, OUTBOX_INDEX, queuedKey, queuedKeyOf, readCaseId, sentKey } from '../keys.ts';
import { noticeSchema, queuedItem } from './notice-store.ts';

export const CHANNEL_NAMES = ['webhook', 'file', 'outbox'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

const messageSchema = noticeSchema.extend({
  region: z.string(),
  state: z.enum(['queued', 'sent', 'dead']),
  attempts: z.int(),
  /** ISO instant before which nobody else sends it; only while queued. */
  sendAfter: z.string().optional(),
  channel: z.enum(CHANNEL_NAMES).optional(),
  sentAt: z.string().optional(),
  /** Why it is dead, or why the last attempt failed. Never personal data. */
  failure: z.object({ reason: z.string(), detail: z.string() }).optional(),
  retriedBy: z.string().optional(),
});
export type Message = z.output<typeof messageSchema>;
export type MessageKey = Pick<Message, 'caseId' | 'occasion'>;
export type MessageFailure = NonNullable<Message['failure']>;

export interface MessagePage {
  messages: Message[];
  cursor: Record<string, unknown> | null;
}

/** `sendAfter`: at once if it is the instant `at` of the notice. */
type NewMessage = Pick<Message, 'caseId' | 'occasion' | 'title' | 'body' | 'at'> &
  ({ sendAfter: string } | { failure: MessageFailure });

/** The message as an item, with its place in the index. */
function messageItem(message: NewMessage) {
  if ('sendAfter' in message) return queuedItem(message, message.sendAfter);
  const region = readCaseId(message.caseId)?.region ?? '';
  return { ...message, region, state: 'dead', attempts: 0, outboxKey: deadKey(region), outboxSort: message.at };
}

export type OutboxStore = ReturnType<typeof openOutboxStore>;

export function openOutboxStore(client: DynamoDBDocumentClient, table: string) {
  /** Changes a message that is in `state`, and still waits for `sendAfter` where that is given. */
  function move(
    { caseId, occasion }: MessageKey,
    from: { state: Message['state']; sendAfter?: string | undefined },
    set: Record<string, unknown>,
    remove: readonly string[] = [],
  ): Promise<boolean> {
    const names = new Set([...Object.keys(set), ...remove, 'state', ...(from.sendAfter ? ['sendAfter'] : [])]);
    const assignments = Object.keys(set).map((name) => `#${name} = :${name}`);
    const removals = remove.map((name) => `#${name}`);
    const { sendAfter } = from;
    return conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { caseId, occasion },
          UpdateExpression: `SET ${assignments.join(', ')}${removals.length > 0 ? ` REMOVE ${removals.join(', ')}` : ''}`,
          ConditionExpression: `#state = :from${sendAfter === undefined ? '' : ' AND #sendAfter = :seen'}`,
          ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
            ':from': from.state,
            ...(sendAfter !== undefined && { ':seen': sendAfter }),
          },
        }),
      ),
    );
  }

  async function page(outboxKey: string, limit: number, more: { upTo?: string; start?: MessagePage['cursor'] } = {}) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: OUTBOX_INDEX,
        KeyConditionExpression: `outboxKey = :key${more.upTo === undefined ? '' : ' AND outboxSort <= :upTo'}`,
        ExpressionAttributeValues: { ':key': outboxKey, ...(more.upTo !== undefined && { ':upTo': more.upTo }) },
        Limit: limit,
        ...(more.start && { ExclusiveStartKey: more.start }),
      }),
    );
    return { messages: Items.map((item) => messageSchema.parse(item)), cursor: LastEvaluatedKey ?? null };
  }

  return {
    /** Once a subject and occasion; false if it was there. Only a dead letter that had no text is replaced. */
    async put(message: NewMessage): Promise<boolean> {
      return conditionHeld(
        client.send(
          new PutCommand({
            TableName: table,
            Item: messageItem(message),
            ConditionExpression: 'attribute_not_exists(caseId) OR (#state = :dead AND size(body) = :nothing)',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':dead': 'dead', ':nothing': 0 },
          }),
        ),
      );
    },

    /** Strongly consistent. */
    async get(key: MessageKey): Promise<Message | null> {
      const { caseId, occasion } = key;
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { caseId, occasion }, ConsistentRead: true }),
      );
      return Item && 'state' in Item ? messageSchema.parse(Item) : null;
    },

    /** Takes a queued message for one attempt, which must be over at `until`. False if another sender was first. */
    claim(message: Message, until: string): Promise<boolean> {
      const from = { state: 'queued' as const, sendAfter: message.sendAfter };
      return move(message, from, { sendAfter: until, outboxSort: until });
    },

    /** Leaves it in the queue until an instant; an attempt that failed is counted. */
    postpone(message: MessageKey & { attempts: number }, until: string, failure?: MessageFailure): Promise<boolean> {
      const attempts = message.attempts + (failure ? 1 : 0);
      const values = { sendAfter: until, outboxSort: until, attempts, ...(failure && { failure }) };
      return move(message, { state: 'queued' }, values);
    },

    markSent(message: Message, channel: ChannelName, at: string, day: LocalDate): Promise<boolean> {
      const place = { outboxKey: sentKey(message.region, day), outboxSort: `${at}#${message.caseId}` };
      const sent = { state: 'sent', channel, sentAt: at, attempts: message.attempts + 1, ...place };
      return move(message, { state: 'queued' }, sent, ['sendAfter', 'failure']);
    },

    markDead(message: Message, failure: MessageFailure, at: string): Promise<boolean> {
      const place = { outboxKey: deadKey(message.region), outboxSort: at };
      return move(message, { state: 'queued' }, { state: 'dead', failure, ...place }, ['sendAfter']);
    },

    /** Back into the queue, from the first attempt. False if it is not dead. */
    retry(key: MessageKey, by: string, at: string): Promise<boolean> {
      const place = { outboxKey: queuedKeyOf(key.caseId), outboxSort: at };
      const queued = { state: 'queued', sendAfter: at, attempts: 0, retriedBy: by, ...place };
      return move(key, { state: 'dead' }, queued, ['failure']);
    },

    /** Queued messages of one shard (`QUEUE_SHARDS`) whose time has come, the longest waiting first. */
    queued: async (shard: string, upTo: string, limit: number): Promise<Message[]> =>
      (await page(queuedKey(shard), limit, { upTo })).messages,
    sent: (region: string, day: LocalDate, limit: number, start: MessagePage['cursor'] = null): Promise<MessagePage> =>
      page(sentKey(region, day), limit, { start }),
    dead: (region: string, limit: number, start: MessagePage['cursor'] = null): Promise<MessagePage> =>
      page(deadKey(region), limit, { start }),
  };
}
