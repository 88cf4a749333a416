/** What each task of a late payment says to its state machine, and for whose answer each wait is opened. */
import { z } from 'zod';
import { LATE_PAYMENT_ENDINGS } from '../../cases/late-payment/close.ts';
import { instantSchema } from '../case/event.ts';

export const LATE_PAYMENT_OUTCOMES = {
  Assess: z.strictObject({
    outcome: z.enum([
      'ask',
      'pay',
      'nothing_to_pay',
      'cannot_be_paid',
      'check_payment',
      'waits_for_decision',
      'waits_for_documents',
      'waits_for_payment',
      'waits_for_payment_question',
      'waits_for_benefits',
      'tell_insured',
      'ended',
    ]),
    benefitsFrom: instantSchema.nullable(),
    /** With `ended`: how. */
    ending: z.enum(LATE_PAYMENT_ENDINGS).optional(),
    /** Where a wait is taken over: its end stays. */
    waitsUntil: instantSchema.optional(),
  }),
  IssuePaymentNotice: z.strictObject({ waitUntil: instantSchema }),
  CheckPayment: z.strictObject({ expected: z.boolean(), benefitsFrom: instantSchema.nullable() }),
  TellBenefitsBegin: z.strictObject({ insured: z.boolean() }),
  CloseCase: z.strictObject({ ended: z.enum([...LATE_PAYMENT_ENDINGS, 'not_ended']) }),
};

/** The kind of wait that each state opens: `LATE_PAYMENT_ANSWERS` says what may be answered to it. */
export const LATE_PAYMENT_TURNS = {
  AskCaseworker: 'decision',
  AwaitDocuments: 'documents',
  AwaitPayment: 'payment',
  AskAboutPayment: 'payment_question',
  AwaitBenefits: 'benefits',
} as const;
