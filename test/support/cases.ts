/** Cases of people who do not exist. */

import type { NewCaseOf } from '../../functions/cases/case-base.ts';
import type { CaseEvent } from '../../functions/cases/events.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../functions/cases/late-payment/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { NOTHING_SETTLED } from '../../functions/domain/settlement.ts';

export const OPENED: CaseEvent = {
  at: '2026-03-10T01:00:00.000Z',
  by: 'caseworker-1',
  role: 'caseworker',
  event: 'case_opened',
  detail: { kind: 'late-payment' },
};

/** A case of Xiaoyi for 2026, insured in 2025, just opened. */
export function newCase(caseId: string, parts: Partial<NewCaseOf<LatePaymentCase>> = {}): NewCaseOf<LatePaymentCase> {
  return {
    caseId,
    kind: 'late-payment',
    region: '141181',
    coverageYear: 2026,
    openedAt: OPENED.at,
    openedBy: OPENED.by,
    requestDigest: 'request-digest',
    keyDigest: 'key-digest',
    person: {
      ref: `ref-of-${caseId}`,
      masked: { idNumber: '1411**********0019', name: '测*' },
      sealed: 'c2VhbGVk',
    },
    facts: { region: '141181', coverageYear: 2026, history: { insuredYears: [2025] } },
    state: 'assessing',
    settlement: NOTHING_SETTLED,
    ...parts,
  };
}

/** A case as it comes out of the store, without a store. */
export const storedCase = (parts: Partial<LatePaymentCase>): LatePaymentCase =>
  latePaymentCaseSchema.parse({
    ...newCase('L141181-2026-STORED'),
    version: 1,
    waits: 0,
    history: [{ seq: 1, ...OPENED, previous: '0'.repeat(64), hash: 'hash' }],
    ...parts,
  });

/** A wait for a decision at a desk. */
export const decisionWait = (token: string, due: string) => ({
  kind: 'decision' as const,
  token,
  since: OPENED.at,
  due: localDate(due),
});
