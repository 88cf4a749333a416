/**
 * What one payment for several years costs: each year by its own table, as far as there is one; of a year without a table
 * only what the way itself says is known.
 */
import { DecisionRecord } from '../decision.ts';
import { add, type Li, ZERO } from '../money.ts';
import { isInFirstForm, type PolicyVersion } from '../policy.ts';
import { NO_AID } from './aid.ts';
import { isQuestion } from './answers.ts';
import { yearsOf } from './choose-way.ts';
import { partOf } from './contribution.ts';
import type { Inquiry, Question } from './inquiry.ts';
import type { Share, Way } from './model.ts';
import { type CostRule, decideShares, type Shares } from './shares.ts';
import type { Told } from './told.ts';

export function sharesOfYears(way: Way, rule: CostRule, inquiry: Inquiry, record: DecisionRecord): Shares | Question {
  const { coverageYear } = inquiry.person.request;
  const years = yearsOf(way, inquiry);
  const single = years.length === 1 && years[0] === coverageYear;
  if (single && way.cost.value?.ofYears === undefined) return decideShares(way, rule, false, inquiry, record);
  const parts: Shares[] = [];
  for (const year of years) {
    const part = sharesOfYear(year, wayFor(way, year, inquiry), rule, inquiry, record);
    if (isQuestion(part)) return part;
    parts.push(part);
  }
  const missing = years.filter((_, index) => parts[index]?.individual === null);
  for (const year of missing) {
    if (year !== coverageYear && way.cost.value !== null) ask(way, years, year, record);
  }
  return together(parts, years);
}

/** A way with what that year costs, where the text says it for each year. */
function wayFor(way: Way, year: number, inquiry: Inquiry): Way {
  const cost = way.cost.value;
  if (way.cost.value === null || cost?.ofYears === undefined) return way;
  const own = cost.ofYears.find((one) => yearsOf({ ...way, years: [one.year] }, inquiry).includes(year));
  return own ? { ...way, cost: { ...way.cost, value: own.cost } } : way;
}

function sharesOfYear(
  year: number,
  way: Way,
  rule: CostRule,
  inquiry: Inquiry,
  record: DecisionRecord,
): Shares | Question {
  const { person } = inquiry;
  const { request, tables } = person;
  if (year === request.coverageYear) return decideShares(way, rule, false, inquiry, record);
  const policy = tables?.(year);
  const ofYear: Inquiry = {
    ...inquiry,
    person: { ...person, request: { ...request, coverageYear: year } },
    used: [],
    plain: undefined,
  };
  if (!policy) return byTheWayAlone(way, year, ofYear, record);
  return byTableOfYear(way, rule, { ...ofYear, rules: policy.table.rules }, policy, record);
}

function byTableOfYear(
  way: Way,
  rule: CostRule,
  inquiry: Inquiry,
  policy: PolicyVersion,
  record: DecisionRecord,
): Shares | Question {
  const own = new DecisionRecord(policy);
  const shares = decideShares(way, rule, false, inquiry, own);
  if (isQuestion(shares)) return shares;
  const { basis, confirm, review } = own.close();
  const { label } = way;
  // The way's own clause stands in the table that was asked.
  record.cite(basis.filter(({ rule: named }) => named !== rule));
  record.take(rule, way.cost);
  const { coverageYear } = policy.table;
  record.confirmAlso(confirm.map((one) => ({ ...one, field: `${coverageYear}.${one.field}` })));
  for (const { code, field, message, settledBy, label: called } of review) {
    record.review(code, field, `${coverageYear} 年度:${message}`, settledBy, called || label);
  }
  return shares;
}

const NOTHING = { alongside: [], atLeast: false, aidParts: [], payers: {}, result: NO_AID };

/**
 * Without the year's table: nothing, where the way costs nothing; its own price, where it has one; else the standard of
 * that year as this table or a caseworker says it, for somebody without an identity.
 */
function byTheWayAlone({ cost }: Way, year: number, inquiry: Inquiry, record: DecisionRecord): Shares {
  const standard = inquiry.rules.otherYears.get(year);
  const known = (share: Share | undefined, of: Told<Li> | undefined): Li | null => {
    if (share === undefined) return null;
    if (share.by !== 'person') return ZERO;
    if (share.part.kind === 'amount') return share.part.amount;
    if (of === undefined || of.value === null || inquiry.person.identities.length > 0) return null;
    return partOf(of.value, share.part, inquiry);
  };
  const individual = known(cost.value?.individual, standard);
  if (standard && cost.value?.individual.by === 'person') record.take('individual_contribution', standard);
  const subsidy = known(cost.value?.subsidy, undefined);
  return { ...NOTHING, standard: null, individual, subsidy, aid: individual === null ? null : ZERO };
}

function ask({ label }: Way, years: readonly number[], year: number, record: DecisionRecord): void {
  if (isInFirstForm(record.table)) {
    const message = `${year} 年度的缴费标准由该年度的政策表规定,应缴金额须由人工核定`;
    record.review('amount_of_another_year', 'forYears', message, 'acknowledgement');
    return;
  }
  const message = `为 ${years.join('、')} 年度缴费:${year} 年度的金额以该年度的政策表为准,须由人工核定`;
  record.review('other_year_amount', `other_years.${year}`, message, 'value', `${label}:${year} 年度个人缴费标准`);
}

const sum = (amounts: readonly (Li | null)[]): Li | null =>
  amounts.some((amount) => amount === null) ? null : add(ZERO, ...amounts.filter((amount) => amount !== null));

function together(parts: readonly Shares[], years: readonly number[]): Shares {
  const [first, ...others] = parts;
  if (!first) return { ...NOTHING, standard: null, individual: null, subsidy: null, aid: null };
  if (others.length === 0) return first;
  const payers: Shares['payers'] = {};
  for (const part of parts) Object.assign(payers, part.payers);
  const aided = parts.find(({ result }) => result.kind !== 'none');
  return {
    standard: first.standard,
    individual: sum(parts.map(({ individual }) => individual)),
    subsidy: sum(parts.map(({ subsidy }) => subsidy)),
    aid: sum(parts.map(({ aid }) => aid)),
    alongside: parts.flatMap(({ alongside }) => alongside),
    atLeast: parts.some(({ atLeast }) => atLeast),
    aidParts: parts.flatMap(({ aidParts }) => aidParts),
    payers,
    result: aided?.result ?? first.result,
    ofYears: years.map((year, index) => ({ year, individual: parts[index]?.individual ?? null })),
  };
}
