/** What a person at a desk can answer to each kind of task. */
import { z } from 'zod';
import type { Case, CaseKind } from '../../cases/case.ts';
import type { LatePaymentWaitKind } from '../../cases/late-payment/case.ts';
import type { NewbornWaitKind } from '../../cases/newborn/case.ts';
import type { RefundWaitKind } from '../../cases/refund/case.ts';
import { localDateSchema } from '../../domain/calendar.ts';
import { payeeAccountSchema } from '../../domain/refund/payee-account.ts';
import { suppliedValueSchema } from '../../domain/settlement.ts';
import { ACTION_WORDS } from '../../words/acts.ts';
import { withoutNumbers } from '../http/written-text.ts';

const OF_LATE_PAYMENTS = {
  decision: ['approve', 'supply', 'reject', 'return'],
  documents: ['documents_received'],
  payment_question: ['accept_payment', 'refuse_payment'],
  payment: [],
  benefits: [],
} as const satisfies Record<LatePaymentWaitKind, readonly string[]>;

const OF_REFUNDS = {
  decision: ['approve', 'supply', 'reject', 'return'],
  documents: ['documents_received'],
  first_review: ['approve', 'reject', 'return'],
  second_review: ['approve', 'reject', 'return'],
  account: ['correct_account', 'give_up'],
  payout: [],
} as const satisfies Record<RefundWaitKind, readonly string[]>;

const OF_NEWBORNS = {
  decision: ['approve', 'supply', 'reject'],
  payment_question: ['accept_payment', 'refuse_payment'],
  late_payment_wish: ['open_late_payment', 'decline_late_payment'],
  parents: [],
} as const satisfies Record<NewbornWaitKind, readonly string[]>;

/** By the kind of case and the kind of its wait. */
const TASK_ACTIONS: Record<CaseKind, Record<string, readonly Action[]>> = {
  'late-payment': OF_LATE_PAYMENTS,
  refund: OF_REFUNDS,
  newborn: OF_NEWBORNS,
};

export const OPINION_LIMIT = 1000;

const opinion = withoutNumbers(
  z.string('请填写意见').trim().min(2, '请填写意见,至少两个字').max(OPINION_LIMIT, `意见不能超过 ${OPINION_LIMIT} 字`),
);

/** Facts of the case that are to be replaced; which ones there are depends on the kind. */
const facts = z.record(z.string(), z.unknown()).optional();

const settled = {
  /** Fields of adopted values that the caseworker confirms. */
  confirm: z.array(z.string().max(200)).max(100).default([]),
  /** `code field` of reviews that the caseworker has seen and accepts. */
  acknowledge: z.array(z.string().max(300)).max(100).default([]),
};

export const decisionSchema = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ action: z.literal('approve'), ...settled, opinion: opinion.optional() }),
    z.strictObject({
      action: z.literal('supply'),
      values: z.array(suppliedValueSchema).max(50).default([]),
      facts,
      ...settled,
      opinion,
    }),
    z.strictObject({ action: z.literal('reject'), opinion }),
    z.strictObject({
      action: z.literal('return'),
      /** What the applicant has to bring, and until when; neither where it goes back to the first reviewer. */
      documents: z
        .array(withoutNumbers(z.string().trim().min(2, '请写明材料名称').max(100)))
        .max(20)
        .optional(),
      until: localDateSchema.optional(),
      opinion,
    }),
    z.strictObject({ action: z.literal('documents_received'), facts, opinion }),
    z.strictObject({
      action: z.literal('accept_payment'),
      /** Where the text leaves it open: the first day of benefits, one of its readings. */
      benefitFrom: localDateSchema.optional(),
      opinion,
    }),
    z.strictObject({ action: z.literal('refuse_payment'), opinion }),
    z.strictObject({ action: z.literal('open_late_payment'), opinion }),
    z.strictObject({ action: z.literal('decline_late_payment'), opinion }),
    z.strictObject({ action: z.literal('correct_account'), account: payeeAccountSchema, opinion }),
    z.strictObject({ action: z.literal('give_up'), opinion }),
  ],
  `办理方式应为以下之一:${Object.keys(ACTION_WORDS).join('、')}`,
);
export type TaskDecision = z.output<typeof decisionSchema>;
export type Action = TaskDecision['action'];

/** What may be answered to what a case waits for; nothing where no desk can end the wait. */
export const actionsFor = ({ kind, wait }: Pick<Case, 'kind' | 'wait'>): readonly Action[] =>
  (wait && TASK_ACTIONS[kind][wait.kind]) ?? [];
