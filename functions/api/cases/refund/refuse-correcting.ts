import type { Case } from '../../../cases/case.ts';
import { type Refusal, refuse } from '../../../cases/changes.ts';
import { STATE_WORDS } from '../../../words/cases.ts';

export function refuseCorrecting({ wait, state }: Case): Refusal<'action_does_not_fit'> | null {
  if (wait?.kind === 'account') return null;
  return refuse('action_does_not_fit', `案件现为“${STATE_WORDS[state]}”，没有需要更正的账户。`);
}
