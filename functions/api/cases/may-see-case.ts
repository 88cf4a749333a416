import type { Case } from '../../cases/case.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';

/** A university sees the refunds that it asked for, wherever its students were paid for, and nothing else. */
export const maySeeCase = (caller: Caller, found: Case): boolean =>
  caller.role === 'university'
    ? found.kind === 'refund' && found.university === caller.university
    : worksFor(caller, found.region);
