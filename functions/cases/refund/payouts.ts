/** The items of the ledger that a refund makes: the orders to the treasury, and what was given back in the end. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { REFUND_GROUNDS } from '../../domain/policy/special-groups.ts';

/** Where the money goes. The number itself is only in `sealed`. */
export const payeeSchema = z.object({
  bank: z.string(),
  kind: z.enum(['card', 'account']),
  masked: z.object({ holder: z.string(), number: z.string() }),
  /** The encryption of `{ holder, bank, number }`, bound to the person. */
  sealed: z.string(),
  /** HMAC-SHA-256 of the number: the same account is known without being seen. */
  ref: z.string(),
  /** Whether the account is the insured person's by its name: a reviewer looks at one that is not. */
  ofPerson: z.boolean(),
});
export type Payee = z.output<typeof payeeSchema>;

export const PAYOUT_OUTCOMES = ['paid', 'returned'] as const;
export const payoutResultSchema = z.object({
  outcome: z.enum(PAYOUT_OUTCOMES),
  /** The bank's day. */
  on: localDateSchema,
  /** The treasury's or bank's number of the transfer. */
  reference: z.string(),
  /** Why the bank returned the money. */
  reason: z.string().optional(),
});
export type PayoutResult = z.output<typeof payoutResultSchema>;

/** After the bank had said that it was paid, the money came back. */
export const bounceSchema = z.object({
  /** The bank's day. */
  on: localDateSchema,
  reference: z.string(),
  reason: z.string(),
});
export type Bounce = z.output<typeof bounceSchema>;

export const instructionSchema = z.object({
  /** `<caseId>-P<n>`, as it is named to the treasury. */
  instruction: z.string(),
  caseId: z.string(),
  region: z.string(),
  coverageYear: z.number(),
  personRef: z.string(),
  person: z.object({ idNumber: z.string(), name: z.string() }).describe('masked'),
  /** Decimal yuan. */
  amount: z.string(),
  payee: payeeSchema,
  issuedOn: localDateSchema,
  issuedAt: z.string(),
  result: payoutResultSchema.optional(),
  bounced: bounceSchema.optional(),
});
export type Instruction = z.output<typeof instructionSchema>;

/**
 * What one case gave back in the end: what the tax side is told. A bounce takes it back by a record of its own, with a
 * negative amount, and what is paid after that is another one: what was told is never changed.
 */
export const refundRecordSchema = z.object({
  /** Where it is not the case's first: `<caseId>~<n>`. */
  id: z.string().optional(),
  caseId: z.string(),
  region: z.string(),
  coverageYear: z.number(),
  personRef: z.string(),
  ground: z.enum(REFUND_GROUNDS),
  /** Decimal yuan. */
  amount: z.string(),
  payments: z.array(z.object({ voucher: z.string(), amount: z.string() })),
  instruction: z.string(),
  paidOn: localDateSchema,
  /** The day under which it is told. */
  settledOn: localDateSchema,
  settledAt: z.string(),
});
export type RefundRecord = z.output<typeof refundRecordSchema>;
