/**
 * Rule "shares": what the person bears of the individual contribution and of the fiscal subsidy, what aid bears, and who
 * pays these, as the way says it.
 */

import type { DecisionRecord } from '../decision.ts';
import { add, type Li, li, times, ZERO } from '../money.ts';
import { type AidResult, applyAid, decideAid, NO_AID } from './aid.ts';
import { isQuestion } from './answers.ts';
import { isLine, lineFor, partOf } from './contribution.ts';
import type { Inquiry, Question } from './inquiry.ts';
import type { ContributionLine, Share, Way } from './model.ts';

export interface Shares {
  /** The individual standard before aid, for the months insured; also the price of a repaired year. */
  standard: Li | null;
  individual: Li | null;
  subsidy: Li | null;
  aid: Li | null;
  alongside: { name: string; amount: Li }[];
  offered?: { name: string; amount: Li }[];
  atLeast: boolean;
  aidParts: { payer: string; amount: Li }[];
  payers: { aid?: string | null; subsidy?: string; individual?: string };
  result: AidResult;
  /** Of a payment for several years, what each costs. */
  ofYears?: { year: number; individual: Li | null }[];
}

/** How the cost of a way is told by its kind. */
export type CostRule = 'cost' | 'late_shares' | 'exit_shares';

const NOTHING = { alongside: [], atLeast: false, aidParts: [], payers: {} };

export function decideShares(
  way: Way | null,
  rule: CostRule,
  subsidyUnknown: boolean,
  inquiry: Inquiry,
  record: DecisionRecord,
): Shares | Question {
  const found = lineFor(inquiry);
  if (found !== null && !isLine(found)) return found;
  const usedByLine = inquiry.used.splice(0);
  const base = found === null ? null : standardOf(found, inquiry);
  const withAid = way?.aid.value !== 'none';
  const result = withAid ? decideAid(inquiry, base, record) : NO_AID;
  if (isQuestion(result)) return result;
  citeUsed('identity', inquiry, record);
  inquiry.used.push(...usedByLine);
  citeUsed('condition', inquiry, record);
  const standard = citeStandard(found, base, inquiry, record);
  if (result.kind === 'unsettled') {
    const subsidy = way === null ? subsidyOf(subsidyUnknown) : bySomebody(way, rule) ? null : ZERO;
    return { ...NOTHING, standard, individual: null, subsidy, aid: null, result };
  }
  for (const { at, rule: cited, told } of way?.cites ?? []) if (at === 'shares') record.take(cited, told);
  if (way !== null && result.kind === 'applied' && way.aid.standing === 'silent') {
    record.take('late_aided', way.aid);
    return { ...NOTHING, standard, individual: null, subsidy: null, aid: null, result };
  }
  if (way !== null && result.kind === 'applied') record.take('late_aided', way.aid);
  const cost = way === null ? null : record.take(rule, way.cost);
  if (way !== null && cost === null) {
    return { ...NOTHING, standard, individual: null, subsidy: null, aid: null, result };
  }
  const individual = cost?.individual ?? WHOLE;
  const own = shareOf(individual, standard, inquiry);
  const priced = aided(own, individual, result, inquiry, record);
  if (isQuestion(priced)) return priced;
  const subsidy = cost === null ? subsidyOf(subsidyUnknown) : subsidyShare(cost.subsidy, found, inquiry, record);
  const bearer = cost?.subsidy.by;
  const payers = {
    ...(priced.payer !== null && { aid: priced.payer }),
    ...(priced.parts.length > 0 && { aid: null }),
    ...(bearer === 'person' && { subsidy: 'insured_person' }),
    ...(typeof bearer === 'object' && { subsidy: bearer.payer }),
    ...(typeof individual.by === 'object' && { individual: individual.by.payer }),
  };
  return {
    standard,
    individual: priced.pays,
    subsidy,
    aid: priced.aid,
    alongside: alongsideOf(found, false, record),
    offered: alongsideOf(found, true, record),
    atLeast: found?.atLeast === true,
    aidParts: priced.parts,
    payers,
    result,
  };
}

const WHOLE: Share = { by: 'person', part: { kind: 'whole' } };

const bySomebody = (way: Way, rule: CostRule): boolean => rule === 'late_shares' || way.cost.value === null;

const subsidyOf = (unknown: boolean): Li | null => (unknown ? null : ZERO);

