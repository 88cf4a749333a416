/** Whether an answer of a desk fits what a case waits for. */
import type { Case } from '../../cases/case.ts';
import { type Refusal, refuse } from '../../cases/changes.ts';
import { actionsFor } from '../../cases/decide.ts';
import type { Action } from '../../cases/decision.ts';
import { ACTION_WORDS } from '../../words/acts.ts';
import { STATE_WORDS } from '../../words/cases.ts';

type Unfitting = Refusal<'action_does_not_fit'>;

/** Whether a desk can decide anything at all. */
export function refuseDeciding(current: Case): Unfitting | null {
  if (current.state === 'parked') {
    return refuse('action_does_not_fit', '案件因故障挂起，不能在待办中决定：请先排除故障后恢复流程，或撤回案件。');
  }
  if (actionsFor(current).length > 0) return null;
  return refuse('action_does_not_fit', `案件现为“${STATE_WORDS[current.state]}”，没有需要经办人决定的事项。`);
}

export function refuseAction(current: Case, action: Action): Unfitting | null {
  const actions = actionsFor(current);
  if (actions.includes(action)) return null;
  const possible = actions.map((name) => `“${ACTION_WORDS[name]}”`).join('、');
  return refuse(
    'action_does_not_fit',
    `“${ACTION_WORDS[action]}”不适用于这个待办，可以办理：${possible || '无，等待中的事项不需要经办人决定'}。`,
  );
}
