/** What an act changes of a case, or why it changes nothing. */
import type { CaseBase, NewWaitOf, PartsOf, Pending, StateOf } from './case-base.ts';
import type { CaseEvent } from './events.ts';

export interface CaseChange<C extends CaseBase> {
  /** Becomes the next entry of the history. */
  event: CaseEvent;
  state?: StateOf<C>;
  /** Parts replaced as a whole. */
  set?: PartsOf<C>;
  /** Parts of which keys are made, where a kind of case lets them change: the keys follow in the same write. */
  moves?: Partial<Pick<CaseBase, 'person' | 'region' | 'coverageYear'>>;
  /** A new wait (its id is given by the store), or null: the case waits no more. Untouched if absent. */
  wait?: NewWaitOf<C> | null;
  /** The effect on Step Functions that is to follow this write, or null. Untouched if absent. */
  pending?: Pending | null;
  /** The write fails if the stored case names this subject in one of these places (dotted paths). */
  unlessBy?: { sub: string; in: readonly string[] };
}

/** What is wrong with one field of what was asked: `path` such as `facts.history.insuredYears.0`. */
export interface RefusedField {
  path: string;
  message: string;
}

/** An act that a case does not take. Nothing was changed, and nothing will be by the same act at the same state. */
export interface Refusal<Code extends string> {
  refused: Code;
  /** A sentence in Chinese for a desk: what is wrong and what would be right. */
  message: string;
  issues?: readonly RefusedField[];
  /** What stands in the way, by name: such as the `caseId`. Never personal data. */
  members?: Record<string, string>;
}

export const refuse = <const Code extends string>(
  refused: Code,
  message: string,
  parts: Pick<Refusal<Code>, 'issues' | 'members'> = {},
): Refusal<Code> => ({ refused, message, ...parts });

/** What was asked has fields at fault. */
export const invalid = (issues: readonly RefusedField[]): Refusal<'invalid_request'> =>
  refuse('invalid_request', issues[0]?.message ?? '', { issues });

export const isRefusal = <Code extends string, Other>(outcome: Other | Refusal<Code>): outcome is Refusal<Code> =>
  typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
