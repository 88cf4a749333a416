/** Somebody looks at a case: who, at what and why is written into it before anything is shown. */
import type { Case } from './case.ts';
import { type CaseChange, type Refusal, refuse } from './changes.ts';
import { isErased } from './erase.ts';
import type { By } from './events.ts';

export const revealPerson = (
  current: Case,
  seen: { field: string; reason: string },
  by: By,
): CaseChange<Case> | Refusal<'person_erased'> =>
  refuseReveal(current) ?? { event: { ...by, event: 'person_revealed', detail: seen } };

export const refuseReveal = (current: Case): Refusal<'person_erased'> | null =>
  isErased(current) ? refuse('person_erased', '案件的保管年限已满，个人信息已经删除。') : null;

/** @param taken.digest of the pack that is given. */
export const takeAuditPack = (taken: { reason: string; digest: string }, by: By): CaseChange<Case> => ({
  event: { ...by, event: 'audit_pack_taken', detail: taken },
});
