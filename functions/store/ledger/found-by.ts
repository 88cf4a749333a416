/**
 * Cases by what somebody at a desk knows of a person. An entry stands in the index of persons under a keyed hash, as a
 * payment stands under its person; it is written before its case, so that no case is there that can't be found.
 */
import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { foundByEntry, LEDGER_INDEX } from '../keys.ts';

interface FoundUnder {
  key: string;
  also: string[];
}

const itemSchema = z.object({ caseId: z.string(), also: z.array(z.string()) });
/** Of one region; who needs more needs another way to look. */
const FOUND_LIMIT = 50;
/** Of one region's entries under a birthday that many share. */
const READ_LIMIT = 1_000;

type Requests = NonNullable<ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']>;

export function openFoundBy(client: DynamoDBDocumentClient, table: string) {
  async function write(requests: Requests[string]): Promise<void> {
    if (requests.length === 0) return;
    let left: Requests | undefined = { [table]: requests };
    for (let tries = 0; left && Object.keys(left).length > 0; tries += 1) {
      if (tries === 5) throw new Error('DynamoDB did not take what a case is found by');
      ({ UnprocessedItems: left } = await client.send(new BatchWriteCommand({ RequestItems: left })));
    }
  }

  /** @param region null: of any */
  async function ofRegion(region: string | null, { key, also }: { key: string; also?: string }): Promise<string[]> {
    const found: string[] = [];
    let start: Record<string, unknown> | undefined;
    let read = 0;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: LEDGER_INDEX.person,
          KeyConditionExpression: `personRef = :key${region === null ? '' : ' AND begins_with(personEntryKey, :region)'}`,
          ExpressionAttributeValues: { ':key': key, ...(region !== null && { ':region': `${region}#` }) },
          Limit: also === undefined ? FOUND_LIMIT + 1 : READ_LIMIT,
          ExclusiveStartKey: start,
        }),
      );
      read += Items.length;
      const items = Items.map((item) => itemSchema.parse(item));
      found.push(...items.filter((item) => also === undefined || item.also.includes(also)).map(({ caseId }) => caseId));
      start = LastEvaluatedKey;
    } while (start && found.length <= FOUND_LIMIT && read < READ_LIMIT);
    return found;
  }

  /** Two hashes of a case may be the same, as a child's before and after it has its id number. */
  const once = (foundBy: readonly FoundUnder[]): FoundUnder[] => [
    ...new Map(foundBy.map((one) => [one.key, one])).values(),
  ];

  return {
    /** Lists a case of a region under hashes; again is no error. */
    list: (foundBy: readonly FoundUnder[], { caseId, region }: { caseId: string; region: string }): Promise<void> =>
      write(
        once(foundBy).map(({ key, also }) => {
          const at = { entry: foundByEntry(key, caseId), personRef: key, personEntryKey: `${region}#${caseId}` };
          return { PutRequest: { Item: { ...at, caseId, also } } };
        }),
      ),

    /** Takes a case out of the lists. */
    drop: (foundBy: readonly FoundUnder[], caseId: string): Promise<void> =>
      write(once(foundBy).map(({ key }) => ({ DeleteRequest: { Key: { entry: foundByEntry(key, caseId) } } }))),

    /** Ids of cases of these regions, or of all, from an index: eventually consistent. `more`: there are others. */
    async find(
      lookedFor: { key: string; also?: string },
      regions: readonly string[] | 'all',
    ): Promise<{ caseIds: string[]; more: boolean }> {
      const places = regions === 'all' ? [null] : regions;
      const caseIds = (await Promise.all(places.map((region) => ofRegion(region, lookedFor)))).flat();
      return { caseIds: caseIds.slice(0, FOUND_LIMIT), more: caseIds.length > FOUND_LIMIT };
    },
  };
}
export type FoundByLists = ReturnType<typeof openFoundBy>;
