/**
 * People without a case, as the ledger knows them: the roll of a region, how each can be reached, and who must not be
 * written to. Everything about one person is in one partition of the index of persons: one read.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Payment, paymentSchema } from '../../cases/ledger.ts';
import { isListedOn } from '../../domain/aid/listed-identities.ts';
import { type LocalDate, lastOfYear, localDateSchema } from '../../domain/calendar.ts';
import { AID_CATEGORIES, type AidCategory } from '../../domain/regions.ts';
import { LEDGER_INDEX, phoneStopEntry, rollKey } from '../keys.ts';
import { deathSchema } from './deaths.ts';

const contactSchema = z.object({
  /** The sealed details of the person: name and phone number. */
  sealed: z.string(),
  /** The name as it is shown. */
  maskedName: z.string(),
  /** The row of a file that said so. */
  source: z.string().optional(),
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

/** What is known of a person on a day. */
export interface Standing {
  /** Years for which the person is enrolled, or a payment is on record that was not given back. */
  paidYears: number[];
  /** Payments of which something was given back. */
  givenBack: Payment[];
  /** The last day of collection of a payment that was not given back. */
  lastPaidOn: LocalDate | null;
  /** Years for which the person is enrolled, and since when that is recorded: an ISO instant. */
  enrolled: { coverageYear: number; recordedAt: string }[];
  /** Years whose enrolment ended, or ends, before the year does. */
  leftYears: number[];
  /** Years for which a case is open: it reminds by itself. */
  openYears: number[];
  identities: { category: AidCategory; identifiedOn: LocalDate }[];
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
    async standingOf(personRef: string, on: LocalDate): Promise<Standing> {
      const standing: Standing = {
        paidYears: [],
        givenBack: [],
        lastPaidOn: null,
        leftYears: [],
        enrolled: [],
        openYears: [],
        identities: [],
        contact: null,
        stopped: false,
        diedOn: null,
      };
      for (const entry of await entriesOf(personRef)) addTo(standing, entry, on);
      return standing;
    },

    /** Replaces how a person can be reached. */
    async putContact(personRef: string, contact: Contact, at: string): Promise<void> {
      const keys = { entry: `contact#${personRef}`, personRef, personEntryKey: 'contact' };
      await client.send(new PutCommand({ TableName: table, Item: { ...keys, ...contact, at } }));
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

/** What something was given back of: whoever knows the refund says for which years it still pays. */
function addPayment(standing: Standing, payment: Payment): void {
  if (payment.claim?.settled) {
    standing.givenBack.push(payment);
    return;
  }
  const { coverageYears, collectedOn } = payment;
  standing.paidYears.push(...coverageYears);
  if (standing.lastPaidOn === null || collectedOn > standing.lastPaidOn) standing.lastPaidOn = collectedOn;
}

function addTo(standing: Standing, entry: z.output<typeof entrySchema>, on: LocalDate): void {
  const kind = entry.personEntryKey.split('#')[0];
  if (kind === 'enrolment') {
    const { coverageYear, enrolled, openCase } = enrolledSchema.parse(entry);
    if (enrolled) {
      standing.paidYears.push(coverageYear);
      standing.enrolled.push({ coverageYear, recordedAt: enrolled.recordedAt });
    }
    if (enrolled?.benefitEnd && enrolled.benefitEnd < lastOfYear(coverageYear)) standing.leftYears.push(coverageYear);
    if (openCase) standing.openYears.push(coverageYear);
  } else if (kind === 'payment') {
    addPayment(standing, paymentSchema.parse(entry));
  } else if (kind === 'aid') {
    const { category, identifiedOn, removedOn } = listedSchema.parse(entry);
    if (isListedOn({ category, identifiedOn, removedOn }, on)) standing.identities.push({ category, identifiedOn });
  } else if (kind === 'contact') {
    standing.contact = contactSchema.parse(entry);
  } else if (kind === 'stop') {
    standing.stopped = stopSchema.parse(entry).stopped;
  } else if (kind === 'death') {
    const { diedOn, revokedOn } = deathSchema.parse(entry);
    standing.diedOn = revokedOn === undefined ? diedOn : null;
  }
}
