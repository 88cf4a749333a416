/** Whom a message is for: looked up only when it goes out. */
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { deathIn } from '../../cases/known-of-person.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { personOfSubject } from '../../store/keys.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';

export interface Recipient {
  ref: string;
  sealed: string;
  /** Asked not to be written to. */
  stopped: boolean;
}

const sealedSchema = z.object({ ref: z.string(), sealed: z.string() });
/** Of a newborn the parent is told: the child has no phone. */
const personSchema = z.object({ person: sealedSchema, parent: sealedSchema.optional() });

/** Null where nobody can be reached: no such case, or a person on the roll whose name and phone nobody gave. */
export type FindRecipient = (caseId: string, on: LocalDate) => Promise<Recipient | null>;

export function openRecipients(
  client: DynamoDBDocumentClient,
  casesTable: string,
  { roll, cases }: { roll: Pick<RollStore, 'standingOf'>; cases: Pick<CaseStore<Case>, 'ofPerson'> },
): FindRecipient {
  return async (caseId, on) => {
    const personRef = personOfSubject(caseId);
    if (personRef !== null) {
      const { contact, stopped } = await roll.standingOf(personRef, on);
      return contact && { ref: personRef, sealed: contact.sealed, stopped };
    }
    const { Item } = await client.send(
      new GetCommand({ TableName: casesTable, Key: { caseId }, ProjectionExpression: 'person, parent' }),
    );
    if (!Item) return null;
    const { person, parent } = personSchema.parse(Item);
    const { ref, sealed } = parent ?? person;
    const { stopped, diedOn } = await roll.standingOf(ref, on);
    // A dead parent's phone is nobody's: what is said of the child goes on paper.
    const died = parent !== undefined && (diedOn !== null || deathIn(await cases.ofPerson(ref)) !== null);
    return { ref, sealed, stopped: stopped || died };
  };
}
