/** The case of a newborn: from its birth until it is registered and the next year is paid, or the last day is over. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { identitySchema } from '../../domain/late-payment/request.ts';
import { STEPS } from '../../domain/newborn/next-step.ts';
import { DOCUMENT_KINDS } from '../../domain/person/identity-document.ts';
import { caseShape, waitSchemaOf } from '../case-base.ts';
import { confirmedPaymentSchema } from '../late-payment/case.ts';
import { guidanceSchema } from '../stored-guidance.ts';
import { assessmentSchema } from '../stored-plan.ts';

export const NEWBORN_STATES = [
  'assessing',
  'awaiting_decision',
  'tracking',
  'checking_payment',
  'awaiting_wish',
  'opening_late_payment',
  'insured',
  'late_payment_opened',
  'missed',
  'died',
  'moved_away',
  'rejected',
  'withdrawn',
  'parked',
] as const;
export type NewbornState = (typeof NEWBORN_STATES)[number];

/** States that a case never leaves. */
export const NEWBORN_ENDS = [
  'insured',
  'late_payment_opened',
  'missed',
  'died',
  'moved_away',
  'rejected',
  'withdrawn',
] as const satisfies readonly NewbornState[];
export type NewbornEnd = (typeof NEWBORN_ENDS)[number];

/** Ended at a desk, where they are tasks. */
export const NEWBORN_TASKS = ['decision', 'payment_question', 'late_payment_wish'] as const;
/** `parents`: for whatever they do, or for the next day on which something is to be said. */
export const NEWBORN_WAITS = [...NEWBORN_TASKS, 'parents'] as const;
export type NewbornWaitKind = (typeof NEWBORN_WAITS)[number];

/** What may be answered to each kind of wait, and the state into which the answer moves the case. */
export const NEWBORN_ANSWERS = {
  decision: { approved: 'assessing', rejected: 'rejected', paid: 'checking_payment', changed: 'assessing' },
  payment_question: { accepted: 'checking_payment', refused: 'assessing', changed: 'checking_payment' },
  late_payment_wish: {
    wished: 'opening_late_payment',
    declined: 'missed',
    paid: 'checking_payment',
    changed: 'assessing',
  },
  parents: { paid: 'checking_payment', changed: 'assessing' },
} as const satisfies Record<NewbornWaitKind, Record<string, NewbornState>>;

export const newbornFactsSchema = z.object({
  /** By which the child is known, where its own document is not an id card; a late payment of it asks for that. */
  identityDocument: z.enum(DOCUMENT_KINDS).optional(),
  bornOn: localDateSchema,
  registeredOn: localDateSchema.optional(),
  identities: z.array(identitySchema).max(20).optional(),
  diedOn: localDateSchema.optional(),
  /** Another region that has no tables here: the case ends. */
  movedTo: z.string().optional(),
});

const { amounts, waiting, benefit, timing } = assessmentSchema.shape;
const day = localDateSchema.nullable();

export const newbornAssessmentSchema = assessmentSchema
  .pick({ status: true, review: true, confirm: true, warnings: true, basis: true, policy: true })
  .extend({
    registrationRequired: z.boolean().nullable(),
    birthYear: z.object({ coverageYear: z.number(), contribution: z.string().nullable(), benefitStart: day }),
    nextYear: z.object({
      coverageYear: z.number(),
      contribution: z.string().nullable(),
      deadline: day,
      benefitStart: day,
    }),
    deadline: day,
    remindOn: z.array(localDateSchema),
    timing: timing.optional(),
    amounts: amounts.optional(),
    waiting: waiting.optional(),
    benefit: benefit.optional(),
    /** The years that a payment in a window after birth is for; null where it has to be said. */
    forYears: z.array(z.int()).nullish(),
  });

export const newbornCaseSchema = z.object({
  ...caseShape,
  kind: z.literal('newborn'),
  state: z.enum(NEWBORN_STATES),
  wait: waitSchemaOf(NEWBORN_WAITS).optional(),
  /** Known by the birth certificate before there is an id number; `person` has whichever is the newest. */
  birth: z.object({ ref: z.string(), masked: z.string() }),
  parent: caseShape.person,
  /** Earlier cases of the same parent and day of birth: twins, or the same child under another certificate. */
  alike: z.array(z.string()).optional(),
  facts: newbornFactsSchema,
  /** +1 for every change of the facts: a plan of an earlier one is out of date. */
  factsRevision: z.int().min(0),
  plan: z
    .object({
      factsRevision: z.int(),
      assessedOn: localDateSchema,
      assessment: newbornAssessmentSchema,
      step: z.enum(STEPS),
      /** The day on which the case is looked at again, if nothing happens before. */
      lookAgainOn: localDateSchema,
      /** Planned days that the reminder to be sent next is for, where the case's own execution still reminds. */
      remindFor: z.array(localDateSchema),
      /** Not in plans of releases up to 0.1.1, whose executions remind by themselves. */
      remindedByRun: z.literal(true).optional(),
      /** What a payment now would cost and bring, once the newborn's own time is over. */
      late: assessmentSchema.optional(),
    })
    .optional(),
  guidance: guidanceSchema.optional(),
  /** Planned days for which a reminder of an execution up to 0.1.1 went out. */
  reminded: z.array(localDateSchema),
  registrationTold: z.boolean(),
  missedTold: z.boolean(),
  /** The coming year is insured: from when, and until when. */
  covered: z.object({ from: localDateSchema, until: day }).optional(),
  payment: confirmedPaymentSchema
    .extend({
      /** Which years it is for, as the tax office says. */
      coverageYears: z.array(z.int()).optional(),
      /** A caseworker said so, where the text leaves the first day of benefits open. */
      benefitFrom: localDateSchema.optional(),
      /** The parents were told that it was refused. */
      refusalTold: z.boolean().optional(),
    })
    .optional(),
  /** The decision again for the day of collection. */
  collected: newbornAssessmentSchema.optional(),
  /** What was known of the child then: a registration may have come since. */
  collectedFor: newbornFactsSchema.optional(),
  latePaymentCase: z.string().optional(),
  /** What came in by events, so that each is taken once. */
  events: z.array(z.object({ key: z.string(), digest: z.string() })).max(200),
});
export type NewbornCase = z.output<typeof newbornCaseSchema>;

export const hasNewbornEnded = (state: NewbornState): state is NewbornEnd => NEWBORN_ENDS.some((end) => end === state);

/** No payment is there yet, or the one that is there was refused. */
export const takesAnotherPayment = ({ payment, covered }: NewbornCase): boolean =>
  !covered && (payment === undefined || payment.accepted === false);

/** True until the child's id number has joined the case. */
export const knownByBirthOnly = ({ person, birth }: Pick<NewbornCase, 'person' | 'birth'>): boolean =>
  person.ref === birth.ref;
