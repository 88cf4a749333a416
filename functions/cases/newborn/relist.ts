import type { Identity } from '../../domain/late-payment/request.ts';
import type { CaseChange } from '../changes.ts';
import type { EventOf } from '../events.ts';
import { answered } from '../wait-answers.ts';
import { takesAct } from './acts.ts';
import { NEWBORN_ANSWERS, type NewbornCase } from './case.ts';

/** What is paid stays as it was decided. */
export const newbornHeedsLists = ({ state, covered }: NewbornCase): boolean => !covered && takesAct(state, 'relist');

export function relistNewborn(
  current: NewbornCase,
  identities: Identity[],
  event: EventOf<'aid_list_changed'>,
): CaseChange<NewbornCase> | null {
  if (!newbornHeedsLists(current)) return null;
  const { wait, facts, factsRevision } = current;
  return {
    ...(wait && { state: NEWBORN_ANSWERS[wait.kind].changed, wait: null, pending: answered(wait, 'changed') }),
    set: { facts: { ...facts, identities }, factsRevision: factsRevision + 1 },
    event,
  };
}
