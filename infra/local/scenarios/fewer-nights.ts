/**
 * Plays go through years, and most of a year is nights in which nothing is due. A night's work that would find nothing
 * is left out of a play, but for the nights in which a month begins: so each of its functions runs in every play.
 */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { dateOfInstant } from '../../../functions/domain/calendar.ts';
import type { Cloud, CloudOptions } from '../cloud.ts';

const NIGHTLY = /-(SweepCases|CountOverdue|Reseal|EndAidListings|RemindersStart|CountCases)Function/;
/** Asked for every few minutes, because cases have changed: no night's work. */
const BY_DAY = /"source":"canbao\.count"/;
const MONTH_BEGINS = /^\d{4}-\d{2}-01$/;

/** Left out: what the scheduler is told then. */
const LEFT_OUT = { requestId: 'left out', ok: true, payload: 'null' } as const;

export interface FewerNights {
  between: NonNullable<CloudOptions['between']>;
  /** The machine that `between` was given to; before that every night is whole. */
  on(cloud: Cloud): void;
}

export function fewerNights(): FewerNights {
  let watched: { clock: Cloud['clock']; find: ReturnType<typeof findsWork> } | undefined;
  return {
    between: {
      dynamodb: (url) => url,
      functions: (functions) => ({
        ...functions,
        async invoke(functionArn, event) {
          const nightly = NIGHTLY.exec(functionArn)?.[1];
          const at = /"scheduledTime":"([^"]+)"/.exec(event)?.[1];
          if (!watched || nightly === undefined || at === undefined || BY_DAY.test(event)) {
            return functions.invoke(functionArn, event);
          }
          const day = dateOfInstant(at);
          if (MONTH_BEGINS.test(day)) return functions.invoke(functionArn, event);
          const { clock, find } = watched;
          // The clock waits for what it knows of.
          const night = find(nightly, day).then((any) => (any ? functions.invoke(functionArn, event) : LEFT_OUT));
          return clock.track(night);
        },
      }),
    },
    on(cloud) {
      watched = { clock: cloud.clock, find: findsWork(cloud) };
    },
  };
}

/** Whether a night's work would find any; what only looks after the system finds none as long as nothing is wrong. */
function findsWork({ url, owner }: Cloud): (nightly: string, day: string) => Promise<boolean> {
  const endpoint = { endpoint: url, region: 'cn-northwest-1', credentials: owner };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint));
  let tables: Promise<string[]> | undefined;
  const listTables = async () => (await client.send(new ListTablesCommand({}))).TableNames ?? [];
  async function has(table: string, input: Omit<ScanCommandInput, 'TableName'>): Promise<boolean> {
    tables ??= listTables();
    const TableName = (await tables).find((name) => name.includes(`-${table}Table`));
    for await (const { Count = 0 } of paginateScan({ client }, { TableName, ...input, Select: 'COUNT' })) {
      if (Count > 0) return true;
    }
    return false;
  }
  return async (nightly, day) => {
    if (nightly === 'RemindersStart') {
      // The parts of a day have its date and their number as their key.
      const due = { ':end': `${day}$` };
      return has('Reminders', { IndexName: 'due', FilterExpression: 'dueKey < :end', ExpressionAttributeValues: due });
    }
    if (nightly === 'EndAidListings') {
      const ended = { ':parts': 'aid-removal#', ':day': day };
      const FilterExpression = 'begins_with(collectionDay, :parts) AND removedOn <= :day';
      return has('Ledger', { FilterExpression, ExpressionAttributeValues: ended });
    }
    return false;
  };
}
