/** The cases of all kinds as they are stored: one DynamoDB item each, changed only by `case-store.ts`. */
import { z } from 'zod';
import type { NewCaseOf } from './case-base.ts';
import {
  LATE_PAYMENT_ENDS,
  LATE_PAYMENT_STATES,
  LATE_PAYMENT_TASKS,
  LATE_PAYMENT_WAITS,
  latePaymentCaseSchema,
} from './late-payment-case.ts';

/** Also the name of the kind's state machine and folder. */
export const CASE_KINDS = ['late-payment'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const caseSchema = z.discriminatedUnion('kind', [latePaymentCaseSchema]);
export type Case = z.output<typeof caseSchema>;
export type NewCase = NewCaseOf<Case>;
export type Wait = NonNullable<Case['wait']>;

export const CASE_STATES = LATE_PAYMENT_STATES;
export const WAIT_KINDS = LATE_PAYMENT_WAITS;
/** Waits that a person at a desk ends: the kinds of task. */
export const TASK_KINDS = LATE_PAYMENT_TASKS;
export type TaskKind = (typeof TASK_KINDS)[number];

const ENDS: readonly string[] = LATE_PAYMENT_ENDS;

export const hasEnded = (state: string): boolean => ENDS.includes(state);
export const isTaskKind = (kind: string): kind is TaskKind => TASK_KINDS.some((one) => one === kind);
