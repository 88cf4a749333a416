/**
 * Numbers of papers, without gaps within a region and year. One item has the last number and which paper it is for; the
 * next number is taken only after that paper's case has it, so a process that dies leaves no gap.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { openLedgerItems } from './ledger-items.ts';

const takenSchema = z.object({
  caseId: z.string(),
  paper: z.string(),
  at: z.string(),
  by: z.string(),
  role: z.string(),
});
export type PaperTaken = z.output<typeof takenSchema>;
const counterSchema = z.object({ last: z.int().min(1), taken: takenSchema });

const entryOf = (region: string, year: number): string => `papers#${region}#${year}`;

export type PaperNumbers = ReturnType<typeof openPaperNumbers>;

export function openPaperNumbers(client: DynamoDBDocumentClient, table: string) {
  const { read, update, putNew } = openLedgerItems(client, table);
  return {
    /**
     * @param known the number that the case has for the paper, as it is now; null for none
     * @param keep writes a number into its case, once
     */
    async take(
      { region, year }: { region: string; year: number },
      wanted: PaperTaken,
      {
        known,
        keep,
      }: {
        known: () => Promise<number | null>;
        keep: (number: number, taken: PaperTaken) => Promise<void>;
      },
    ): Promise<number> {
      const entry = entryOf(region, year);
      for (;;) {
        const item = await read(entry);
        const counter = item && counterSchema.parse(item);
        if (counter) await keep(counter.last, counter.taken);
        // After the counter was read: who took a number for this paper before has kept it by now.
        const before = await known();
        if (before !== null) return before;
        const next = (counter?.last ?? 0) + 1;
        const taken = counter
          ? await update(entry, {
              UpdateExpression: 'SET #last = :next, taken = :taken',
              ConditionExpression: '#last = :last',
              ExpressionAttributeNames: { '#last': 'last' },
              ExpressionAttributeValues: { ':last': counter.last, ':next': next, ':taken': wanted },
            })
          : await putNew({ entry, last: 1, taken: wanted });
        if (!taken) continue;
        await keep(next, wanted);
        return next;
      }
    },
  };
}
