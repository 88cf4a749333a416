import { type DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { DEFAULT_PREFIX } from '../stacks/deployment-settings.ts';
import { type Item, lineOfItem } from './item-lines.ts';

/** What is saved, by construct. */
export const TABLES = ['Policies', 'Cases', 'Ledger', 'Notices', 'Reminders', 'Uploads'] as const;
/** How often somebody has asked within the minute; the figures of the statistics, which are counted from the cases anew. */
export const NOT_SAVED = ['Callers', 'Counts'];
export type TableOfStack = (typeof TABLES)[number];

/** Which stack's tables are meant, where there are several. */
export interface StackName {
  /** What the stack's names begin with; `canbao` if it is not given. */
  prefix?: string | undefined;
  /** Tables whose name ends so, where a stack has some of another age beside its own. */
  ending?: string | undefined;
}

/** Names of the stack's tables that are there, by construct. @throws when there are two of one */
export async function findTables(
  client: DynamoDBClient,
  { prefix = DEFAULT_PREFIX, ending = '' }: StackName = {},
): Promise<Map<TableOfStack, string>> {
  const found = new Map<TableOfStack, string>();
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const name of TableNames) {
      const table = TABLES.find((one) => name.startsWith(`${prefix}-data-${one}Table`));
      if (table === undefined || !name.endsWith(ending)) continue;
      if (found.has(table)) throw new Error(`there are two tables ${table}: ${found.get(table)} and ${name}`);
      found.set(table, name);
    }
  }
  return found;
}

/** Every item of a table with its line, page by page. */
export async function* readItems(client: DynamoDBClient, table: string): AsyncGenerator<{ item: Item; line: string }> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
    for (const item of Items) yield { item, line: lineOfItem(item) };
  }
}
