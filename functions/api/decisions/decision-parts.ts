/** What the decisions of every kind of case are made of. */
import type { z } from 'zod';
import type { CaseBase } from '../../cases/case-base.ts';
import type { CaseChange } from '../../cases/changes.ts';
import type { Payee } from '../../cases/refund/payouts.ts';
import { issuesOf } from '../../domain/assessments.ts';
import { addDays, dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import type { Decision } from '../../domain/decision.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import type { Settlement } from '../../domain/settlement.ts';
import type { Caller } from '../../runtime/caller.ts';
import { invalidRequest } from '../http/route.ts';
import { addToSettlement, expectAllSettled } from './settle-questions.ts';
import type { TaskDecision } from './task-actions.ts';

/** Days that an applicant can be given to bring documents. */
export const LONGEST_RETURN_DAYS = 90;

export interface DecisionToMake {
  decided: TaskDecision;
  caller: Caller;
  /** ISO instant. */
  at: string;
  /** The version that the case was assessed by. */
  policy: PolicyVersion | null;
  /** The account of the decision, sealed; with `correct_account` only. */
  payee?: Payee | undefined;
}

/** What a decision changes of a case, what the execution is told, and what the history says beside the opinion. */
export type DecisionParts<C extends CaseBase> = Pick<CaseChange<C>, 'state' | 'set' | 'unlessBy'> & {
  output: Record<string, unknown>;
  detail?: Record<string, unknown>;
};

type Settling = Extract<TaskDecision, { action: 'approve' | 'supply' }>;

/** @throws ProblemError `invalid_request`, `questions_left_open` */
export function settle(
  before: Settlement,
  decided: Settling,
  decision: Decision | undefined,
  policy: PolicyVersion | null,
): Settlement {
  if (!decision || !policy) throw new Error('a decision was asked for without an assessment');
  const after = addToSettlement(before, decided, decision, policy);
  if (decided.action === 'approve') expectAllSettled(decision, after);
  else if (decided.values.length === 0 && Object.keys(decided.facts ?? {}).length === 0) {
    throw invalidRequest([{ path: 'values', message: '补充数据时应有 values(数值及文号)或 facts(情况)' }]);
  }
  return after;
}

/** What was settled, for the history. */
export const settledDetail = (decided: Settling): Record<string, unknown> => ({
  ...(decided.confirm.length > 0 && { confirmed: decided.confirm }),
  ...(decided.acknowledge.length > 0 && { acknowledged: decided.acknowledge }),
  ...('values' in decided && decided.values.length > 0 && { supplied: decided.values }),
  ...('facts' in decided && decided.facts && { facts: Object.keys(decided.facts) }),
});

/** Facts that may be changed, parsed; undefined if none is given. @throws ProblemError `invalid_request` */
export function parseFacts<T>(schema: z.ZodType<T>, given: Record<string, unknown> | undefined): T | undefined {
  if (given === undefined) return undefined;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw invalidRequest(issuesOf(result.error).map(({ path, message }) => ({ path: `facts.${path}`, message })));
}

/** What the applicant has to bring, and until when. @throws ProblemError `invalid_request` */
export function requestDocuments(
  { documents = [], until }: Extract<TaskDecision, { action: 'return' }>,
  at: string,
): { documents: string[]; until: LocalDate } {
  if (documents.length === 0) throw invalidRequest([{ path: 'documents', message: '请列出需要补正的材料' }]);
  const today = dateOfInstant(at);
  const last = addDays(today, LONGEST_RETURN_DAYS);
  if (until === undefined || until < today || until > last) {
    throw invalidRequest([{ path: 'until', message: `补正期限应在 ${today} 至 ${last} 之间` }]);
  }
  return { documents, until };
}
