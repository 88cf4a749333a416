/** Lists of people who get aid: one item a person, category and authority. */
import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { addDays, dateOfInstant, type LocalDate, localDateSchema } from '../../domain/calendar.ts';
import { AID_CATEGORIES } from '../../domain/regions.ts';
import { removalEntry, removalKey, removalKeyOf } from '../keys.ts';
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

/** A person who is off a list from a day on. */
const removalSchema = z.object({ entry: z.string(), personRef: z.string(), removedOn: localDateSchema });
export type Removal = z.output<typeof removalSchema>;

/** True if a row says that the person leaves the list on a day to come. */
export const isToCome = ({ removedOn, recordedAt }: Pick<AidEntry, 'removedOn' | 'recordedAt'>): boolean =>
  removedOn !== undefined && removedOn > dateOfInstant(recordedAt);

const ATTEMPTS = 3;

export type AidLists = ReturnType<typeof openAidLists>;

export function openAidLists(client: DynamoDBDocumentClient, table: string) {
  const { read, update, putNew, ofPerson, ofDayBefore } = openLedgerItems(client, table);

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

  async function planRemoval({ personRef, removedOn }: AidEntry, list: string): Promise<void> {
    if (!removedOn) return;
    const entry = removalEntry(removedOn, personRef, list);
    await putNew({ entry, collectionDay: removalKeyOf(personRef), personRef, removedOn });
  }

  return {
    /** Makes the list say what a row says, and tells what that changed. */
    async put(given: AidEntry): Promise<AidChange> {
      const authority = createHash('sha256').update(given.authority).digest('hex').slice(0, 12);
      const key = `${given.category}#${authority}`;
      const entry = `aid#${given.personRef}#${key}`;
      // Before the entry itself: no removal is on a list that is not looked at on its day.
      if (isToCome(given)) await planRemoval(given, key);
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

    /**
     * Of one of the `DUE_SHARDS` the removals whose day has come and that have not taken effect. Eventually consistent.
     */
    async dueRemovals(shard: string, day: LocalDate): Promise<Removal[]> {
      const items = await ofDayBefore(removalKey(shard), removalEntry(addDays(day, 1), ''));
      return items.map((item) => removalSchema.parse(item));
    },

    /** The person's cases were decided again: it is not due any more. */
    async finishRemoval({ entry }: Removal, at: string): Promise<void> {
      await update(entry, {
        UpdateExpression: 'SET tookEffectAt = :at REMOVE collectionDay',
        ConditionExpression: 'attribute_exists(collectionDay)',
        ExpressionAttributeValues: { ':at': at },
      });
    },
  };
}
