/** The late-payment decision by the ways of a table. Pure: the same facts and table, the same answer. */
import type { LatePaymentAssessment } from '../late-payment/assessment.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import type { PolicyVersion } from '../policy.ts';
import { explore } from './explore.ts';
import { personOf, type TableOfYear } from './person.ts';

export function assessByWays(
  request: LatePaymentRequest,
  policy: PolicyVersion,
  tables?: TableOfYear,
): LatePaymentAssessment {
  const found = explore(personOf(request, undefined, undefined, tables), policy);
  const { timing, nextOpenOn, identity, amounts, payers, aidParts, waiting, benefit, paymentMode, alternatives } =
    found;
  return {
    ...found.record.close(),
    timing,
    nextOpenOn,
    identity,
    amounts,
    payers,
    ...(aidParts.length > 0 && { aidParts }),
    waiting,
    benefit,
    paymentMode,
    alternatives,
  };
}
