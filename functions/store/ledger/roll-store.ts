/**
 * People without a case, as the ledger knows them: the roll of a region, how each can be reached, and who must not be
 * written to. Everything about one person is in one partition of the index of persons: one read.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Payment, paymentSchema } from '../../cases/ledger.ts';
import type { Listing } from '../../domain/aid/listed-identities.ts';
import { type LocalDate, lastOfYear, localDateSchema } from '../../domain/calendar.ts';
import { AID_CATEGORIES } from '../../domain/regions.ts';
import { conditionHeld } from '../condition-held.ts';
import { LEDGER_INDEX, phoneStopEntry, rollKey } from '../keys.ts';
import { deathSchema } from './deaths.ts';

const contactSchema = z.object({
  /** The sealed details of the person: name and phone number. */
  sealed: z.string(),
  /** The name as it is shown. */
  maskedName: z.string(),
  /** The row of a file that said so. */
  source: z.string().optional(),
  /** Whose details they are, where a child has none of its own: a reference. */
  guardian: z.string().optional(),
  /** Of a child that is told through a guardian: its own days to pay may go on after everybody else's. */
  bornOn: localDateSchema.optional(),
});
export type Contact = z.output<typeof contactSchema>;

const enrolledSchema = z.object({
  coverageYear: z.number(),
  enrolled: z.object({ benefitEnd: localDateSchema.optional(), recordedAt: z.string() }).optional(),
  openCase: z.string().optional(),
});
const listedSchema = z.object({
  category: z.enum(AID_CATEGORIES),
  identifiedOn: localDateSchema,
  removedOn: localDateSchema.optional(),
});
const stopSchema = z.object({ stopped: z.boolean() });
const entrySchema = z.looseObject({ personEntryKey: z.string() });
const rollEntrySchema = z.object({ personRef: z.string() });

/** What the ledger has of a person: `knowPerson` reads it together with the person's cases. */
export interface PersonRecords {
  /** All payments, whatever has become of them; the earliest first. */
  payments: Payment[];
  /** Years for which the person is enrolled, and since when that is recorded: an ISO instant. */
  enrolled: { coverageYear: number; recordedAt: string }[];
  /** Years whose enrolment ended, or ends, before the year does. */
  leftYears: number[];
  /** Years for which a case is open: it reminds by itself. */
  openYears: number[];
  /** On lists of aid, now or once. */
  listings: Listing[];
  contact: Contact | null;
  /** Asked not to be written to. */
  stopped: boolean;
  /** By an authority's list; null where none says so. */
  diedOn: LocalDate | null;
}

export type RollStore = ReturnType<typeof openRollStore>;

