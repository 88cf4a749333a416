/** Whom a message is for: looked up only when it goes out. */
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { LocalDate } from '../../domain/calendar.ts';
import { personOfSubject } from '../../store/keys.ts';
import type { RollStore } from '../../store/roll-store.ts';

export interface Recipient {
  ref: string;
  sealed: string;
  /** Asked not to be written to. */
  stopped: boolean;
}

const personSchema = z.object({ person: z.object({ ref: z.string(), sealed: z.string() }) });

/** Null where nobody can be reached: no such case, or a person on the roll whose name and phone nobody gave. */
export type FindRecipient = (caseId: string, on: LocalDate) => Promise<Recipient | null>;

export function openRecipients(client: DynamoDBDocumentClient, casesTable: string, roll: RollStore): FindRecipient {
  return async (caseId, on) => {
    const personRef = personOfSubject(caseId);
    if (personRef !== null) {
      const { contact, stopped } = await roll.standingOf(personRef, on);
      return contact && { ref: personRef, sealed: contact.sealed, stopped };
    }
    const { Item } = await client.send(
      new GetCommand({ TableName: casesTable, Key: { caseId }, ProjectionExpression: 'person' }),
    );
    if (!Item) return null;
    const { ref, sealed } = personSchema.parse(Item).person;
    return { ref, sealed, stopped: (await roll.standingOf(ref, on)).stopped };
  };
}
