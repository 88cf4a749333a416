/** Conditions on what came before: insured years, gaps, parents, and what is declared. */
import { firstOfYear } from '../calendar.ts';
import { type Answer, ask, type Inquiry, silentEnd } from './inquiry.ts';
import { missing, readingsByValue } from './missing.ts';
import type { Condition } from './model.ts';
import { historyGiven, lapsedInARow, lapsedYears } from './person.ts';

type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;
type History = Of<'insured' | 'continuous' | 'lapsed' | 'first_enrolment' | 'parents' | 'declared'>;

export function historyHolds(condition: History, inquiry: Inquiry): Answer {
  const { request } = inquiry.person;
  switch (condition.kind) {
    case 'insured':
      return insuredHolds(condition, inquiry);
    case 'continuous':
      // Who says nothing of gaps has none; a late payer is warned that nothing was said.
      return lapsedYears(request).length === 0;
    case 'lapsed':
      return lapsedHolds(condition, inquiry);
    case 'first_enrolment': {
      const { history } = request;
      if (history?.firstEnrolment !== undefined) return history.firstEnrolment;
      if ((history?.insuredYears?.length ?? 0) > 0) return false;
      return ask(inquiry, missing(condition, 'history.firstEnrolment', '缺少是否首次参保', true));
    }
    case 'parents':
      return parentsHold(condition, inquiry);
    case 'declared': {
      const said = request.facts?.[condition.fact];
      const message = `缺少“${condition.name}”:是或否`;
      return said ?? ask(inquiry, missing(condition, `facts.${condition.fact}`, message, true));
    }
  }
}

function insuredHolds(condition: Of<'insured'>, inquiry: Inquiry): Answer {
  const { history, coverageYear, birthDate } = inquiry.person.request;
  const years = Array.from({ length: condition.years }, (_, index) => coverageYear - 1 - index);
  const first = years.at(-1) ?? coverageYear;
  if (history?.firstEnrolment === true) return false;
  if (birthDate !== undefined && birthDate >= firstOfYear(coverageYear)) return false;
  const insured = years.every((year) => history?.insuredYears?.includes(year));
  if (insured) return condition.where !== 'here' || history?.insuredHere !== false;
  const lapsed = history?.lapsedYears;
  if (lapsed !== undefined) {
    if (years.some((year) => lapsed.includes(year))) return false;
    return lapsed.some((year) => year < first) || lapsed.length === 0;
  }
  if (history?.insuredYears !== undefined && history.insuredYears.length > 0) return false;
  return ask(inquiry, missing(condition, 'history.insuredYears', '缺少参保记录,无法判断上年是否参保', true));
}

/** Of somebody of whom nothing is known before, nobody can count the years. */
function lapsedHolds(condition: Of<'lapsed'>, inquiry: Inquiry): Answer {
  const { request } = inquiry.person;
  if (!historyGiven(request)) {
    const assumed = lapsedByAssumption(condition, inquiry);
    if (assumed !== null) return assumed;
    const readings = ['断保年数符合条件', '断保年数不符合条件'] as const;
    return ask(inquiry, missing(condition, 'history.insuredYears', '缺少参保记录,无法判断断保几年', true, readings));
  }
  const count = lapsedInARow(lapsedYears(request), request.coverageYear);
  for (const [told, fits] of [
    [condition.from, (from: number) => count >= from],
    [condition.under, (under: number) => count < under],
  ] as const) {
    if (told === null) continue;
    if (told.value === null) return ask(inquiry, silentEnd(told));
    inquiry.used.push(told);
    if (!fits(told.value)) return false;
  }
  return true;
}

/** What an answer that this run assumes of the same years leaves possible here; null where both are. */
function lapsedByAssumption(condition: Of<'lapsed'>, { assumed }: Inquiry): boolean | null {
  const fits = ({ from, under }: Of<'lapsed'>, count: number): boolean =>
    count >= (from?.value ?? 0) && count < (under?.value ?? Number.POSITIVE_INFINITY);
  let possible = Array.from({ length: 61 }, (_, count) => count);
  for (const [key, answer] of assumed) {
    if (isLapsed(key)) possible = possible.filter((count) => fits(key, count) === answer);
  }
  const holding = possible.filter((count) => fits(condition, count));
  if (holding.length === possible.length) return true;
  return holding.length === 0 ? false : null;
}

const isLapsed = (key: object): key is Of<'lapsed'> => 'kind' in key && key.kind === 'lapsed';

function parentsHold(condition: Of<'parents'>, inquiry: Inquiry): Answer {
  const { parents, parentsHousehold } = inquiry.person.request;
  if (condition.insured) {
    if (parents !== undefined) return condition.insured.includes(parents);
    return parentsUnsaid(condition, condition.insured, inquiry);
  }
  if (parentsHousehold === undefined) {
    const readings = readingsByValue('parentsHousehold', condition.household ?? []);
    return ask(inquiry, missing(condition, 'parentsHousehold', '缺少父母户籍情况', true, readings));
  }
  return condition.household?.includes(parentsHousehold) === true;
}

const PARENTS = ['both_insured', 'one_insured', 'none_insured'];

const isInsuredParents = (key: object): key is Of<'parents'> & { insured: readonly string[] } =>
  'kind' in key && key.kind === 'parents' && 'insured' in key && key.insured !== null;

/** What this run assumes of the parents elsewhere may settle it here. */
function parentsUnsaid(condition: Of<'parents'>, insured: readonly string[], inquiry: Inquiry): Answer {
  let possible = PARENTS;
  for (const [key, answer] of inquiry.assumed) {
    if (isInsuredParents(key)) possible = possible.filter((one) => key.insured.includes(one) === answer);
  }
  const holding = possible.filter((one) => insured.includes(one));
  if (holding.length === possible.length) return true;
  if (holding.length === 0) return false;
  const readings = readingsByValue('parents', insured, possible);
  return ask(inquiry, missing(condition, 'parents', '缺少父母参保情况', true, readings));
}
