/** Who is on which list of people that get aid: one item a person, category and authority. */
import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { localDateSchema } from '../domain/calendar.ts';
import { AID_CATEGORIES } from '../domain/regions.ts';
import { openLedgerItems } from './ledger-items.ts';

const aidEntrySchema = z.object({
  personRef: z.string(),
  category: z.enum(AID_CATEGORIES),
  authority: z.string(),
  identifiedOn: localDateSchema,
  removedOn: localDateSchema.optional(),
  /** The row that said so last. */
  source: z.string(),
  recordedAt: z.string(),
});
export type AidEntry = z.output<typeof aidEntrySchema>;

export type AidChange = 'added' | 'changed' | 'removed' | 'unchanged';

const ATTEMPTS = 3;

export type AidLists = ReturnType<typeof openAidLists>;

export function openAidLists(client: DynamoDBDocumentClient, table: string) {
  const { read, update, putNew, ofPerson } = openLedgerItems(client, table);

  /** Replaces what was stored if it is still as `before`. */
  const replace = (entry: string, before: AidEntry, { identifiedOn, removedOn, source, recordedAt }: AidEntry) =>
    update(entry, {
      UpdateExpression: `SET identifiedOn = :from, #source = :source, recordedAt = :at${removedOn ? ', removedOn = :to' : ' REMOVE removedOn'}`,
      ConditionExpression: '#source = :before',
      ExpressionAttributeNames: { '#source': 'source' },
      ExpressionAttributeValues: {
        ':from': identifiedOn,
        ...(removedOn && { ':to': removedOn }),
        ':source': source,
        ':at': recordedAt,
        ':before': before.source,
      },
    });

  return {
    /** Makes the list say what a row says, and tells what that changed. */
    async put(given: AidEntry): Promise<AidChange> {
      const authority = createHash('sha256').update(given.authority).digest('hex').slice(0, 12);
      const key = `${given.category}#${authority}`;
      const entry = `aid#${given.personRef}#${key}`;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if (await putNew({ entry, personEntryKey: `aid#${key}`, ...given })) return 'added';
        const before = aidEntrySchema.parse(await read(entry));
        const same = before.identifiedOn === given.identifiedOn && before.removedOn === given.removedOn;
        if (same) return 'unchanged';
        if (await replace(entry, before, given)) {
          return given.removedOn && !before.removedOn ? 'removed' : 'changed';
        }
      }
      throw new Error('the entry of an aid list is being changed by others again and again');
    },

    /** The lists that a person is or was on, of all authorities. Eventually consistent. */
    async of(personRef: string): Promise<AidEntry[]> {
      return (await ofPerson(personRef, 'aid#')).map((item) => aidEntrySchema.parse(item));
    },
  };
}
