/** What each task of a refund says to its state machine, and for whose answer each wait is opened. */
import { z } from 'zod';
import { REFUND_ENDINGS } from '../../cases/refund/close.ts';
import { instantSchema } from '../case/event.ts';

export const REFUND_OUTCOMES = {
  CheckGround: z.strictObject({
    outcome: z.enum([
      'ask',
      'refund',
      'refuse',
      'redirect',
      'held',
      'await_payout',
      'settle',
      'correct_account',
      'waits_for_decision',
      'waits_for_documents',
      'waits_for_first_review',
      'waits_for_second_review',
      'waits_for_account',
      'ended',
    ]),
    /** With `ended`: how. */
    ending: z.enum(REFUND_ENDINGS).optional(),
    /** Where a wait is taken over: its end stays. */
    waitsUntil: instantSchema.optional(),
  }),
  ClaimPayments: z.strictObject({ claimed: z.boolean() }),
  InstructPayout: z.strictObject({ instructed: z.boolean() }),
  SettleRefund: z.strictObject({ refunded: z.boolean() }),
  CloseCase: z.strictObject({ ended: z.enum([...REFUND_ENDINGS, 'not_ended']) }),
};

/** The kind of wait that each state opens: `REFUND_ANSWERS` says what may be answered to it. */
export const REFUND_TURNS = {
  AskCaseworker: 'decision',
  AwaitDocuments: 'documents',
  FirstReview: 'first_review',
  SecondReview: 'second_review',
  AwaitPayout: 'payout',
  CorrectAccount: 'account',
} as const;
