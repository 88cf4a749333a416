/** What people were told: one item a case and occasion, so that nothing is sent twice. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

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

export type NoticeStore = ReturnType<typeof openNoticeStore>;

export function openNoticeStore(client: DynamoDBDocumentClient, table: string) {
  /** Once for a case and occasion; false if it was there. */
  async function put(notice: StoredNotice): Promise<boolean> {
    const condition = 'attribute_not_exists(caseId)';
    try {
      await client.send(new PutCommand({ TableName: table, Item: notice, ConditionExpression: condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
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
    return notices.sort((one, other) => (one.at < other.at ? -1 : 1));
  }

  return { put, list };
}
