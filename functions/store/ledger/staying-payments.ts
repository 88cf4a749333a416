/**
 * Which payment of a person's year stays while duplicates go back: one item of the year says it, and the condition on that
 * item keeps it. Two desks can so never give back both of two payments, whatever each of them keeps.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { stayingEntry } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';

const stayingSchema = z.object({
  voucher: z.string(),
  /** Refund cases that give back others of this year. */
  cases: z.set(z.string()),
  /** +1 with each change. */
  revision: z.int(),
});

interface Staying {
  personRef: string;
  coverageYear: number;
  /** Stays, by what the case decided. */
  voucher: string;
  caseId: string;
}

/** `by`: a case that is open or has paid out, and keeps another payment. */
export type StayingOutcome = { ok: true } | { ok: false; voucher: string; by: string };

/** Taking over from cases that have ended: more than may happen in one moment. */
const ATTEMPTS = 5;

export function openStayingPayments(client: DynamoDBDocumentClient, table: string) {
  const { read, update } = openLedgerItems(client, table);

  return {
    /**
     * Says that a payment stays; again by the same case is no error.
     * @param stands whether a case is open, or has given money back: what others decided once holds no longer
     */
    async keep(wanted: Staying, stands: (caseId: string) => Promise<boolean>): Promise<StayingOutcome> {
      const { personRef, coverageYear, voucher, caseId } = wanted;
      const entry = stayingEntry(personRef, coverageYear);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const agreed = await update(entry, {
          UpdateExpression:
            'SET voucher = :voucher, personRef = :person, coverageYear = :year ADD cases :own, revision :one',
          ConditionExpression: 'attribute_not_exists(voucher) OR voucher = :voucher',
          ExpressionAttributeValues: {
            ':voucher': voucher,
            ':own': new Set([caseId]),
            ':one': 1,
            ':person': personRef,
            ':year': coverageYear,
          },
        });
        if (agreed) return { ok: true };
        const seen = stayingSchema.parse(await read(entry));
        const by = await firstStanding(
          [...seen.cases].filter((one) => one !== caseId),
          stands,
        );
        if (by !== undefined) return { ok: false, voucher: seen.voucher, by };
        // Whoever kept another has given nothing back.
        const taken = await update(entry, {
          UpdateExpression: 'SET voucher = :voucher, cases = :own ADD revision :one',
          ConditionExpression: 'revision = :seen',
          ExpressionAttributeValues: {
            ':voucher': voucher,
            ':own': new Set([caseId]),
            ':one': 1,
            ':seen': seen.revision,
          },
        });
        if (taken) return { ok: true };
      }
      throw new Error(`the payments of ${coverageYear} kept changing`);
    },
  };
}

async function firstStanding(
  cases: readonly string[],
  stands: (caseId: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const one of cases) if (await stands(one)) return one;
  return undefined;
}
