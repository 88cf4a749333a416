/** A desk decides an open task: by whom, with which opinion, and what that changes. */
import type { Case, CaseKind, Wait } from './case.ts';
import { type CaseChange, isRefusal } from './changes.ts';
import type { Action, DecisionParts, DecisionRefusal, DecisionToMake } from './decision.ts';
import { decideLatePayment, LATE_PAYMENT_ACTIONS } from './late-payment/decide.ts';
import { decideNewborn, NEWBORN_ACTIONS } from './newborn/decide.ts';
import { decideRefund, REFUND_ACTIONS } from './refund/decide.ts';
import { refuseUnseen } from './shown.ts';

const ACTIONS: Record<CaseKind, Record<string, readonly Action[]>> = {
  'late-payment': LATE_PAYMENT_ACTIONS,
  refund: REFUND_ACTIONS,
  newborn: NEWBORN_ACTIONS,
};

/** What may be answered to what a case waits for; nothing where no desk can end the wait. */
export const actionsFor = ({ kind, wait }: Pick<Case, 'kind' | 'wait'>): readonly Action[] =>
  (wait && ACTIONS[kind][wait.kind]) ?? [];

/** @param wait for which the decision's action is one of `actionsFor`. */
export function decide(current: Case, wait: Wait, decision: DecisionToMake): CaseChange<Case> | DecisionRefusal {
  const { decided, by, consent } = decision;
  const unseen = consent && refuseUnseen(consent);
  if (unseen) return unseen;
  const parts = partsOf(current, decision);
  if (isRefusal(parts)) return parts;
  const { state, set, unlessBy, output, detail } = parts;
  return {
    ...(state && { state }),
    ...(set && { set }),
    ...(unlessBy && { unlessBy }),
    wait: null,
    pending: { kind: 'complete', token: wait.token, output },
    event: {
      ...by,
      event: 'task_decided',
      detail: {
        task: wait.waitId,
        action: decided.action,
        opinion: decided.opinion ?? '同意',
        ...(consent && { shown: consent.shown }),
        ...detail,
      },
    },
  };
}

function partsOf(current: Case, decision: DecisionToMake): DecisionParts<Case> | DecisionRefusal {
  switch (current.kind) {
    case 'late-payment':
      return decideLatePayment(current, decision);
    case 'newborn':
      return decideNewborn(current, decision);
    case 'refund': {
      if (!current.wait) throw new Error('nothing waits for a decision');
      return decideRefund(current, current.wait.kind, decision);
    }
  }
}
