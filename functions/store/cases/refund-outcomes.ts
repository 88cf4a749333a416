/** How far refunds are, of very many at once: only what says so is read of each case, of most without the history. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { refundCaseSchema } from '../../cases/refund/case.ts';
import { refundPlanSchema } from '../../cases/refund/stored-refund.ts';
import { readWholeCases } from './whole-cases.ts';

const { state, university, person, ending, requested, payouts } = refundCaseSchema.shape;
const amount = refundPlanSchema.shape.assessment.shape.amount;

const outcomeSchema = z.object({
  caseId: z.string(),
  state,
  university,
  person: z.object({ masked: person.shape.masked }),
  ending,
  requested,
  payouts,
  plan: z.object({ assessment: z.object({ amount }) }).optional(),
});
export type RefundOutcome = z.output<typeof outcomeSchema> & {
  /** With which words a person ended it. */
  said?: string | undefined;
};

export type RefundOutcomes = ReturnType<typeof openRefundOutcomes>;

/** Ended by a person, whose reason is in the history alone. */
const ENDED_BY_A_PERSON: readonly string[] = ['rejected', 'withdrawn', 'payout_failed'];

const historySchema = z.object({
  caseId: z.string(),
  history: z.array(
    z.object({ detail: z.looseObject({ opinion: z.string().optional(), reason: z.string().optional() }) }),
  ),
});

const ATTRIBUTES = Object.keys(outcomeSchema.shape).filter((name) => name !== 'caseId');

export function openRefundOutcomes(client: DynamoDBDocumentClient, table: string) {
  return {
    /** By the id of the case; what is no refund is left out. */
    async of(caseIds: readonly string[]): Promise<Map<string, RefundOutcome>> {
      const items = await readWholeCases(client, table, caseIds, ATTRIBUTES);
      const found = items.flatMap((item) => outcomeSchema.safeParse(item).data ?? []);
      const ended = found.filter(({ state }) => ENDED_BY_A_PERSON.includes(state)).map(({ caseId }) => caseId);
      const said = new Map((await readWholeCases(client, table, ended, ['history'])).map(lastSaid));
      return new Map(found.map((one) => [one.caseId, { ...one, said: said.get(one.caseId) }]));
    },
  };
}

function lastSaid(item: unknown): [caseId: string, said: string | undefined] {
  const { caseId, history } = historySchema.parse(item);
  const { detail } = history.findLast((entry) => entry.detail.opinion ?? entry.detail.reason) ?? {};
  return [caseId, detail?.opinion ?? detail?.reason];
}
