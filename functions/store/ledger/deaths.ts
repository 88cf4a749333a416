/** Deaths that an authority's list has told: one item a person, in the person's own part of the ledger. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../../domain/calendar.ts';
import { deathEntry } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';

export const deathSchema = z.object({
  personRef: z.string(),
  diedOn: localDateSchema,
  /** The entry was an error: the person lives. */
  revokedOn: localDateSchema.optional(),
  authority: z.string(),
  /** The row that said so last. */
  source: z.string(),
  recordedAt: z.string(),
});
export type Death = z.output<typeof deathSchema>;

export type DeathChange = 'added' | 'changed' | 'removed' | 'unchanged';

export function openDeaths(client: DynamoDBDocumentClient, table: string) {
  const { read, update } = openLedgerItems(client, table);

  async function get(personRef: string): Promise<Death | null> {
    const item = await read(deathEntry(personRef));
    return item && deathSchema.parse(item);
  }

  return {
    /** The day on which the person died; null where no list says so, or what it said was taken back. */
    async diedOn(personRef: string): Promise<LocalDate | null> {
      const death = await get(personRef);
      return death && death.revokedOn === undefined ? death.diedOn : null;
    },

    /** The later file counts. A row that is done a second time says what it said. */
    async put(death: Death): Promise<DeathChange> {
      const before = await get(death.personRef);
      const same = before?.diedOn === death.diedOn && before.revokedOn === death.revokedOn;
      if (same && before.source !== death.source) return 'unchanged';
      const { personRef, ...told } = death;
      const written = await update(deathEntry(personRef), {
        UpdateExpression: `SET personRef = :person, personEntryKey = :key, diedOn = :diedOn, authority = :authority, #source = :source, recordedAt = :at${
          told.revokedOn === undefined ? ' REMOVE revokedOn' : ', revokedOn = :revokedOn'
        }`,
        ConditionExpression: 'attribute_not_exists(recordedAt) OR recordedAt <= :at',
        ExpressionAttributeNames: { '#source': 'source' },
        ExpressionAttributeValues: {
          ':person': personRef,
          ':key': 'death',
          ':diedOn': told.diedOn,
          ':authority': told.authority,
          ':source': told.source,
          ':at': told.recordedAt,
          ...(told.revokedOn !== undefined && { ':revokedOn': told.revokedOn }),
        },
      });
      if (!written) return 'unchanged';
      if (told.revokedOn !== undefined) return 'removed';
      return before === null || same ? 'added' : 'changed';
    },
  };
}
