/** What each task of a newborn's case says to its state machine, and for whose answer each wait is opened. */
import { z } from 'zod';
import { NEWBORN_ENDS } from '../../cases/newborn/case.ts';
import { STEPS } from '../../domain/newborn/next-step.ts';
import { instantSchema } from '../case/event.ts';

const toldSchema = z.strictObject({ told: z.boolean() });

export const NEWBORN_OUTCOMES = {
  Assess: z.strictObject({
    outcome: z.enum([
      ...STEPS,
      'check_payment',
      'open_late_payment',
      'tell_payment_refused',
      'waits_for_decision',
      'waits_for_parents',
      'waits_for_payment_question',
      'waits_for_late_payment_wish',
    ]),
    lookAgainAt: instantSchema,
    /** Where a wait at a desk is taken over: its end stays. */
    waitsUntil: instantSchema.optional(),
  }),
  TellRegistered: toldSchema,
  CheckPayment: z.strictObject({ expected: z.boolean() }),
  TellPaymentRefused: toldSchema,
  TellCovered: z.strictObject({ ended: z.enum(['not_ended', 'insured']) }),
  TellMissed: toldSchema,
  OpenLatePaymentCase: z.strictObject({ ended: z.literal('late_payment_opened') }),
  CloseCase: z.strictObject({ ended: z.enum([...NEWBORN_ENDS, 'not_ended']) }),
};

/** The kind of wait that each state opens: `NEWBORN_ANSWERS` says what may be answered to it. */
export const NEWBORN_TURNS = {
  AskCaseworker: 'decision',
  AwaitParents: 'parents',
  AskAboutPayment: 'payment_question',
  AskAboutLatePayment: 'late_payment_wish',
} as const;
