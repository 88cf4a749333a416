/** The late-payment decision by the ways of a table. Pure: the same facts and table, the same answer. */
import type { LatePaymentAssessment } from '../late-payment/assessment.ts';
import { decideDocument } from '../late-payment/identity-document.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import type { PolicyVersion } from '../policy.ts';
import { AID_CATEGORY_NAMES, PAYERS } from '../regions.ts';
import { type Explored, explore } from './explore.ts';
import type { Rules } from './model.ts';
import { personOf, type TableOfYear } from './person.ts';
import { rulesOf } from './rules-of.ts';

type Names = Readonly<Record<string, string>>;

export function assessByWays(
  request: LatePaymentRequest,
  policy: PolicyVersion,
  tables?: TableOfYear,
): LatePaymentAssessment {
  const found = explore(personOf(request, undefined, undefined, tables), policy);
  const { timing, nextOpenOn, identity, amounts, payers, aidParts, waiting, benefit, paymentMode, alternatives } =
    found;
  decideDocument(request, found.record);
  const names = declaredNames(found, rulesOf(policy));
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
