/**
 * Reminders that are planned: one item a subject and occasion, which moves from step to step. Only what still has to
 * be looked at is in the index by day, so that a run reads what is due and nothing else.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { LocalDate } from '../../domain/calendar.ts';
import { conditionHeld } from '../condition-held.ts';
import { dueKey, dueKeyOf } from '../keys.ts';
import { type NewReminder, type Reminder, type ReminderChange, reminderSchema } from './reminder.ts';

const DUE_INDEX = 'due';

export interface DuePage {
  reminders: Reminder[];
  /** Give it back for the next page; null on the last. */
  next: Record<string, unknown> | null;
}

const EARLIER = ' OR (#state = :state AND #dueOn > :dueOn)';

export type ReminderStore = ReturnType<typeof openReminderStore>;

export function openReminderStore(client: DynamoDBDocumentClient, table: string) {
  const query = (day: LocalDate, shard: string, more: Partial<QueryCommandInput>) =>
    client.send(
      new QueryCommand({
        TableName: table,
        IndexName: DUE_INDEX,
        KeyConditionExpression: 'dueKey = :due',
        ExpressionAttributeValues: { ':due': dueKey(day, shard) },
        ...more,
      }),
    );

  return {
    /**
     * Plans once a subject and occasion; again only for another last day, and then what the person has said stays known.
     * False if it was planned so already.
     * @param earlier also where it is planned for a later day: executions up to 0.1.1 made the steps before by themselves
     */
    async plan({ subject, occasion, ...planned }: NewReminder, earlier = false): Promise<boolean> {
      const values = { ...planned, state: 'planned', ...dueKeys({ ...planned, subject, occasion }) };
      const names = Object.keys(values);
      return conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { subject, occasion },
            UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}, #version = if_not_exists(#version, :none) + :one REMOVE reason`,
            ConditionExpression: `attribute_not_exists(subject) OR #lastDay <> :lastDay${earlier ? EARLIER : ''}`,
            ExpressionAttributeNames: Object.fromEntries([...names, 'version'].map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: {
              ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
              ':none': 0,
              ':one': 1,
            },
          }),
        ),
      );
    },

    /** What is due on a day, in one of its shards (`DUE_SHARDS`); eventually consistent. */
    async due(day: LocalDate, shard: string, limit: number, start: DuePage['next'] = null): Promise<DuePage> {
      const page = await query(day, shard, { Limit: limit, ...(start && { ExclusiveStartKey: start }) });
      return {
        reminders: (page.Items ?? []).map((item) => reminderSchema.parse(item)),
        next: page.LastEvaluatedKey ?? null,
      };
    },

    /** Whether anything is due there. Reads one item at most. */
    async isAnythingDue(day: LocalDate, shard: string): Promise<boolean> {
      const { Count = 0 } = await query(day, shard, { Limit: 1, Select: 'COUNT' });
      return Count > 0;
    },

    /** Changes a reminder that is still as it was read; false if another run, or a desk, was first. */
    async change({ subject, occasion, version }: Reminder, change: ReminderChange): Promise<boolean> {
      const moves = 'dueOn' in change;
      const values = {
        state: change.state,
        ...(moves && { dueOn: change.dueOn, daysBefore: change.daysBefore, lastDay: change.lastDay }),
        ...(moves && dueKeys({ dueOn: change.dueOn, subject, occasion })),
        ...(change.state === 'done' && { reason: change.reason }),
      };
      return conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { subject, occasion },
            UpdateExpression: `SET ${Object.keys(values)
              .map((name) => `#${name} = :${name}`)
              .join(', ')}, #version = :after${moves ? '' : ' REMOVE dueKey, dueSort'}`,
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: Object.fromEntries(
              [...Object.keys(values), 'version'].map((name) => [`#${name}`, name]),
            ),
            ExpressionAttributeValues: {
              ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
              ':before': version,
              ':after': version + 1,
            },
          }),
        ),
      );
    },

    /** Notes that the person says to have paid. False if nothing is planned under that subject and occasion. */
    async noteSaid(subject: string, occasion: Reminder['occasion'], said: Reminder['said']): Promise<boolean> {
      return conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { subject, occasion },
            UpdateExpression: 'SET said = :said, #version = #version + :one',
            ConditionExpression: 'attribute_exists(subject)',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':said': said, ':one': 1 },
          }),
        ),
      );
    },

    /** Strongly consistent. */
    async get(subject: string, occasion: Reminder['occasion']): Promise<Reminder | null> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { subject, occasion }, ConsistentRead: true }),
      );
      return Item ? reminderSchema.parse(Item) : null;
    },
  };
}

const dueKeys = ({ dueOn, subject, occasion }: Pick<NewReminder, 'dueOn' | 'subject' | 'occasion'>) => ({
  dueKey: dueKeyOf(dueOn, subject),
  dueSort: `${subject}#${occasion}`,
});
