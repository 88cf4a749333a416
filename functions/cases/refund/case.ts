/** The case of a refund: from an application to money on an account, or to a reasoned decision. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { refundFactsSchema } from '../../domain/refund/facts.ts';
import { REFUND_STATES, type RefundState } from '../../domain/refund/states.ts';
import { caseShape, waitSchemaOf } from '../case-base.ts';
import { guidanceSchema } from '../stored-guidance.ts';
import { bounceSchema, payeeSchema, payoutResultSchema } from './payouts.ts';
import { claimedPaymentSchema, refundPlanSchema } from './stored-refund.ts';

/** States that a case never leaves. A parked case is not among them: a person has still to see to it. */
export const REFUND_ENDS = [
  'refunded',
  'refused',
  'redirected',
  'rejected',
  'documents_missing',
  'payout_failed',
  'withdrawn',
] as const satisfies readonly RefundState[];

/** Ended at a desk, where they are tasks. */
export const REFUND_TASKS = ['decision', 'documents', 'first_review', 'second_review', 'account'] as const;
/** Ended by the treasury. */
const OTHER_WAITS = ['payout'] as const;
export const REFUND_WAITS = [...REFUND_TASKS, ...OTHER_WAITS] as const;
export type RefundWaitKind = (typeof REFUND_WAITS)[number];

/** What may be answered to each kind of wait, and the state into which the answer moves the case. */
export const REFUND_ANSWERS = {
  decision: { approved: 'assessing', rejected: 'rejected', returned: 'awaiting_documents', changed: 'assessing' },
  documents: { received: 'assessing' },
  first_review: {
    approved: 'awaiting_second_review',
    rejected: 'rejected',
    returned: 'awaiting_documents',
    changed: 'assessing',
  },
  second_review: {
    approved: 'instructing',
    rejected: 'rejected',
    returned: 'awaiting_first_review',
    changed: 'assessing',
  },
  payout: { paid: 'settling', returned: 'awaiting_account' },
  // Another account is another thing to pay: it too is seen by two people.
  account: { corrected: 'awaiting_second_review', given_up: 'payout_failed' },
} as const satisfies Record<RefundWaitKind, Record<string, RefundState>>;

const approvalSchema = z.object({ by: z.string(), role: z.string(), at: z.string() });

const payoutSchema = z.object({
  instruction: z.string(),
  /** Decimal yuan. */
  amount: z.string(),
  issuedAt: z.string(),
  /** Masked: to which account. */
  account: z.string(),
  /** Once the treasury has said what became of it; never changed. */
  result: payoutResultSchema.optional(),
  /** The money came back after it was paid. */
  bounced: bounceSchema.optional(),
});
export type Payout = z.output<typeof payoutSchema>;

export const recoverySchema = z.object({
  number: z.int().min(1),
  /** Decimal yuan. */
  amount: z.string(),
  /** The day on which it came in. */
  on: localDateSchema,
  /** Number of the receipt or transfer. */
  reference: z.string(),
  reason: z.string(),
  noted: approvalSchema,
  /** By an approver who did not note it. */
  confirmed: approvalSchema.optional(),
});
export type Recovery = z.output<typeof recoverySchema>;

export const refundCaseSchema = z.object({
  ...caseShape,
  kind: z.literal('refund'),
  state: z.enum(REFUND_STATES),
  wait: waitSchemaOf(REFUND_WAITS).optional(),
  facts: refundFactsSchema,
  payee: payeeSchema,
  /** The university that applies for its student. */
  university: z.string().optional(),
  /** The batch in which it was opened. */
  batchId: z.string().optional(),
  plan: refundPlanSchema.optional(),
  /** The facts have changed since the plan was made: nothing is reviewed or told by it any more. */
  planOutdated: z.literal(true).optional(),
  /** For the notices: the table's words as of the decision. */
  guidance: guidanceSchema.optional(),
  /** Payments that it claims, or is about to: written before the claims themselves, so that none is ever lost. */
  claims: z.array(claimedPaymentSchema).optional(),
  /** Who approved; the second is never the first, nor who opened the case or typed the account. */
  firstReview: approvalSchema.optional(),
  secondReview: approvalSchema.optional(),
  /** Who typed an account in place of the one that was applied with. */
  accountBy: z.string().optional(),
  /** Orders to the treasury, in order. At most one has no result, and at most one was paid and did not bounce. */
  payouts: z.array(payoutSchema).optional(),
  /** What was paid wrongly and came back from whoever had it. Counts once another person has confirmed it. */
  recoveries: z.array(recoverySchema).optional(),
});
export type RefundCase = z.output<typeof refundCaseSchema>;

/** What became of an order in the end. */
export const endResultOf = ({ result, bounced }: Pick<Payout, 'result' | 'bounced'>): Payout['result'] =>
  bounced ? { outcome: 'returned', ...bounced } : result;

/** Whether money may be on its way, or has arrived: such a case cannot be withdrawn. */
export const hasMoneyOut = ({ payouts = [] }: Pick<RefundCase, 'payouts'>): boolean =>
  payouts.some((order) => endResultOf(order)?.outcome !== 'returned');

/** Whether what was settled came back once: the ledger says for what. */
export const hasBounced = ({ payouts = [] }: Pick<RefundCase, 'payouts'>): boolean =>
  payouts.some(({ bounced }) => bounced !== undefined);
