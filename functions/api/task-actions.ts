/** What a caseworker can answer to each kind of task. */
import { z } from 'zod';
import { localDateSchema } from '../domain/calendar.ts';
import { latePaymentFactsSchema } from '../domain/late-payment/request.ts';
import { suppliedValueSchema } from '../domain/settlement.ts';
import type { Case, CaseKind } from '../store/case.ts';
import type { LatePaymentWaitKind } from '../store/late-payment-case.ts';

const OF_LATE_PAYMENTS = {
  decision: ['approve', 'supply', 'reject', 'return'],
  documents: ['documents_received'],
  payment_question: ['accept_payment', 'refuse_payment'],
  payment: [],
  benefits: [],
} as const satisfies Record<LatePaymentWaitKind, readonly string[]>;

/** By the kind of case and the kind of its wait. */
const TASK_ACTIONS: Record<CaseKind, Record<string, readonly Action[]>> = {
  'late-payment': OF_LATE_PAYMENTS,
};

export const ACTION_NAMES = {
  approve: '通过',
  supply: '补充数据',
  reject: '不予办理',
  return: '退回补正',
  documents_received: '材料已补正',
  accept_payment: '接受缴费',
  refuse_payment: '不接受缴费',
} as const;

const opinion = z.string('请填写意见').trim().min(2, '请填写意见,至少两个字').max(1000, '意见不能超过 1000 字');

/** The id number gives the birth date, and the case its region and year: they cannot be changed by a task. */
const changedFacts = latePaymentFactsSchema.omit({ region: true, coverageYear: true, birthDate: true }).partial();

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
      facts: changedFacts.optional(),
      ...settled,
      opinion,
    }),
    z.strictObject({ action: z.literal('reject'), opinion }),
    z.strictObject({
      action: z.literal('return'),
      documents: z.array(z.string().trim().min(2, '请写明材料名称').max(100)).min(1, '请列出需要补正的材料').max(20),
      until: localDateSchema,
      opinion,
    }),
    z.strictObject({ action: z.literal('documents_received'), facts: changedFacts.optional(), opinion }),
    z.strictObject({ action: z.literal('accept_payment'), opinion }),
    z.strictObject({ action: z.literal('refuse_payment'), opinion }),
  ],
  `办理方式应为以下之一:${Object.keys(ACTION_NAMES).join('、')}`,
);
export type TaskDecision = z.output<typeof decisionSchema>;
export type Action = TaskDecision['action'];

/** What may be answered to what a case waits for; nothing where no desk can end the wait. */
export const actionsFor = ({ kind, wait }: Pick<Case, 'kind' | 'wait'>): readonly Action[] =>
  (wait && TASK_ACTIONS[kind][wait.kind]) ?? [];
