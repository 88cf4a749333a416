/**
 * Hints about a table in the form of ways: of ways that stand behind another one which takes their people, or their days,
 * first; of ways that nobody can tell apart, or that change places for nothing; of clauses behind which no value stands.
 */
import type { LocalDate } from '../calendar.ts';
import type { JsonObject } from '../json.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Condition, Day, Way } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { beforeClause } from './citation.ts';
import type { Hint } from './hint.ts';
import { isMap } from './reading.ts';
import { spareClauses } from './spare-clauses.ts';

export function hintsOf({ table: { rules, fields }, source }: Pick<PolicyVersion, 'table' | 'source'>): Hint[] {
  // Whoever wrote the first form knew no ways.
  if (fields === null) return [];
  const { ways } = rules;
  return [
    ...ways.flatMap((way, index) => {
      const before = ways.slice(0, index).filter((other) => haveCommonDays(way, other) && haveCommonYears(way, other));
      return [
        ...calledAlike(way, ways.slice(0, index)),
        ...behindOthersOfNewborns(way, before),
        ...neverReached(way, before),
        ...takesOthersOutside(way, before),
      ];
    }),
    ...placedForNothing(ways, source),
    ...spareClauses(source, fields),
  ];
}

/** Whoever reads an answer knows a way by its name. */
function calledAlike(way: Way, before: readonly Way[]): Hint[] {
  const alike = before.find(({ label }) => label === way.label);
  if (!alike) return [];
  const message = `另一种情形(${alike.name})也叫“${way.label}”，看答复的人分不清：请用 name 写不同的名称`;
  return [{ field: `${way.field}.name`, message }];
}

/** Ways with a condition stand before those without, whatever `before` says. */
function placedForNothing(ways: readonly Way[], source: JsonObject): Hint[] {
  const written = isMap(source.ways) ? source.ways : {};
  return ways.flatMap((way): Hint[] => {
    const own = written[way.name];
    if (!isMap(own) || own.before === undefined) return [];
    const other = ways.find(({ name }) => name === beforeClause(String(own.before)));
    if (other === undefined || (other.who === null) === (way.who === null)) return [];
    const message =
      way.who === null
        ? `不起作用：“${way.label}”不限对象，总排在写明适用对象的“${other.label}”之后。请写明适用对象(who)，或删去 before`
        : `不起作用：“${way.label}”写明了适用对象，本来就排在不限对象的“${other.label}”之前。请删去 before`;
    return [{ field: `${way.field}.before`, message }];
  });
}

/** A newborn has a household, a tier and perhaps an identity: a way for these that stands ahead takes it. */
function behindOthersOfNewborns(way: Way, before: readonly Way[]): Hint[] {
  if (!way.ofNewborns) return [];
  const taking = before.find(({ who, ofNewborns }) => who !== null && !ofNewborns && mayMeanNewborns(who));
  if (!taking) return [];
  const message = `排在“${taking.label}”(${taking.name})之后,而那里的条件新生儿也可能符合,会先按它办理。新生儿的情形请写在前面,或在这里写 before: ${taking.name}`;
  return [{ field: way.field, message }];
}

function mayMeanNewborns(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every(mayMeanNewborns);
    case 'any':
      return condition.of.some(mayMeanNewborns);
    case 'and_the_like':
      return mayMeanNewborns(condition.of);
    case 'not':
      return condition.of.kind !== 'born' && condition.of.kind !== 'continuous';
    case 'age':
      return (condition.from?.value ?? 0) < 1;
    case 'lapsed':
      return (condition.from?.value ?? 0) < 1;
    case 'fact_in':
    case 'category':
    case 'disability':
    case 'first_enrolment':
    case 'parents':
      return true;
    default:
      return false;
  }
}

/** Two ways for everybody on the same days: the second one is never taken. */
function neverReached(way: Way, before: readonly Way[]): Hint[] {
  if (way.who !== null) return [];
  const taking = before.find((other) => other.who === null && covers(other, way));
  if (!taking) return [];
  return [
    {
      field: way.field,
      message: `与“${taking.label}”(${taking.name})的对象和日期相同,永远用不到:请核对日期,或写明适用对象(who)`,
    },
  ];
}

/** Texts give pupils and students days of their own; newborns and the aided have theirs beside the common ones. */
const isOfSchools = ({ who, ofNewborns }: Way): boolean => who !== null && !ofNewborns && isSchooling(who);

const isSchooling = (who: Condition): boolean =>
  who.kind === 'schooling' || (who.kind === 'all' && who.of.length === 1 && who.of.every(isSchooling));

/** People who have days of their own go on to the way for everybody on all other days. */
function takesOthersOutside(way: Way, before: readonly Way[]): Hint[] {
  if (way.who !== null || way.kind !== 'in_time' || !isDated(way)) return [];
  const people = before.filter((other) => isOfSchools(other) && other.kind === way.kind && isDated(other));
  return people
    .filter((other) => !covers(other, way))
    .map((other) => ({
      field: way.field,
      message: `“${other.label}”（${other.name}）的人在他们自己的日期以外缴费的，也按这一种办理。不应如此的，在这里写 who: { not: … }`,
    }));
}

const FIRST = '0000-01-01';
const LAST = '9999-12-31';

/** What is dated of a way's windows; the rest may be any day. */
const spansOf = ({ open }: Way): { from: string; to: string }[] =>
  open.map(({ from, to }) => ({ from: dateOf(from) ?? FIRST, to: dateOf(to) ?? LAST }));

const dateOf = (told: Told<Day> | null): LocalDate | null => {
  const day = told?.value;
  return day?.anchor.kind === 'date' && day.steps.length === 0 ? day.anchor.date : null;
};

const haveCommonDays = (one: Way, other: Way): boolean =>
  spansOf(one).some((a) => spansOf(other).some((b) => a.from <= b.to && b.from <= a.to));

/** Ways that buy different years are the payer's choice. */
const haveCommonYears = (one: Way, other: Way): boolean =>
  one.years === null || other.years === null || JSON.stringify(one.years) === JSON.stringify(other.years);

const isDated = ({ open }: Way): boolean => open.every(({ from, to }) => dateOf(from) !== null && dateOf(to) !== null);

const covers = (one: Way, other: Way): boolean =>
  isDated(one) &&
  isDated(other) &&
  spansOf(other).every((b) => spansOf(one).some((a) => a.from <= b.from && b.to <= a.to)) &&
  one.open.every(({ monthly }) => monthly === null);
