import type { CaseBase, StateOf } from '../../cases/case-base.ts';
import { refuseUnless } from '../../cases/steps.ts';
import { expectNot } from './change-case.ts';

export { stepEvent as taskEvent, wasDone } from '../../cases/steps.ts';

/** @throws CaseWithdrawnError, CaseStateError */
export const expectState = <C extends CaseBase>(current: C, expected: readonly StateOf<C>[]): void =>
  expectNot(refuseUnless(current, expected));
