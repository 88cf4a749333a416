/** Conditions on what came before: insured years, gaps, parents, and what is declared. */
import { firstOfYear } from '../calendar.ts';
import { type Answer, ask, type Inquiry } from './inquiry.ts';
import { missing } from './missing.ts';
import type { Condition } from './model.ts';
import { lapsedYears } from './person.ts';

type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;
type History = Of<'insured' | 'continuous' | 'first_enrolment' | 'parents' | 'declared'>;

export function historyHolds(condition: History, inquiry: Inquiry): Answer {
  const { request } = inquiry.person;
  switch (condition.kind) {
    case 'insured':
      return insuredHolds(condition, inquiry);
    case 'continuous':
      // Who says nothing of gaps has none; a late payer is warned that nothing was said.
      return lapsedYears(request).length === 0;
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

function parentsHold(condition: Of<'parents'>, inquiry: Inquiry): Answer {
  const { parents, parentsHousehold } = inquiry.person.request;
  if (condition.insured) {
    if (parents === undefined) return ask(inquiry, missing(condition, 'parents', '缺少父母参保情况', true));
    return condition.insured.includes(parents);
  }
  if (parentsHousehold === undefined) {
    return ask(inquiry, missing(condition, 'parentsHousehold', '缺少父母户籍情况', true));
  }
  return condition.household?.includes(parentsHousehold) === true;
}
