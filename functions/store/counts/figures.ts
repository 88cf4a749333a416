/**
 * Figures of the statistics: one item for a region, whose figures they are, and a month (or what is open now), with one
 * attribute a figure.
 */
import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { COUNTS_REVISION, type Count, countSchema, NOW, type Whose } from '../../cases/counts.ts';

/** Key of the items that say how far the counting is. */
export const JOURNAL = 'journal';

export const figureKey = ({ region, whose, when }: Omit<Count, 'what' | 'amount'>) => ({
  of: region,
  when: `${whose}#${when}`,
});

/** No attribute is named like a part of the key. */
const BEGINNING = 'n:';
export const amountName = (what: string): string => `${BEGINNING}${what}`;

const instantSchema = z.object({ at: z.string() });
const keySchema = z.object({ of: z.string(), when: z.string() });

/** What an item has, as counts; those that are nothing included. */
export function amountsOf(item: Record<string, unknown>): Count[] {
  const { of, when } = keySchema.parse(item);
  const cut = when.lastIndexOf('#');
  const place = { region: of, whose: when.slice(0, cut), when: when.slice(cut + 1) };
  return Object.entries(item)
    .filter(([name]) => name.startsWith(BEGINNING))
    .map(([name, amount]) => countSchema.parse({ ...place, what: name.slice(BEGINNING.length), amount }));
}

/** Amounts by what they are of. */
export type Figures = ReadonlyMap<string, number>;

export interface FiguresRead {
  now: Figures;
  /** By `2026-03`, of those that have any. */
  months: ReadonlyMap<string, Figures>;
}

export type Statistics = ReturnType<typeof openStatistics>;

export function openStatistics(client: DynamoDBDocumentClient, table: string) {
  /** @param from first month, `to` the last one, such as `2026-03` */
  async function read(region: string, whose: Whose, { from, to }: { from: string; to: string }): Promise<FiguresRead> {
    const months = new Map<string, Figures>();
    let now: Figures = new Map();
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          // What is open now sorts behind all months.
          KeyConditionExpression: '#of = :of AND #when BETWEEN :from AND :now',
          ExpressionAttributeNames: { '#of': 'of', '#when': 'when' },
          ExpressionAttributeValues: { ':of': region, ':from': `${whose}#${from}`, ':now': `${whose}#${NOW}` },
          ExclusiveStartKey: start,
        }),
      );
      for (const item of page.Items ?? []) {
        const counts = amountsOf(item);
        const when = counts[0]?.when;
        const figures = new Map(counts.map(({ what, amount }) => [what, amount]));
        if (when === NOW) now = figures;
        else if (when !== undefined && when <= to) months.set(when, figures);
      }
      start = page.LastEvaluatedKey;
    } while (start);
    return { now, months };
  }

  /**
   * The instant of the last step, and until when all was counted; null before the first. `complete`: every case of earlier
   * releases was counted.
   */
  async function standing(): Promise<{ at: string | null; through: string | null; complete: boolean }> {
    const get = async (when: string) =>
      (await client.send(new GetCommand({ TableName: table, Key: { of: JOURNAL, when } }))).Item;
    const [step, run, takenIn] = await Promise.all([get('step'), get('run'), get('taken-in')]);
    return {
      at: instantSchema.safeParse(step).data?.at ?? null,
      through: instantSchema.safeParse(run).data?.at ?? null,
      complete: z.object({ revision: z.literal(COUNTS_REVISION) }).safeParse(takenIn).success,
    };
  }

  return { read, standing };
}