export function openRollStore(client: DynamoDBDocumentClient, table: string) {
  async function entriesOf(personRef: string): Promise<z.output<typeof entrySchema>[]> {
    const found: z.output<typeof entrySchema>[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: LEDGER_INDEX.person,
          KeyConditionExpression: 'personRef = :person',
          ExpressionAttributeValues: { ':person': personRef },
          ExclusiveStartKey: start,
        }),
      );
      found.push(...Items.map((item) => entrySchema.parse(item)));
      start = LastEvaluatedKey;
    } while (start);
    return found;
  }

  return {
    /** Eventually consistent: what was recorded in the last second may be missing. */
    async recordsOf(personRef: string): Promise<PersonRecords> {
      const records: PersonRecords = {
        payments: [],
        leftYears: [],
        enrolled: [],
        openYears: [],
        listings: [],
        contact: null,
        stopped: false,
        diedOn: null,
      };
      for (const entry of await entriesOf(personRef)) addTo(records, entry);
      records.payments.sort((one, other) => (one.collectedOn < other.collectedOn ? -1 : 1));
      return records;
    },

    /** Replaces how a person can be reached. */
    async putContact(personRef: string, contact: Contact, at: string): Promise<void> {
      const keys = { entry: `contact#${personRef}`, personRef, personEntryKey: 'contact' };
      await client.send(new PutCommand({ TableName: table, Item: { ...keys, ...contact, at } }));
    },

    /** How a child can be reached, unless something is known already. */
    async putGuardian(personRef: string, contact: Contact & { guardian: string }, at: string): Promise<void> {
      const keys = { entry: `contact#${personRef}`, personRef, personEntryKey: 'contact' };
      await conditionHeld(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keys, ...contact, at },
            ConditionExpression: 'attribute_not_exists(entry) OR attribute_exists(guardian)',
          }),
        ),
      );
    },

    /** Takes a child's guardian out. What a file said of the child itself stays. */
    async eraseGuardian(personRef: string): Promise<void> {
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { entry: `contact#${personRef}` },
            UpdateExpression: 'SET sealed = :nothing, maskedName = :nothing REMOVE personEntryKey, bornOn',
            ConditionExpression: 'attribute_exists(guardian)',
            ExpressionAttributeValues: { ':nothing': '' },
          }),
        ),
      );
    },

    /** How a person can be reached; null where nothing is known. */
    async contactOf(personRef: string): Promise<Contact | null> {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { entry: `contact#${personRef}` } }));
      return Item ? contactSchema.parse(Item) : null;
    },

    /** Puts a person on the stop list, or takes them off it. */
    async putStop(
      personRef: string,
      stop: { stopped: boolean; at: string; by: string; reason: string },
    ): Promise<void> {
      const keys = { entry: `stop#${personRef}`, personRef, personEntryKey: 'stop' };
      await client.send(new PutCommand({ TableName: table, Item: { ...keys, ...stop } }));
    },

    /** Of everybody who is written to under a number. @param phoneRef `phoneReference` of the number */
    async putPhoneStop(
      phoneRef: string,
      stop: { stopped: boolean; at: string; by: string; reason: string },
    ): Promise<void> {
      await client.send(new PutCommand({ TableName: table, Item: { entry: phoneStopEntry(phoneRef), ...stop } }));
    },

    async isPhoneStopped(phoneRef: string): Promise<boolean> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { entry: phoneStopEntry(phoneRef) } }),
      );
      return Item !== undefined && stopSchema.parse(Item).stopped;
    },

    /** Who is enrolled in a region for a year, of one shard (`ROLL_SHARDS`), page by page; eventually consistent. */
    async roll(
      region: string,
      coverageYear: number,
      shard: string,
      start: Record<string, unknown> | null,
    ): Promise<{ personRefs: string[]; next: Record<string, unknown> | null }> {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: LEDGER_INDEX.roll,
          KeyConditionExpression: 'rollKey = :roll',
          ExpressionAttributeValues: { ':roll': rollKey(region, coverageYear, shard) },
          Limit: 500,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      return {
        personRefs: Items.map((item) => rollEntrySchema.parse(item).personRef),
        next: LastEvaluatedKey ?? null,
      };
    },
  };
}

function addTo(records: PersonRecords, entry: z.output<typeof entrySchema>): void {
  const kind = entry.personEntryKey.split('#')[0];
  if (kind === 'enrolment') {
    const { coverageYear, enrolled, openCase } = enrolledSchema.parse(entry);
    if (enrolled) records.enrolled.push({ coverageYear, recordedAt: enrolled.recordedAt });
    if (enrolled?.benefitEnd && enrolled.benefitEnd < lastOfYear(coverageYear)) records.leftYears.push(coverageYear);
    if (openCase) records.openYears.push(coverageYear);
  } else if (kind === 'payment') {
    records.payments.push(paymentSchema.parse(entry));
  } else if (kind === 'aid') {
    records.listings.push(listedSchema.parse(entry));
  } else if (kind === 'contact') {
    records.contact = contactSchema.parse(entry);
  } else if (kind === 'stop') {
    records.stopped = stopSchema.parse(entry).stopped;
  } else if (kind === 'death') {
    const { diedOn, revokedOn } = deathSchema.parse(entry);
    records.diedOn = revokedOn === undefined ? diedOn : null;
  }
}
