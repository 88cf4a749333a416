/** The cases of all kinds as they are stored: one DynamoDB item each, changed only by `case-store.ts`. */
import { z } from 'zod';
import { REFUND_STATES } from '../domain/refund/states.ts';
import {
  LATE_PAYMENT_ENDS,
  LATE_PAYMENT_STATES,
  LATE_PAYMENT_TASKS,
  LATE_PAYMENT_WAITS,
  latePaymentCaseSchema,
} from './late-payment/case.ts';
import { NEWBORN_ENDS, NEWBORN_STATES, NEWBORN_TASKS, NEWBORN_WAITS, newbornCaseSchema } from './newborn/case.ts';
import { REFUND_ENDS, REFUND_TASKS, REFUND_WAITS, refundCaseSchema } from './refund/case.ts';

/** Also the name of the kind's state machine and folder. */
export const CASE_KINDS = ['late-payment', 'refund', 'newborn'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const caseSchema = z.discriminatedUnion('kind', [latePaymentCaseSchema, refundCaseSchema, newbornCaseSchema]);
export type Case = z.output<typeof caseSchema>;
export type Wait = NonNullable<Case['wait']>;

const distinct = <Name extends string>(...lists: (readonly Name[])[]): Name[] => [...new Set(lists.flat())];

/** A state of the same name means the same in every kind. */
export const CASE_STATES = distinct<Case['state']>(LATE_PAYMENT_STATES, REFUND_STATES, NEWBORN_STATES);
export const WAIT_KINDS = distinct<Wait['kind']>(LATE_PAYMENT_WAITS, REFUND_WAITS, NEWBORN_WAITS);
/** Waits that a person at a desk ends: the kinds of task. */
export const TASK_KINDS = distinct<(typeof LATE_PAYMENT_TASKS | typeof REFUND_TASKS | typeof NEWBORN_TASKS)[number]>(
  LATE_PAYMENT_TASKS,
  REFUND_TASKS,
  NEWBORN_TASKS,
);
export type TaskKind = (typeof TASK_KINDS)[number];

export const ENDS = distinct<string>(LATE_PAYMENT_ENDS, REFUND_ENDS, NEWBORN_ENDS);

export const hasEnded = (state: string): boolean => ENDS.includes(state);

export const isTaskKind = (kind: string): kind is TaskKind => TASK_KINDS.some((one) => one === kind);
