/** What a person at a desk answers to a task, and what the decisions of all kinds are made of. */
import type { z } from 'zod';
import { issuesOf } from '../domain/assessments.ts';
import { addDays, dateOfInstant, type LocalDate } from '../domain/calendar.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import type { SuppliedValue } from '../domain/settlement.ts';
import type { CaseBase } from './case-base.ts';
import { type CaseChange, invalid, type Refusal } from './changes.ts';
import type { By } from './events.ts';
import type { Payee } from './refund/payouts.ts';
import type { Consent } from './shown.ts';

/** What is settled of a decision's open questions: fields of adopted values, `code field` of reviews. */
interface Settling {
  confirm: string[];
  acknowledge: string[];
}

/** Facts of the case that are to be replaced; which ones there are depends on the kind. */
type GivenFacts = Record<string, unknown> | undefined;

export type TaskDecision =
  | ({ action: 'approve'; opinion?: string | undefined; shown?: string | undefined } & Settling)
  | ({ action: 'supply'; values: SuppliedValue[]; facts?: GivenFacts; opinion: string } & Settling)
  /** What the applicant has to bring, and until when; neither where it goes back to the first reviewer. */
  | { action: 'return'; documents?: string[] | undefined; until?: LocalDate | undefined; opinion: string }
  | { action: 'documents_received'; facts?: GivenFacts; opinion: string }
  /** Where the text leaves it open: the first day of benefits, one of its readings. */
  | {
      action: 'accept_payment';
      benefitFrom?: LocalDate | undefined;
      forYears?: number[] | undefined;
      opinion: string;
      shown?: string | undefined;
    }
  | {
      action:
        | 'reject'
        | 'refuse_payment'
        | 'open_late_payment'
        | 'decline_late_payment'
        | 'correct_account'
        | 'give_up';
      opinion: string;
    };
export type Action = TaskDecision['action'];

export interface DecisionToMake {
  decided: TaskDecision;
  by: By & { role: string };
  /** The version that the case was assessed by. */
  policy: PolicyVersion | null;
  /** What it agrees to; null for an answer that agrees to no figures. */
  consent: Consent | null;
  /** Of the insured person, where facts are given: no fact is before the birth. */
  bornOn?: LocalDate | undefined;
  /** The account of the decision, sealed; with `correct_account` only. */
  payee?: Payee | undefined;
}

export type DecisionRefusal = Refusal<
  | 'invalid_request'
  | 'questions_left_open'
  | 'figures_changed'
  | 'same_person_reviews'
  | 'approver_needed'
  | 'id_number_needed'
>;

/** What a decision changes of a case, what the execution is told, and what the history says beside the opinion. */
export type DecisionParts<C extends CaseBase> = Pick<CaseChange<C>, 'state' | 'set' | 'unlessBy'> & {
  output: Record<string, unknown>;
  detail?: Record<string, unknown>;
};

/** Facts, parsed; or which of them are at fault. */
export function parseFacts<T extends object>(
  schema: z.ZodType<T>,
  given: Readonly<Record<string, unknown>>,
): T | Refusal<'invalid_request'> {
  const result = schema.safeParse(given);
  return result.success ? result.data : factsAtFault(issuesOf(result.error));
}

export const factsAtFault = (issues: readonly { path: string; message: string }[]): Refusal<'invalid_request'> =>
  invalid(issues.map(({ path, message }) => ({ path: `facts.${path}`, message })));

export const withoutNulls = (given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));

/** Days that an applicant can be given to bring documents. */
export const LONGEST_RETURN_DAYS = 90;

/** What the applicant has to bring, and until when. */
export function requestDocuments(
  { documents = [], until }: Extract<TaskDecision, { action: 'return' }>,
  at: string,
): NonNullable<CaseBase['requested']> | DecisionRefusal {
  if (documents.length === 0) return invalid([{ path: 'documents', message: '请列出需要补正的材料' }]);
  const today = dateOfInstant(at);
  const last = addDays(today, LONGEST_RETURN_DAYS);
  if (until === undefined || until < today || until > last) {
    return invalid([{ path: 'until', message: `补正期限应在 ${today} 至 ${last} 之间` }]);
  }
  return { documents, until };
}
