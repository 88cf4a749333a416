/**
 * Runs the rules, and where a fact or a sentence is open, once for each answer: equal in what was asked for, it is decided;
 * else a question that names what is missing and shows the results side by side.
 */
import { DecisionRecord } from '../decision.ts';
import { isEqual } from '../json.ts';
import { type Alternative, NO_AMOUNTS } from '../late-payment/assessment.ts';
import type { PolicyVersion } from '../policy.ts';
import { isQuestion } from './answers.ts';
import { NO_BENEFIT } from './benefit.ts';
import type { Question } from './inquiry.ts';
import type { Either } from './model.ts';
import type { Person } from './person.ts';
import { type Outcome, run } from './run.ts';
import { UNKNOWN_WAIT } from './wait.ts';

export interface Explored extends Figures {
  alternatives: Alternative[];
}

interface Branch {
  outcome: Outcome;
  /** False where the most questions were assumed and there was one more. */
  isKnown: boolean;
  /** What was assumed: each question with its answer. */
  path: { question: Question; answer: boolean }[];
}

const NOTHING_ASSUMED: ReadonlyMap<object, boolean> = new Map();
/** Two to this power results at most. */
const MOST_QUESTIONS = 4;

export function explore(person: Person, policy: PolicyVersion): Explored {
  const { either } = policy.table.rules;
  const { found, branches } = byOneReading(person, policy);
  if (either.length === 0) return found;
  const taken = waysTaken(branches);
  return either.reduce((shown, one) => {
    if (one.ways !== null && taken !== null && !taken.some((way) => one.ways?.includes(way))) return shown;
    const { table } = policy;
    const other = byOneReading(person, { ...policy, table: { ...table, rules: one.rules } });
    return besides(shown, other.found, one, policy);
  }, found);
}

interface ByOneReading {
  found: Explored;
  branches: readonly Branch[];
}

/** Two readings of a place: equal in what was asked for, nobody is asked. */
function besides(shown: Explored, other: Explored, either: Either, policy: PolicyVersion): Explored {
  if (sameFigures(shown, other)) return shown;
  const record = new DecisionRecord(policy);
  const message = `“${either.label}”有两种读法:${either.first},或 ${either.second}`;
  record.review('two_readings', either.field, message, 'value', either.label);
  record.adopt([shown.record, other.record]);
  const asReading = (of: Explored, description: string, index: number): Alternative => {
    const { timing, amounts, waiting, benefit } = of;
    return { reading: `reading_${index}`, description, timing, amounts, waiting, benefit };
  };
  return {
    ...common(shown, other),
    record,
    alternatives: [
      ...shown.alternatives,
      asReading(shown, either.first, shown.alternatives.length + 1),
      asReading(other, either.second, shown.alternatives.length + 2),
    ],
  };
}

function byOneReading(person: Person, policy: PolicyVersion): ByOneReading {
  const first = run(person, policy, NOTHING_ASSUMED);
  const branches = isQuestion(first)
    ? branch(first, person, policy, NOTHING_ASSUMED, [])
    : [{ outcome: first, isKnown: true, path: [] }];
  return { found: merge(branches, policy), branches };
}

/** Names of the ways that the payment may take; null where more was open than can be looked through. */
const waysTaken = (branches: readonly Branch[]): string[] | null =>
  branches.every(({ isKnown }) => isKnown) ? branches.flatMap(({ outcome }) => outcome.way?.name ?? []) : null;

function branch(
  question: Question,
  person: Person,
  policy: PolicyVersion,
  assumed: ReadonlyMap<object, boolean>,
  path: Branch['path'],
): Branch[] {
  return [true, false].flatMap((answer) => {
    const next = new Map([...assumed, [question.key, answer]]);
    const taken = [...path, { question, answer }];
    const found = run(person, policy, next);
    if (!isQuestion(found)) return [{ outcome: found, isKnown: true, path: taken }];
    return taken.length >= MOST_QUESTIONS
      ? [{ outcome: unknown(policy), isKnown: false, path: taken }]
      : branch(found, person, policy, next, taken);
  });
}

const unknown = (policy: PolicyVersion): Outcome => ({
  record: new DecisionRecord(policy),
  way: null,
  timing: null,
  nextOpenOn: null,
  lastDay: null,
  identity: null,
  amounts: NO_AMOUNTS,
  payers: {},
  aidParts: [],
  waiting: UNKNOWN_WAIT,
  benefit: NO_BENEFIT,
  paymentMode: null,
  ofYears: [],
  readings: [],
});

