/** What a person at a desk can answer to each kind of task. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { payeeAccountSchema } from '../../domain/refund/payee-account.ts';
import { coverageYearSchema } from '../../domain/regions.ts';
import { suppliedValueSchema } from '../../domain/settlement.ts';
import { ACTION_WORDS } from '../../words/acts.ts';
import { withoutNumbers } from '../http/written-text.ts';

export const OPINION_LIMIT = 1000;

export const opinionSchema = withoutNumbers(
  z.string('请填写意见').trim().min(2, '请填写意见，至少两个字').max(OPINION_LIMIT, `意见不能超过 ${OPINION_LIMIT} 字`),
);
const opinion = opinionSchema;

/** Facts of the case that are to be replaced; which ones there are depends on the kind. */
const facts = z.record(z.string(), z.unknown()).optional();

/**
 * Which figures and clauses the task showed. Without it one agrees to what the task was opened with, and to nothing that
 * has changed since.
 */
const shown = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '应为待办中的 shown')
  .optional();

const settled = {
  /** Fields of adopted values that the caseworker confirms. */
  confirm: z.array(z.string().max(200)).max(100).default([]),
  /** `code field` of reviews that the caseworker has seen and accepts. */
  acknowledge: z.array(z.string().max(300)).max(100).default([]),
};

export const decisionSchema = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ action: z.literal('approve'), shown, ...settled, opinion: opinion.optional() }),
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
      /** Of a newborn's payment that does not say it: the birth year, the next, or both. */
      forYears: z.array(coverageYearSchema).min(1).max(2).optional(),
      shown,
      opinion,
    }),
    z.strictObject({ action: z.literal('refuse_payment'), opinion }),
    z.strictObject({ action: z.literal('open_late_payment'), opinion }),
    z.strictObject({ action: z.literal('decline_late_payment'), opinion }),
    z.strictObject({ action: z.literal('correct_account'), account: payeeAccountSchema, opinion }),
    z.strictObject({ action: z.literal('give_up'), opinion }),
  ],
  `办理方式应为以下之一：${Object.keys(ACTION_WORDS).join('、')}`,
);
export type SentDecision = z.output<typeof decisionSchema>;
