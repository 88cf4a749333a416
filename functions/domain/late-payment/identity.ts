/**
 * Rule "identity": which aid does the person get? The identities held on the payment day, each against the line of
 * the notice that covers it; of several the highest aid once (就高不就低).
 */
import { ageOn, type LocalDate, yearOf } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import type { AidCategoryLine } from '../policy/contribution.ts';
import { nameOfCategory } from '../regions.ts';
import type { Identity, LatePaymentRequest } from './request.ts';

/** A line of the notice that an identity falls under. */
export interface AppliedIdentity {
  category: string;
  identifiedOn: LocalDate | undefined;
  /** Path of the line in the policy table. */
  field: string;
  line: AidCategoryLine;
}

export type IdentityResult = (
  | { kind: 'none' }
  | { kind: 'applied'; applied: AppliedIdentity }
  /** An identity is held, but the text or the facts don't settle which aid follows. */
  | { kind: 'unsettled' }
) & {
  /** Categories for which the person meets every condition of the notice. */
  qualified: string[];
};

/** Identities that the person holds on a day: recognised by then (no date: always held). */
export const identitiesOn = (request: LatePaymentRequest): Identity[] =>
  (request.identities ?? []).filter(({ identifiedOn }) => identifiedOn === undefined || identifiedOn <= request.paidOn);

export function decideIdentity(request: LatePaymentRequest, record: DecisionRecord): IdentityResult {
  const applied: AppliedIdentity[] = [];
  let unsettled = false;
  for (const identity of identitiesOn(request)) {
    const found = lineFor(identity, record);
    if (found === 'no_aid') continue;
    if (found === 'unsettled') {
      unsettled = true;
      continue;
    }
    const qualifies = meets(identity, found.line, found.field, request, record);
    if (qualifies === 'yes')
      applied.push({ ...found, category: identity.category, identifiedOn: identity.identifiedOn });
    if (qualifies === 'unsettled') unsettled = true;
  }
  const highest = highestAid(applied, record);
  // Full aid can't be surpassed, so nothing unsettled beside it matters.
  const qualified = applied.map(({ category }) => category);
  if (unsettled && highest?.line.selfPay.value !== 0) return { kind: 'unsettled', qualified };
  return highest ? { kind: 'applied', applied: highest, qualified } : { kind: 'none', qualified };
}

function lineFor(
  identity: Identity,
  record: DecisionRecord,
): { line: AidCategoryLine; field: string } | 'no_aid' | 'unsettled' {
  const { lines, unlisted } = record.table.aid;
  for (const [key, line] of Object.entries(lines)) {
    if (line.covers.some((one) => one === identity.category)) return { line, field: `aid.lines.${key}` };
  }
  if (unlisted.value === 'no_aid') {
    record.use('identity', 'aid.unlisted', unlisted);
    return 'no_aid';
  }
  const field = `aid.lines.${identity.category}.selfPay`;
  const message = `政策文件未规定${nameOfCategory(identity.category)}的个人缴费金额:${unlisted.note ?? ''}`;
  record.review('aid_silent', field, message, 'value');
  return 'unsettled';
}

/** Grade, certificate and age that the line requires. */
function meets(
  identity: Identity,
  { requires }: AidCategoryLine,
  field: string,
  request: LatePaymentRequest,
  record: DecisionRecord,
): 'yes' | 'no' | 'unsettled' {
  const missing = (fact: string, message: string): 'unsettled' => {
    record.review('fact_missing', fact, message, 'fact');
    return 'unsettled';
  };
  if (requires.grades && identity.category === 'disabled') {
    if (identity.grade === undefined) return missing('identities.grade', '缺少残疾等级,无法认定资助资格');
    const grades = record.use('identity', `${field}.requires.grades`, requires.grades);
    if (!grades?.includes(identity.grade)) return 'no';
  } else if (requires.grades && identity.grade !== undefined && !requires.grades.value?.includes(identity.grade)) {
    record.use('identity', `${field}.requires.grades`, requires.grades);
    return 'no';
  }
  if (requires.certificateHeldBy) {
    const issuedOn = identity.certificateIssuedOn;
    if (issuedOn === undefined) return missing('identities.certificateIssuedOn', '缺少残疾证发证日期,无法认定资助资格');
    const heldBy = record.use('identity', `${field}.requires.certificateHeldBy`, requires.certificateHeldBy);
    if (heldBy === null || issuedOn > heldBy) return 'no';
    if (issuedOn === heldBy) {
      const message = `残疾证发证日期恰为截止日 ${heldBy},“前”是否含当日须由人工认定`;
      record.review('certificate_on_cutoff_day', 'identities.certificateIssuedOn', message, 'acknowledgement');
    }
    const { newCertificate } = requires;
    if (newCertificate && yearOf(issuedOn) === newCertificate.year) {
      if (identity.assessedOn === undefined) {
        return missing('identities.assessedOn', '缺少残疾评定日期,无法认定资助资格');
      }
      const by = record.use('identity', `${field}.requires.newCertificate.assessedBy`, newCertificate.assessedBy);
      if (by === null || identity.assessedOn > by) return 'no';
    }
  }
  if (requires.age) {
    if (request.birthDate === undefined) return missing('birthDate', '缺少出生日期,无法按年龄认定资助资格');
    const age = ageOn(request.birthDate, request.paidOn);
    const ages = record.use('identity', `${field}.requires.age`, requires.age);
    record.use('age', 'contribution.ageOn', record.table.contribution.ageOn);
    if (ages === null || (age < ages.from && age > ages.orUpTo)) return 'no';
  }
  return 'yes';
}

function highestAid(applied: AppliedIdentity[], record: DecisionRecord): AppliedIdentity | null {
  const [first, ...others] = applied;
  if (!first) return null;
  if (others.length === 0) return first;
  const { several } = record.table.aid;
  if (several.standing === 'silent') {
    const message = '同时具有多重身份,政策文件未规定如何适用;暂按最高的一项计算,须由人工确认';
    record.review('several_identities_silent', 'aid.several', message, 'value');
  } else {
    record.use('several_identities', 'aid.several', several);
  }
  const selfPay = ({ line }: AppliedIdentity): number => line.selfPay.value ?? Number.POSITIVE_INFINITY;
  const highest = others.reduce((best, next) => (selfPay(next) < selfPay(best) ? next : best), first);
  const tied = applied.filter((one) => selfPay(one) === selfPay(highest));
  if (tied.some(({ line }) => line.payer.value !== highest.line.payer.value)) {
    const names = tied.map(({ line }) => line.name).join('、');
    record.review(
      'aid_payer_tie',
      'payers.aid',
      `${names}资助额相同而资金来源不同,由谁负担须人工认定`,
      'acknowledgement',
    );
  }
  return highest;
}
