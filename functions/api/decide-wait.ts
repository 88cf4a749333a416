/** The change of a case that a caseworker's decision makes: open → decided, by whom, with which opinion. */
import { addDays, dateOfInstant } from '../domain/calendar.ts';
import { latePaymentFactsSchema } from '../domain/late-payment/request.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import type { Settlement } from '../domain/settlement.ts';
import type { Caller } from '../runtime/caller.ts';
import type { Case, Wait } from '../store/case.ts';
import type { Pending } from '../store/case-base.ts';
import type { CaseChange } from '../store/case-store.ts';
import { LATE_PAYMENT_ANSWERS, type LatePaymentCase } from '../store/late-payment-case.ts';
import { returnedUntil } from '../store/wait-answers.ts';
import { invalidRequest } from './route.ts';
import { addToSettlement, expectAllSettled } from './settle-questions.ts';
import type { TaskDecision } from './task-actions.ts';

/** Days that an applicant can be given to bring documents. */
const LONGEST_RETURN_DAYS = 90;

export interface DecisionToMake {
  decided: TaskDecision;
  caller: Caller;
  /** ISO instant. */
  at: string;
  /** The version that the case was assessed by. */
  policy: PolicyVersion | null;
}

type Parts = Pick<CaseChange<LatePaymentCase>, 'state' | 'set'> & {
  output: Record<string, unknown>;
  detail?: Record<string, unknown>;
};

/** @throws ProblemError `invalid_request`, `questions_left_open` */
export function decideWait(current: Case, wait: Wait, decision: DecisionToMake): CaseChange<Case> {
  const { decided, caller, at } = decision;
  const { state, set, output, detail } = partsOf(current, decision);
  const pending: Pending = { kind: 'complete', token: wait.token, output };
  return {
    ...(state && { state }),
    ...(set && { set }),
    wait: null,
    pending,
    event: {
      at,
      by: caller.sub,
      role: caller.role,
      event: 'task_decided',
      detail: { task: wait.waitId, action: decided.action, opinion: decided.opinion ?? '同意', ...detail },
    },
  };
}

function partsOf(current: Case, decision: DecisionToMake): Parts {
  const { decided, at } = decision;
  const { decision: answers, documents, payment_question: payment } = LATE_PAYMENT_ANSWERS;
  switch (decided.action) {
    case 'approve':
    case 'supply': {
      const settlement = settle(current, decided, decision.policy);
      const facts = 'facts' in decided ? mergeFacts(current, decided.facts) : undefined;
      const { confirm, acknowledge } = decided;
      return {
        state: answers.approved,
        set: { settlement, ...(facts && { facts }) },
        output: { decision: 'approved' },
        detail: {
          ...(confirm.length > 0 && { confirmed: confirm }),
          ...(acknowledge.length > 0 && { acknowledged: acknowledge }),
          ...('values' in decided && decided.values.length > 0 && { supplied: decided.values }),
          ...('facts' in decided && decided.facts && { facts: Object.keys(decided.facts) }),
        },
      };
    }
    case 'reject':
      return { state: answers.rejected, output: { decision: 'rejected' } };
    case 'return': {
      const { documents: wanted, until } = decided;
      const today = dateOfInstant(at);
      if (until < today || until > addDays(today, LONGEST_RETURN_DAYS)) {
        const message = `补正期限应在 ${today} 至 ${addDays(today, LONGEST_RETURN_DAYS)} 之间`;
        throw invalidRequest([{ path: 'until', message }]);
      }
      return {
        state: answers.returned,
        set: { requested: { documents: wanted, until } },
        output: returnedUntil(until),
        detail: { documents: wanted, until },
      };
    }
    case 'documents_received': {
      const facts = mergeFacts(current, decided.facts);
      return {
        state: documents.received,
        set: { ...(facts && { facts }) },
        output: { decision: 'received' },
        detail: { ...(decided.facts && { facts: Object.keys(decided.facts) }) },
      };
    }
    case 'accept_payment':
      return {
        state: payment.accepted,
        set: { ...(current.payment && { payment: { ...current.payment, accepted: true } }) },
        output: { decision: 'accepted' },
      };
    case 'refuse_payment':
      return { state: payment.refused, output: { decision: 'refused' } };
  }
}

type Settling = Extract<TaskDecision, { action: 'approve' | 'supply' }>;

function settle({ plan, settlement }: Case, decided: Settling, policy: PolicyVersion | null): Settlement {
  if (!plan || !policy) throw new Error('a decision was asked for without an assessment');
  const after = addToSettlement(settlement, decided, plan.assessment, policy);
  if (decided.action === 'approve') expectAllSettled(plan.assessment, after);
  else if (decided.values.length === 0 && Object.keys(decided.facts ?? {}).length === 0) {
    throw invalidRequest([{ path: 'values', message: '补充数据时应有 values(数值及文号)或 facts(情况)' }]);
  }
  return after;
}

/** Parts that are given replace those of the case; undefined if none is. */
function mergeFacts({ facts }: Case, given: object | undefined): Case['facts'] | undefined {
  if (!given) return undefined;
  return latePaymentFactsSchema.parse({ ...facts, ...given });
}