type Figures = Omit<Outcome, 'readings'>;

/** Whether two results are the same to whoever asked; what differs most often is looked at first. */
const sameFigures = (one: Figures, other: Figures): boolean =>
  one === other ||
  (one.benefit.start === other.benefit.start &&
    one.timing === other.timing &&
    one.nextOpenOn === other.nextOpenOn &&
    one.identity === other.identity &&
    one.paymentMode === other.paymentMode &&
    isEqual(one.amounts, other.amounts) &&
    isEqual(one.waiting, other.waiting) &&
    isEqual(one.benefit, other.benefit) &&
    isEqual(one.payers, other.payers) &&
    isEqual(one.aidParts, other.aidParts));

function merge(branches: Branch[], policy: PolicyVersion): Explored {
  const [first, ...others] = branches;
  if (!first) return { ...unknown(policy), alternatives: [] };
  if (others.length === 0) return { ...first.outcome, alternatives: first.outcome.readings };
  // Of each branch the first one with the same results.
  const figures = branches.map(({ outcome }) => branches.findIndex((other) => sameFigures(other.outcome, outcome)));
  if (figures.every((at) => at === 0)) return { ...first.outcome, alternatives: first.outcome.readings };
  const record = new DecisionRecord(policy);
  const open = openQuestions(branches, figures);
  for (const { code, field, message, settledBy, label } of open) record.review(code, field, message, settledBy, label);
  record.adopt(branches.map(({ outcome }) => outcome.record));
  const provisional = open.length > 0 && open.every((question) => question.provisional === true);
  const shown = provisional ? first.outcome : others.reduce((sum, { outcome }) => common(sum, outcome), first.outcome);
  return { ...shown, record, alternatives: branches.map(asAlternative) };
}

/** A question both answers of which give the same results is none. */
function openQuestions(branches: readonly Branch[], figures: readonly number[]): Question[] {
  const all = new Map<object, Question>();
  for (const { path } of branches) for (const { question } of path) all.set(question.key, question);
  return [...all.values()].filter((question) => {
    const of = (answer: boolean) =>
      branches.flatMap(({ path }, index) =>
        path.some((step) => step.question.key === question.key && step.answer === answer) ? [figures[index]] : [],
      );
    const [yes, no] = [new Set(of(true)), new Set(of(false))];
    return yes.size !== no.size || [...yes].some((one) => !no.has(one));
  });
}

function asAlternative({ outcome, path }: Branch, index: number): Alternative {
  const { timing, amounts, waiting, benefit } = outcome;
  const description = path.map(({ question, answer }) => describe(question, answer)).join(';');
  return { reading: `reading_${index + 1}`, description, timing, amounts, waiting, benefit };
}

const describe = ({ readings, message }: Question, answer: boolean): string =>
  readings ? readings[answer ? 0 : 1] : `${message}:${answer ? '是' : '否'}`;

/** What two results have in common; null where they differ. */
function common(one: Figures, other: Figures): Outcome {
  return {
    ...one,
    timing: same(one.timing, other.timing),
    nextOpenOn: same(one.nextOpenOn, other.nextOpenOn),
    lastDay: same(one.lastDay, other.lastDay),
    identity: same(one.identity, other.identity),
    amounts: {
      individual: same(one.amounts.individual, other.amounts.individual),
      subsidy: same(one.amounts.subsidy, other.amounts.subsidy),
      repair: same(one.amounts.repair, other.amounts.repair),
      aid: same(one.amounts.aid, other.amounts.aid),
      payable: same(one.amounts.payable, other.amounts.payable),
    },
    payers: isEqual(one.payers, other.payers) ? one.payers : {},
    aidParts: isEqual(one.aidParts, other.aidParts) ? one.aidParts : [],
    waiting: isEqual(one.waiting, other.waiting) ? one.waiting : UNKNOWN_WAIT,
    benefit: {
      start: same(one.benefit.start, other.benefit.start),
      end: same(one.benefit.end, other.benefit.end),
      retroactive: one.benefit.retroactive && other.benefit.retroactive,
    },
    paymentMode: same(one.paymentMode, other.paymentMode),
    forYears: isEqual(one.forYears, other.forYears) ? one.forYears : null,
    ofYears: isEqual(one.ofYears, other.ofYears) ? one.ofYears : [],
    readings: [],
  };
}

const same = <T>(one: T, other: T): T | null => (one === other ? one : null);
