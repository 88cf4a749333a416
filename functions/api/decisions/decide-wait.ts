/** The change of a case that a decision at a desk makes: open → decided, by whom, with which opinion. */
import type { Case, Wait } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import { decideLatePayment } from './decide-late-payment.ts';
import { decideNewborn } from './decide-newborn.ts';
import { decideRefund } from './decide-refund.ts';
import type { DecisionParts, DecisionToMake } from './decision-parts.ts';

/** @throws ProblemError as the kinds say */
export function decideWait(current: Case, wait: Wait, decision: DecisionToMake): CaseChange<Case> {
  const { decided, caller, at } = decision;
  const { state, set, unlessBy, output, detail } = partsOf(current, decision);
  return {
    ...(state && { state }),
    ...(set && { set }),
    ...(unlessBy && { unlessBy }),
    wait: null,
    pending: { kind: 'complete', token: wait.token, output },
    event: {
      at,
      by: caller.sub,
      role: caller.role,
      event: 'task_decided',
      detail: { task: wait.waitId, action: decided.action, opinion: decided.opinion ?? '同意', ...detail },
    },
  };
}

function partsOf(current: Case, decision: DecisionToMake): DecisionParts<Case> {
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
