/** The late-payment decision. Pure: the same facts and table, the same answer. */

import type { PolicyVersion } from '../policy.ts';
import { AID_CATEGORY_NAMES, PAYERS } from '../regions.ts';
import { type Explored, explore } from '../ways/explore.ts';
import type { Rules } from '../ways/model.ts';
import { personOf, type TableOfYear } from '../ways/person.ts';
import type { LatePaymentAssessment } from './assessment.ts';
import { decideDocument } from './identity-document.ts';
import type { LatePaymentRequest } from './request.ts';

type Names = Readonly<Record<string, string>>;

/**
 * Decides what a payment on `paidOn` would be, cost and bring.
 * `policy` is the version in force on that day; `tables` those of other years, for a payment that buys several. Money in the answer is decimal yuan.
 */
export function assessLatePayment(
  request: LatePaymentRequest,
  policy: PolicyVersion,
  tables?: TableOfYear,
): LatePaymentAssessment {
  const found = explore(personOf(request, undefined, undefined, tables), policy);
  const { timing, nextOpenOn, identity, amounts, payers, aidParts, waiting, benefit, paymentMode, alternatives } =
    found;
  decideDocument(request, found.record);
  const names = declaredNames(found, policy.table.rules);
  return {
    ...found.record.close(),
    timing,
    nextOpenOn,
    identity,
    amounts,
    payers,
    ...(aidParts.length > 0 && { aidParts }),
    ...(Object.keys(names).length > 0 && { names }),
    waiting,
    benefit,
    paymentMode,
    alternatives,
  };
}

function declaredNames(
  { identity, payers, aidParts }: Explored,
  { groups, payers: called }: Rules,
): Record<string, string> {
  const bearers = [...Object.values(payers), ...aidParts.map(({ payer }) => payer)];
  const declared = (code: string | null | undefined, of: Names, national: Names): [string, string][] =>
    code == null || Object.hasOwn(national, code) || of[code] === undefined ? [] : [[code, of[code]]];
  return Object.fromEntries([
    ...declared(identity, groups, AID_CATEGORY_NAMES),
    ...bearers.flatMap((code) => declared(code, called, PAYERS)),
  ]);
}