export function citeUsed(rule: string, inquiry: Inquiry, record: DecisionRecord): void {
  if (inquiry.used.length === 0) return;
  const cited = new Set<string>();
  for (const told of inquiry.used.splice(0)) {
    const named = told === inquiry.rules.ageOn ? 'age' : rule;
    // An adopted value is confirmed by its field; a stated clause is cited once.
    const key = told.standing === 'adopted' ? told.field : `${named} ${told.clause}`;
    if (cited.has(key)) continue;
    cited.add(key);
    record.take(named, told);
  }
}

/** Of a line by the month, the months that are paid for; null where they are not known. */
function standardOf({ individual, per }: ContributionLine, { person }: Inquiry): Li | null {
  if (individual.value === null) return null;
  if (per.value !== 'month') return individual.value;
  return person.request.months === undefined ? null : times(individual.value, person.request.months);
}

function citeStandard(
  line: ContributionLine | null,
  base: Li | null,
  { rules, person }: Inquiry,
  record: DecisionRecord,
): Li | null {
  if (line === null) {
    const { field, label } = rules.contributionField;
    const message = '政策文件列出的人群均不包含此人,个人缴费标准无规定';
    record.review('contribution_silent', field, message, 'value', label);
    return null;
  }
  if (record.take('individual_contribution', line.individual) === null) return null;
  const unit = record.take('contribution_unit', line.per);
  if (unit === 'month' && person.request.months === undefined) {
    record.review('fact_missing', 'months', '按月缴费,缺少参保月数', 'fact');
  }
  return unit === null ? null : base;
}

function shareOf(share: Share, standard: Li | null, inquiry: Inquiry): Li | null {
  if (share.by !== 'person') return ZERO;
  if (share.part.kind === 'amount') return share.part.amount;
  return standard === null ? null : partOf(standard, share.part, inquiry);
}

function aided(
  own: Li | null,
  share: Share,
  result: AidResult,
  inquiry: Inquiry,
  record: DecisionRecord,
): { pays: Li | null; aid: Li | null; parts: Shares['aidParts']; payer: string | null } | Question {
  if (result.kind !== 'applied' || share.by !== 'person') return { pays: own, aid: ZERO, parts: [], payer: null };
  const { applied } = result;
  const aidable = applied.line.tier === null ? own : tierStandard(applied.line.tier, inquiry);
  return applyAid(applied, own, aidable, inquiry, record);
}

/** What the person would pay in another tier. */
function tierStandard(tier: string, inquiry: Inquiry): Li | null {
  const { person } = inquiry;
  if (tier !== 'low' && tier !== 'high') return null;
  const line = lineFor({ ...inquiry, person: { ...person, request: { ...person.request, tier } }, used: [] });
  return isLine(line) ? line.individual.value : null;
}

function subsidyShare(
  share: Share,
  line: ContributionLine | null,
  inquiry: Inquiry,
  record: DecisionRecord,
): Li | null {
  if (share.by === 'not_said') return null;
  if (share.by !== 'person') return ZERO;
  if (share.part.kind === 'amount') return share.part.amount;
  if (line === null) return null;
  const { disputed, subsidy } = line;
  if (disputed !== undefined) {
    record.review('subsidy_disputed', subsidy.field, disputed, 'acknowledgement', subsidy.label);
  }
  const amount = record.take('subsidy', line.subsidy);
  return amount === null ? null : partOf(amount, share.part, inquiry);
}

/** Of what is collected with it, what everybody pays, or what is only offered. */
function alongsideOf(line: ContributionLine | null, optional: boolean, record: DecisionRecord): Shares['alongside'] {
  if (line === null || line.alongside.length === 0) return [];
  return line.alongside
    .filter((one) => one.optional === optional)
    .flatMap(({ name, amount }) => {
      const value = record.take('alongside', amount);
      return value === null ? [] : [{ name, amount: value }];
    });
}

/** Everything that is paid at once; null where a part is not known. */
export function payableOf({ individual, subsidy, alongside }: Shares, repair: Li | null): Li | null {
  if (individual === null || subsidy === null || repair === null) return null;
  return alongside.length === 0
    ? add(individual, subsidy, repair)
    : add(individual, subsidy, repair, li(alongside.reduce((sum, { amount }) => sum + amount, 0)));
}
