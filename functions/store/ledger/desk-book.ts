/**
 * The people of a region's desk, as they signed in, and what came to each of them. An entry of what came is written before
 * its case, which says whether it holds: so nothing that stands in a history is missed by whom it was for.
 */
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { addDays, dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { colleagueEntry, deskKey, inboxEntry, inboxKey, LEDGER_INDEX, seenEntry } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';

/** Who has not signed in for so long works elsewhere. */
const DAYS_AT_THE_DESK = 90;
/** What came before these is read in the cases. */
const INBOX_LIMIT = 50;

const colleagueSchema = z.object({
  sub: z.string(),
  name: z.string().optional(),
  role: z.enum(['caseworker', 'approver']),
  lastOn: localDateSchema,
});
type ColleagueOfDesk = z.output<typeof colleagueSchema>;

const cameSchema = z.object({ caseId: z.string(), at: z.string() });
type Came = z.output<typeof cameSchema>;
const seenSchema = z.object({ through: z.string() });

export type DeskBook = ReturnType<typeof openDeskBook>;

export function openDeskBook(client: DynamoDBDocumentClient, table: string) {
  const { read, ofPerson } = openLedgerItems(client, table);
  const put = async (item: Record<string, unknown>): Promise<void> => {
    await client.send(new PutCommand({ TableName: table, Item: item }));
  };
  return {
    /** Somebody has signed in who works for these regions. */
    async arrive(regions: readonly string[], { sub, name, role }: Omit<ColleagueOfDesk, 'lastOn'>, at: string) {
      const told = { sub, role, lastOn: dateOfInstant(at), ...(name !== undefined && { name }) };
      for (const region of regions) {
        const entry = colleagueEntry(region, sub);
        await put({ entry, personRef: deskKey(region), personEntryKey: entry, ...told });
      }
    },

    /** Those who signed in within 90 days, from an index: eventually consistent. */
    async colleagues(region: string, at: string): Promise<ColleagueOfDesk[]> {
      const items = await ofPerson(deskKey(region), 'colleague#');
      const first = addDays(dateOfInstant(at), -DAYS_AT_THE_DESK);
      return items.map((item) => colleagueSchema.parse(item)).filter(({ lastOn }) => lastOn >= first);
    },

    /** Strongly consistent; null for nobody of this region. */
    async colleague(region: string, sub: string, at: string): Promise<ColleagueOfDesk | null> {
      const item = await read(colleagueEntry(region, sub));
      const found = item && colleagueSchema.parse(item);
      return found && found.lastOn >= addDays(dateOfInstant(at), -DAYS_AT_THE_DESK) ? found : null;
    },

    /** That the history of a case has, at this instant, something for somebody; again is the same entry. */
    send: (sub: string, { caseId, at }: Came): Promise<void> =>
      put({
        entry: inboxEntry(sub, at, caseId),
        personRef: inboxKey(sub),
        personEntryKey: `${at}#${caseId}`,
        caseId,
        at,
      }),

    /** The newest first, from an index: eventually consistent. */
    async inbox(sub: string): Promise<{ came: Came[]; seenThrough: string | null }> {
      const [{ Items = [] }, seen] = await Promise.all([
        client.send(
          new QueryCommand({
            TableName: table,
            IndexName: LEDGER_INDEX.person,
            KeyConditionExpression: 'personRef = :inbox',
            ExpressionAttributeValues: { ':inbox': inboxKey(sub) },
            ScanIndexForward: false,
            Limit: INBOX_LIMIT,
          }),
        ),
        read(seenEntry(sub)),
      ]);
      return {
        came: Items.map((item) => cameSchema.parse(item)),
        seenThrough: seen && seenSchema.parse(seen).through,
      };
    },

    see: (sub: string, through: string): Promise<void> => put({ entry: seenEntry(sub), through }),
  };
}
