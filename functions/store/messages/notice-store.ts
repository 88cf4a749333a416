/** What people were told: one item a case and occasion, so that nothing is sent twice. It goes out by the outbox. */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { ERASED } from '../../cases/nobody.ts';
import { findHole } from '../../domain/holes.ts';
import { conditionHeld } from '../condition-held.ts';
import { queuedKeyOf, readCaseId } from '../keys.ts';

export const noticeSchema = z.object({
  caseId: z.string(),
  occasion: z.string(),
  title: z.string(),
  /** Lines in Chinese; names masked. */
  body: z.array(z.string()),
  /** ISO instant. */
  at: z.string(),
});
export type StoredNotice = z.output<typeof noticeSchema>;

/** Names the notice and the line, never what is in it. */
class NoticeIncompleteError extends Error {
  override readonly name = 'NoticeIncomplete';
}

export type NoticeStore = ReturnType<typeof openNoticeStore>;

export function openNoticeStore(client: DynamoDBDocumentClient, table: string) {
  /**
   * Once for a case and occasion; false if it was there. The outbox sends it.
   * @throws NoticeIncompleteError for one that lacks a value: nothing is sent, and the case is put before a caseworker
   */
  async function put(notice: StoredNotice): Promise<boolean> {
    const hole = [notice.title, ...notice.body].findIndex((line) => findHole([line]) !== null);
    if (hole >= 0) throw new NoticeIncompleteError(`${notice.occasion}, line ${hole}`);
    const condition = 'attribute_not_exists(caseId)';
    const Item = queuedItem(notice, notice.at);
    return conditionHeld(client.send(new PutCommand({ TableName: table, Item, ConditionExpression: condition })));
  }

  /** Strongly consistent. */
  async function get(caseId: string, occasion: string): Promise<StoredNotice | null> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { caseId, occasion }, ConsistentRead: true }),
    );
    return Item ? noticeSchema.parse(Item) : null;
  }

  /** In the order of their instants. */
  async function list(caseId: string): Promise<StoredNotice[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'caseId = :case',
        ExpressionAttributeValues: { ':case': caseId },
        ConsistentRead: true,
      }),
    );
    const notices = Items.map((item) => noticeSchema.parse(item));
    return notices.sort((one, other) => one.at.localeCompare(other.at) || one.occasion.localeCompare(other.occasion));
  }

  /** Takes what was said out of the notices of a case; that they went out, and when, stays. */
  async function erase(caseId: string): Promise<void> {
    for (const { occasion } of await list(caseId)) {
      const change = {
        UpdateExpression: 'SET body = :erased',
        ConditionExpression: 'attribute_exists(caseId)',
        ExpressionAttributeValues: { ':erased': [ERASED] },
      };
      await client.send(new UpdateCommand({ TableName: table, Key: { caseId, occasion }, ...change }));
    }
  }

  return { put, get, list, erase };
}

/** A notice as the outbox finds it: queued, to be sent from an instant on. */
export function queuedItem(notice: StoredNotice, sendAfter: string) {
  const { caseId } = notice;
  const place = { outboxKey: queuedKeyOf(caseId), outboxSort: sendAfter };
  return { ...notice, region: readCaseId(caseId)?.region ?? '', state: 'queued', attempts: 0, sendAfter, ...place };
}
