/**
 * Which payment of a person's year stays while duplicates go back: one item of the year says it, and the condition on that
 * item keeps it. Two desks can so never give back both of two payments, whatever each of them keeps, and no refund on
 * another ground takes the one that stays while the others go.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { normalVoucher } from '../../domain/voucher.ts';
import { stayingEntry } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';

export const stayingSchema = z.object({
  /** By their vouchers in the normal form: the payment that stays, once a case that gives back duplicates has said so. */
  voucher: z.string().optional(),
  /** Refund cases that give back others of this year. */
  cases: z.set(z.string()).default(new Set()),
  /** Payments that refunds on other grounds give back whole, each as `<voucher> <caseId>`. */
  leaving: z.set(z.string()).default(new Set()),
  /** How often one was added. */
  departures: z.int().optional(),
  /** +1 with each change. */
  revision: z.int(),
  coverageYear: z.int().optional(),
});
export type StayingPayment = z.output<typeof stayingSchema>;

interface Staying {
  personRef: string;
  coverageYear: number;
  voucher: string;
  caseId: string;
}

/** `by`: a case that is open or has paid out; `voucher`: the payment that it keeps, or gives back. */
export type StayingOutcome = { ok: true } | { ok: false; voucher: string; by: string };

/** Each time somebody else has changed the item since it was read: more than may happen in one moment. */
const ATTEMPTS = 20;

export function openStayingPayments(client: DynamoDBDocumentClient, table: string) {
  const { read, update } = openLedgerItems(client, table);

  /** Writes what the item is to say under a condition on it, and counts the change. */
  const write = (
    { personRef, coverageYear }: Pick<Staying, 'personRef' | 'coverageYear'>,
    { set, add, if: condition, values }: { set?: string; add?: string; if: string; values: Record<string, unknown> },
  ): Promise<boolean> =>
    update(stayingEntry(personRef, coverageYear), {
      UpdateExpression: `SET personRef = :person, coverageYear = :year${set ? `, ${set}` : ''} ADD revision :one${add ? `, ${add}` : ''}`,
      ConditionExpression: condition,
      ExpressionAttributeValues: { ...values, ':one': 1, ':person': personRef, ':year': coverageYear },
    });

  async function find({ personRef, coverageYear }: Pick<Staying, 'personRef' | 'coverageYear'>) {
    const item = await read(stayingEntry(personRef, coverageYear));
    return item && stayingSchema.parse(item);
  }

  return {
    /**
     * Says that a payment stays; again by the same case is no error.
     * @param stands whether a case is open, or has given money back: what others decided once holds no longer
     */
    async keep(wanted: Staying, stands: (caseId: string) => Promise<boolean>): Promise<StayingOutcome> {
      const { caseId } = wanted;
      const voucher = normalVoucher(wanted.voucher);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const seen = await find(wanted);
        const leaves = await firstStanding(casesTaking(seen, voucher, caseId), stands);
        if (leaves !== undefined) return { ok: false, voucher, by: leaves };
        const own = { ':voucher': voucher, ':own': new Set([caseId]) };
        // Nobody has said since that a payment leaves.
        const asSeen = seen?.departures === undefined ? 'attribute_not_exists(departures)' : 'departures = :departures';
        const departures = seen?.departures === undefined ? {} : { ':departures': seen.departures };
        const agreed = await write(wanted, {
          set: 'voucher = :voucher',
          add: 'cases :own',
          if: `(attribute_not_exists(voucher) OR voucher = :voucher) AND ${asSeen}`,
          values: { ...own, ...departures },
        });
        if (agreed) return { ok: true };
        if (!seen?.voucher || seen.voucher === voucher) continue;
        const others = [...seen.cases].filter((one) => one !== caseId);
        const by = await firstStanding(others, stands);
        if (by !== undefined) return { ok: false, voucher: seen.voucher, by };
        // Whoever kept another has given nothing back.
        const taken = await write(wanted, {
          set: 'voucher = :voucher, cases = :own',
          if: 'revision = :seen',
          values: { ...own, ':seen': seen.revision },
        });
        if (taken) return { ok: true };
      }
      throw new Error(`the payments of ${wanted.coverageYear} kept changing`);
    },

    /**
     * Says that a refund on another ground gives a payment back whole: not while a case gives back the others because
     * this one stays. Again by the same case is no error.
     * @param isOpen whether a case is under way: what it has given back since is nothing that it still decides
     */
    async leave(wanted: Staying, isOpen: (caseId: string) => Promise<boolean>): Promise<StayingOutcome> {
      const { caseId } = wanted;
      const voucher = normalVoucher(wanted.voucher);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const seen = await find(wanted);
        const keepers = seen?.voucher === voucher ? [...seen.cases].filter((one) => one !== caseId) : [];
        const by = await firstStanding(keepers, isOpen);
        if (by !== undefined) return { ok: false, voucher, by };
        // Said before, by a try that was interrupted: whoever wants to keep it finds that.
        if (keepers.length === 0 && seen?.leaving.has(`${voucher} ${caseId}`)) return { ok: true };
        const left = await write(wanted, {
          add: 'leaving :own, departures :one',
          if: keepers.length > 0 ? 'revision = :seen' : 'attribute_not_exists(voucher) OR voucher <> :voucher',
          values: {
            ':own': new Set([`${voucher} ${caseId}`]),
            ...(keepers.length > 0 ? { ':seen': seen?.revision } : { ':voucher': voucher }),
          },
        });
        if (left) return { ok: true };
      }
      throw new Error(`the payments of ${wanted.coverageYear} kept changing`);
    },
  };
}

/** Other cases that give the payment back. */
const casesTaking = (seen: z.output<typeof stayingSchema> | null, voucher: string, own: string): string[] =>
  [...(seen?.leaving ?? [])]
    .map((entry) => entry.split(' '))
    .flatMap(([of, by = '']) => (of === voucher && by !== own ? by : []));

async function firstStanding(
  cases: readonly string[],
  stands: (caseId: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const one of cases) if (await stands(one)) return one;
  return undefined;
}
