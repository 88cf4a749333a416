/** Where sealed details of persons lie in the tables, to be sealed anew with the newest key. */
import { type DynamoDBDocumentClient, GetCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { asChildOf } from '../cases/found-by.ts';
import { conditionHeld } from './condition-held.ts';
import type { FoundByLists } from './ledger/found-by.ts';

/** Seals what is not sealed with the newest key; null if it is. */
export interface Resealing {
  person(person: { ref: string; sealed: string }): Promise<string | null>;
  payee(personRef: string, sealed: string): Promise<string | null>;
  bytes(context: string, sealed: Uint8Array): Promise<Uint8Array | null>;
  /** What a person is found by, from what is sealed. */
  foundBy(person: { ref: string; sealed: string }): Promise<FoundUnder[]>;
}

type Item = Record<string, unknown>;
type FoundUnder = Parameters<FoundByLists['list']>[0][number];
interface Found {
  path: string[];
  before: string | Uint8Array;
  after: string | Uint8Array | null;
}

const person = z.object({ ref: z.string(), sealed: z.string().min(1) });
const payee = z.object({ sealed: z.string().min(1) });
const listable = person.extend({ foundBy: z.unknown().optional() }).optional();
const unlisted = z.object({ caseId: z.string(), region: z.string(), person: listable, parent: listable });

/** Keys of the three tables, and what of an item is sealed. An erased person leaves nothing to seal. */
const TABLES = {
  cases: {
    keys: ['caseId'],
    async find(item: Item, resealing: Resealing): Promise<Found[]> {
      const ofPerson = person.safeParse(item.person).data;
      const parent = person.safeParse(item.parent).data;
      const account = payee.safeParse(item.payee).data;
      return [
        ...(ofPerson ? [found(['person', 'sealed'], ofPerson.sealed, await resealing.person(ofPerson))] : []),
        ...(parent ? [found(['parent', 'sealed'], parent.sealed, await resealing.person(parent))] : []),
        ...(account && ofPerson
          ? [found(['payee', 'sealed'], account.sealed, await resealing.payee(ofPerson.ref, account.sealed))]
          : []),
      ];
    },
  },
  ledger: {
    keys: ['entry'],
    async find(item: Item, resealing: Resealing): Promise<Found[]> {
      const ref = z.string().safeParse(item.personRef).data;
      // A child's are its guardian's.
      const contact = person.safeParse({ ref: item.guardian ?? ref, sealed: item.sealed }).data;
      const account = payee.safeParse(item.payee).data;
      return [
        ...(contact ? [found(['sealed'], contact.sealed, await resealing.person(contact))] : []),
        ...(account && ref
          ? [found(['payee', 'sealed'], account.sealed, await resealing.payee(ref, account.sealed))]
          : []),
      ];
    },
  },
  uploads: {
    keys: ['uploadId', 'part'],
    async find({ uploadId, part, sealed }: Item, resealing: Resealing): Promise<Found[]> {
      if (!(sealed instanceof Uint8Array)) return [];
      return [found(['sealed'], sealed, await resealing.bytes(`${uploadId} ${part}`, sealed))];
    },
  },
} as const;

export type SealedTable = keyof typeof TABLES;
export const SEALED_TABLES: readonly SealedTable[] = ['cases', 'ledger', 'uploads'];

const found = (path: string[], before: Found['before'], after: Found['after']): Found => ({ path, before, after });

/** How far sealing anew with a key has come. */
const progressSchema = z.object({
  /** Number of the key. */
  key: z.string(),
  /** ISO instant at which it was first seen. */
  seenAt: z.string(),
  done: z.boolean(),
  /** The pass that is done or under way also lists persons under what they are found by. */
  lists: z.boolean().default(false),
  table: z.enum(SEALED_TABLES).optional(),
  /** The last item that was looked at in it. */
  after: z.record(z.string(), z.string()).optional(),
});
export type SealingProgress = z.output<typeof progressSchema>;
const PROGRESS = { entry: 'sealing' };

/** Items of one read: their sealed parts are sealed anew one item after another. */
const ITEMS_A_PAGE = 100;

export function openSealedItems(
  client: DynamoDBDocumentClient,
  names: Record<SealedTable, string>,
  resealing: Resealing,
  lists: Pick<FoundByLists, 'list'>,
) {
  /** False where somebody wrote another meanwhile: with the newest key. */
  function replace(table: SealedTable, item: Item, { path, before, after }: Found): Promise<boolean> {
    const place = path.map((name) => `#${name}`).join('.');
    return conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: names[table],
          Key: Object.fromEntries(TABLES[table].keys.map((key) => [key, item[key]])),
          UpdateExpression: `SET ${place} = :after`,
          ConditionExpression: `${place} = :before`,
          ExpressionAttributeNames: Object.fromEntries(path.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: { ':after': after, ':before': before },
        }),
      ),
    );
  }

  /** A case of a release that kept no list of persons: the list first, so that no case says it is listed and is not. */
  async function listUnlisted(item: Item): Promise<void> {
    const read = unlisted.safeParse(item).data;
    if (!read) return;
    for (const path of ['person', 'parent'] as const) {
      const of = read[path];
      if (!of || of.foundBy) continue;
      const foundBy = [...(await resealing.foundBy(of)), ...(path === 'parent' ? [asChildOf(of.ref)] : [])];
      await lists.list(foundBy, read);
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: names.cases,
            Key: { caseId: read.caseId },
            UpdateExpression: 'SET #person.foundBy = :found',
            ConditionExpression: '#person.#ref = :ref AND attribute_not_exists(#person.foundBy)',
            ExpressionAttributeNames: { '#person': path, '#ref': 'ref' },
            ExpressionAttributeValues: { ':found': foundBy, ':ref': of.ref },
          }),
        ),
      );
    }
  }

  return {
    /** Seals a page of a table anew. `after`: where the next page begins; undefined after the last. */
    async resealPage(table: SealedTable, after: Record<string, string> | undefined) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({ TableName: names[table], ExclusiveStartKey: after, Limit: ITEMS_A_PAGE }),
      );
      let resealed = 0;
      for (const item of Items) {
        if (table === 'cases') await listUnlisted(item);
        for (const one of await TABLES[table].find(item, resealing)) {
          if (one.after !== null && (await replace(table, item, one))) resealed += 1;
        }
      }
      return { resealed, after: z.record(z.string(), z.string()).optional().parse(LastEvaluatedKey) };
    },

    async progress(): Promise<SealingProgress | null> {
      const { Item } = await client.send(new GetCommand({ TableName: names.ledger, Key: PROGRESS }));
      return Item ? progressSchema.parse(Item) : null;
    },

    async keepProgress({ key, seenAt, done, lists: listing, table, after }: SealingProgress): Promise<void> {
      const place = table ? ', #table = :table' : ' REMOVE #table';
      await client.send(
        new UpdateCommand({
          TableName: names.ledger,
          Key: PROGRESS,
          UpdateExpression: `SET #key = :key, seenAt = :seen, done = :done, lists = :lists, #after = :after${place}`,
          ExpressionAttributeNames: { '#key': 'key', '#after': 'after', '#table': 'table' },
          ExpressionAttributeValues: {
            ':key': key,
            ':seen': seenAt,
            ':done': done,
            ':lists': listing,
            ':after': after ?? {},
            ...(table && { ':table': table }),
          },
        }),
      );
    },
  };
}
