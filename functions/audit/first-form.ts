/**
 * Decisions by tables of the first form, as releases up to 0.1.1 stored them. Their rules are gone: the decision is made
 * again by the ways that the table knows without the word. Figures, days, outcome and questions have to be the same, but for
 * what is listed here; what a decision cites, or has confirmed, has to stand in the table as it was published. Where the
 * history has no digest of it, it has to cite what is cited today, but for what is listed.
 */
import { addMonths, localDate } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/content/canonical-json.ts';
import type { BasisEntry, Confirmation, Review } from '../domain/decision.ts';
import { nameOfField } from '../domain/policy/field-names.ts';
import { NOT_MENTIONED } from '../domain/policy/sourced.ts';
import type { Json, JsonObject, PolicyVersion } from '../domain/policy.ts';

type Parts = Record<string, unknown>;

/** The table, and the names of the sentences that the history has a digest of. */
interface Proof {
  policy: PolicyVersion;
  ignored: readonly string[];
}

/** Facts that are asked only where they change what is known. */
const GRADE = 'identities.grade';
const FACTS_OF_A_PRICE = ['tier', 'student', 'birthDate'];

/** What of an assessment is no figure, and is looked at by itself. */
const BESIDE = ['basis', 'confirm', 'review', 'status', 'alternatives'];

/** The values of the first form that a rule of that time took. */
const TAKEN_BY: Readonly<Record<string, RegExp>> = {
  timing: /^(period|extension|late)\.(start|end)$/,
  payment_window: /^(period|extension)\.monthlyWindow$/,
  payment_channel: /^notice\.channels\.cash\.workingDaysOnly$/,
  exit: /^exit\.(withinMonths|schemes)$/,
  late: /^late\.allowed$/,
  identity: /^aid\.(unlisted|lines\.\w+\.requires\.)/,
  age: /^contribution\.ageOn$/,
  several_identities: /^aid\.several$/,
  individual_contribution: /^contribution\.(unit|standards\.\w+\.individual)$/,
  contribution_unit: /^contribution\.unit$/,
  aid: /^aid\.lines\.\w+\.selfPay$/,
  aid_payer: /^aid\.lines\.\w+\.payer$/,
  late_aided: /^late\.aided$/,
  late_shares: /^late\.phases\.\d+\./,
  newly_recognised: /^late\.newlyRecognised\./,
  subsidy: /^contribution\.standards\.\w+\.subsidy$/,
  exit_shares: /^exit\.subsidyCharged$/,
  waiting: /^wait\.(fixedMonths|inPeriodIfNotContinuous)$/,
  wait_exemption: /^wait\.(exemptCategories|newbornExempt)$/,
  variable_wait: /^wait\.monthsPerLapsedYear$/,
  first_lapsed_year: /^wait\.firstLapsedYearCounts$/,
  lapsed_before: /^wait\.lapsedBeforeCounts$/,
  repair: /^wait\.repairMonthsPerYear$/,
  waiting_floor: /^wait\.floorMonths$/,
  benefit_start: /^(benefitStart\.|exit\.benefitStart$)/,
  benefit_end: /^benefitEnd$/,
  newborn_window: /^newborn\.windowMonths$/,
  newborn_registration: /^newborn\.registrationRequired$/,
  newborn_contribution: /^newborn\.birthYearContribution$/,
  newborn_benefit: /^newborn\.benefitStart$/,
  newborn_deadline: /^newborn\.nextYearDeadline$/,
  reminders: /^newborn\.remindDaysBefore$/,
};

/**
 * @param again the same part, decided today
 * @returns path of the first part that is not proved; undefined where all is
 */
export function unprovedInFirstForm(stored: unknown, again: unknown, path: string, proof: Proof): string | undefined {
  const [was, is] = [partsOf(stored), partsOf(again)];
  if (was === null || is === null) return canonicalJson([stored]) === canonicalJson([again]) ? undefined : path;
  if (Array.isArray(was.basis) && Array.isArray(is.basis)) return unprovedAssessment(was, is, path, proof);
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const found = unprovedInFirstForm(was[key], is[key], `${path}.${key}`, proof);
    if (found !== undefined) return found;
  }
  return undefined;
}

const partsOf = (value: unknown): Parts | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
const listOf = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value : []);

function unprovedAssessment(was: Parts, is: Parts, path: string, proof: Proof): string | undefined {
  const { policy, ignored } = proof;
  const values = [...valuesIn(policy.source)];
  const first = (key: string, list: readonly unknown[], proved: (one: never) => boolean): string[] => {
    const at = list.findIndex((one) => !proved(one as never));
    return at < 0 ? [] : [`${path}.${key}.${at}`];
  };
  const again = new Set(listOf<BasisEntry>(is.basis).map((one) => canonicalJson(one)));
  const confirmed = listOf<Confirmation>(is.confirm);
  return [
    ...first(
      'basis',
      listOf(was.basis),
      (one: BasisEntry) => again.has(canonicalJson(one)) || isCited(one, values, policy),
    ),
    ...first('confirm', listOf(was.confirm), (one: Confirmation) => isAdopted(one, values, policy, ignored, confirmed)),
    ...unprovedQuestions(was, is, path, values, proof),
    ...first('alternatives', listOf(was.alternatives), (one: Parts) => hasAlternative(one, is)),
    ...figures(was, is, path, proof),
    // What was cited then is told by the digest in the history.
    ...(ignored.length === 0 && !citesEnough(was, is) ? [`${path}.basis`] : []),
  ][0];
}

interface Value {
  path: string;
  node: JsonObject;
}

function* valuesIn(node: Json, path = ''): Generator<Value> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node) && typeof node.standing === 'string') yield { path, node };
  else {
    for (const [key, one] of Object.entries(node)) yield* valuesIn(one, path === '' ? key : `${path}.${key}`);
  }
}

/** Whether the line stands in the table: a value that its rule takes has this clause, and the clause these words. */
function isCited(entry: BasisEntry, values: readonly Value[], policy: PolicyVersion): boolean {
  const { rule, clause, standing } = entry;
  const taken = Object.hasOwn(TAKEN_BY, rule) ? TAKEN_BY[rule] : undefined;
  return (
    isClause(entry, policy) &&
    values.some(({ path, node }) => taken?.test(path) && node.clause === clause && node.standing === standing)
  );
}

function isClause(
  { clause, document, quote }: Pick<BasisEntry, 'clause' | 'document' | 'quote'>,
  { table }: PolicyVersion,
): boolean {
  const found = table.clauses[clause];
  if (!found) return document === clause && quote === '';
  const from = table.documents[found.document];
  const number = from?.number === undefined ? '' : `(${from.number})`;
  return quote === found.quote && document === `${from?.title ?? found.document}${number}`;
}

/** Figures and days that stand nowhere without a line of these rules. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  timing: ['timing'],
  'benefit.start': ['benefit_start', 'benefit_end'],
  'birthYear.contribution': ['newborn_contribution'],
  'birthYear.benefitStart': ['newborn_benefit'],
};

/** Today's rules, and those under which the same clause was cited then. */
const CITED_AS: Readonly<Record<string, string>> = {
  condition: 'identity',
  timing: 'newborn_deadline',
  cost: 'newborn_contribution',
  benefit_start: 'newborn_benefit',
  // How years are counted, and that none is topped up, may be one sentence: 0.1.0 cited it once.
  remaining_years: 'remaining_years',
};

/** What 0.1.0 cited of a payment only: neither of them for what a child's next year will cost. */
const PRICE = ['individual_contribution', 'contribution_unit'];

/** Beside an open question more is known today: what is cited for a figure that nobody knew then. */
const CITED_BESIDE: readonly { asked: readonly string[]; unknown: string; rules: readonly string[] }[] = [
  // Two results stand side by side where none stood.
  {
    asked: ['timing_silent period.end'],
    unknown: 'waiting.months',
    rules: ['waiting', 'variable_wait', 'first_lapsed_year', 'repair', 'waiting_floor'],
  },
  { asked: ['timing_silent period.end'], unknown: 'benefit.start', rules: ['benefit_start', 'benefit_end'] },
  // So do the prices of the groups that a person may be in.
  {
    asked: FACTS_OF_A_PRICE.map((field) => `fact_missing ${field}`),
    unknown: 'amounts.individual',
    rules: PRICE,
  },
  { asked: ['fact_missing tier'], unknown: 'amounts.subsidy', rules: ['late_shares', 'subsidy'] },
  // Whose aid is one of several, or hangs on a fact or on the grade of a disability: why it may be theirs is told.
  {
    asked: [
      'fact_missing identities.grade',
      'fact_missing birthDate',
      'several_identities_silent aid.several',
      'aid_silent aid.lines.severely_disabled.selfPay',
    ],
    unknown: 'amounts.aid',
    rules: ['condition', 'identity', 'aid'],
  },
  // Who pays is told, however much it is.
  { asked: ['aid_silent'], unknown: 'amounts.aid', rules: ['aid_payer'] },
  // Of two who pay the same, the first is told.
  { asked: ['aid_payer_tie payers.aid'], unknown: 'amounts.aid', rules: ['aid', 'aid_payer', 'newly_recognised'] },
  // The days to be reminded of hang on the period where no day is named for newborns.
  { asked: ['newborn_deadline_silent'], unknown: 'deadline', rules: ['reminders'] },
];

/** Whether nothing is left out: all that is cited today was cited, as often, but for what is listed, in whatever order. */
function citesEnough(was: Parts, is: Parts): boolean {
  const cited = listOf<BasisEntry>(was.basis);
  const rest = cited.map((one) => canonicalJson(one));
  const isThere = (entry: BasisEntry): boolean => {
    const at = rest.indexOf(canonicalJson(entry));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0 || isCitedSince(entry, was);
  };
  return (
    listOf<BasisEntry>(is.basis).every(isThere) &&
    rulesNeeded(was).every((rule) => cited.some((one) => one.rule === rule))
  );
}

const isUnknown = (of: Parts, at: string): boolean => (valueAt(of, at) ?? null) === null;
/** Each question by its code, and with its field. */
const askedIn = (of: Parts): string[] =>
  listOf<Review>(of.review).flatMap(({ code, field }) => [code, `${code} ${field}`]);

/** Rules of that time that today's decision need not cite. */
function rulesNeeded(was: Parts): string[] {
  const asked = askedIn(was);
  // The payment's own days leave a gap after the birth year's.
  const hasGap = asked.includes('newborn_gap') && !asked.includes('benefit_start_silent');
  return [
    ...Object.entries(RESTS_ON).flatMap(([at, rules]) => (isUnknown(was, at) ? [] : rules)),
    ...(hasGap ? ['benefit_start', 'benefit_end'] : []),
    // Late payment is allowed, and nobody says until when.
    ...(asked.includes('late_end_silent') ? ['late'] : []),
  ];
}

function isCitedSince({ rule, clause }: BasisEntry, was: Parts): boolean {
  const cited = listOf<BasisEntry>(was.basis);
  if (cited.some((one) => one.rule === CITED_AS[rule] && one.clause === clause)) return true;
  const isPriced = cited.some((one) => PRICE.includes(one.rule));
  const isUnpaid = was.birthYear !== undefined && isUnknown(was, 'amounts.individual');
  if (isUnpaid && !isPriced && PRICE.includes(rule)) return true;
  const asked = askedIn(was);
  // The last day that is named is told, where it is not said until when one may pay late.
  if (rule === 'timing' && asked.includes('late_end_silent')) return true;
  // Who bore the aid is told of a refund too; until when the birth year covers, of a child.
  if (rule === 'aid_payer' && was.outcome !== undefined) return true;
  if (rule === 'benefit_end' && was.birthYear !== undefined && isUnknown(was, 'benefit.start')) return true;
  return CITED_BESIDE.some(
    (one) =>
      one.rules.includes(rule) && isUnknown(was, one.unknown) && one.asked.some((question) => asked.includes(question)),
  );
}

/** What was to be confirmed is adopted in the table under that name. Of what the nation says, null was kept for the value. */
function isAdopted(
  one: Confirmation,
  values: readonly Value[],
  policy: PolicyVersion,
  ignored: readonly string[],
  again: readonly Confirmation[],
): boolean {
  const { field, value, clause, label } = one;
  const same = again.find((other) => other.field === field);
  if (ignored.length === 0 && same !== undefined && same.label !== label) return false;
  const found = values.find(({ path }) => path === field)?.node;
  return (
    found?.standing === 'adopted' &&
    found.clause === clause &&
    (value === null || canonicalJson([value]) === canonicalJson([found.value])) &&
    isClause(one, policy)
  );
}

/** Asked of a payment that nobody can make, or of births that the table does not name. */
const ASKED_THEN = [
  'exit_scheme_open exit.scheme',
  'exit_silent exit.withinMonths',
  'newborn_gap benefit.start',
  'newborn_deadline_silent newborn.nextYearDeadline',
];

function unprovedQuestions(
  was: Parts,
  is: Parts,
  path: string,
  values: readonly Value[],
  { policy, ignored }: Proof,
): string[] {
  const [before, after] = [listOf<Review>(was.review), listOf<Review>(is.review)];
  const unproved = before.findIndex((review) => {
    const { code, field, settledBy } = review;
    const same = after.find((one) => one.code === code && one.field === field);
    const value = values.find((one) => one.path === field)?.node;
    // Facts are asked for in the words of today.
    const isSaidSo = ignored.length > 0 || settledBy === 'fact' || isWorded(review, same, value, policy);
    if (same) return same.settledBy !== settledBy || !isSaidSo;
    if (ASKED_THEN.includes(`${code} ${field}`)) return false;
    if (code === 'wait_exceeds_coverage_year' && dependsOnFact(is)) return false;
    if (settledBy === 'fact') return !(code === 'fact_missing' && [...FACTS_OF_A_PRICE, GRADE].includes(field));
    const isSilent = value === undefined || value.standing === 'silent';
    return !(settledBy === 'value' && code.endsWith('_silent') && isSilent);
  });
  if (unproved >= 0) return [`${path}.review.${unproved}`];
  if ((before.length > 0 ? 'needs_review' : 'decided') !== was.status) return [`${path}.status`];
  const more = after.some(
    ({ field }) => before.every((one) => one.field !== field) && !mayBeAskedSince(field, was, is),
  );
  return more ? [`${path}.review`] : [];
}

/** In the words of today, or in those that the table has for a value about which it is silent. */
function isWorded(
  { field, label, message }: Review,
  today: Review | undefined,
  value: JsonObject | undefined,
  { table }: PolicyVersion,
): boolean {
  const name = nameOfField(field, table);
  if (message === today?.message) return label === today.label || label === name;
  return label === name && message === `政策表未规定“${name}”:${String(value?.note ?? NOT_MENTIONED.note ?? '')}`;
}

/** What is asked beside the questions of that time. */
function mayBeAskedSince(field: string, was: Parts, is: Parts): boolean {
  // Two results stand side by side where one figure stood; a table that says nothing of newborns is asked for their days.
  const isOpen = was.status === 'needs_review';
  if (isOpen && (listOf(is.alternatives).length > 0 || field === 'newborn.windowMonths')) return true;
  // Whoever pays when it is over is told so.
  const [start, end] = [valueAt(was, 'benefit.start'), valueAt(was, 'benefit.end')];
  if (field === 'benefit.end') return typeof start === 'string' && typeof end === 'string' && start > end;
  // Whose group was not known is taken for one of everybody's, and asked what everybody is.
  if (field === 'months') return listOf<Review>(was.review).some((one) => FACTS_OF_A_PRICE.includes(one.field));
  if (isOfNoDay(was)) return true;
  // A sum that nobody knew.
  const sum =
    partsOf(was.amounts) === null ? valueAt(was, 'birthYear.contribution') : valueAt(was, 'amounts.individual');
  return field.startsWith('aid.') && sum === null;
}

/** Beside a fact that is asked, the two readings of a wait are not told apart. */
const hasAlternative = (one: Parts, { alternatives, review }: Parts): boolean =>
  listOf<Review>(review).some(({ settledBy }) => settledBy === 'fact') ||
  listOf<Parts>(alternatives).some((other) =>
    leaves(one).every(([at, part]) => part === null || canonicalJson([part]) === canonicalJson([valueAt(other, at)])),
  );

function leaves(node: unknown, at = ''): [string, unknown][] {
  const parts = partsOf(node);
  if (parts === null) return [[at, node]];
  return Object.entries(parts).flatMap(([key, one]) => leaves(one, at === '' ? key : `${at}.${key}`));
}

function figures(was: Parts, is: Parts, path: string, { policy, ignored }: Proof): string[] {
  const without = (of: Parts): Parts => Object.fromEntries(Object.entries(of).filter(([key]) => !BESIDE.includes(key)));
  const now = new Map(leaves(without(is)));
  // What was shown beside an open question is told by the digest in the history.
  const isOpen = ignored.length > 0 && was.status === 'needs_review';
  const unproved = leaves(without(was)).find(
    ([at, figure]) =>
      canonicalJson([figure]) !== canonicalJson([now.get(at)]) &&
      !isListed(at, figure, now.get(at), { was, is, policy }) &&
      !(isOpen && isShownOnly(at, was, is)),
  );
  return unproved ? [`${path}.${unproved[0]}`] : [];
}

/**
 * Beside an open question, and nobody could act on it: the sums of a day of which the table does not say whether one may
 * pay, and of a wait that depends on a fact, what is known of it without that fact.
 */
function isShownOnly(at: string, was: Parts, is: Parts): boolean {
  return isOfNoDay(was) || (dependsOnFact(is) && (at === 'warnings' || at.startsWith('waiting.')));
}

/** Of a payment on a day of which the table does not say whether one may pay. */
const isOfNoDay = (was: Parts): boolean => was.timing === null && partsOf(was.amounts) !== null;

/** Whether even the fixed part of the wait is another one by a fact that is asked. */
function dependsOnFact({ waiting, alternatives }: Parts): boolean {
  const wait = partsOf(waiting);
  return wait?.months === null && wait.fixed === null && listOf(alternatives).length > 0;
}

/** A figure that is another one for a reason. */
function isListed(
  at: string,
  figure: unknown,
  now: unknown,
  { was, is, policy }: { was: Parts; is: Parts; policy: PolicyVersion },
): boolean {
  // Beside an open question more may be known; what a child pays in its own days is told since 0.1.1.
  if (figure === null && (was.status === 'needs_review' || at === 'birthYear.contribution')) return true;
  if (at === 'remindOn') return listOf(figure).length === 0 && was.deadline === null;
  // How long, and what is bought back, nobody knew.
  const wait = partsOf(was.waiting);
  if (at === 'waiting.atLeast' && wait?.months === null) return figure === false;
  if (at === 'amounts.repair' && wait?.repaired === null) return figure === '0.00';
  if (at === 'birthYear.benefitStart') return isOfWindow(String(figure), was, policy);
  // Nobody bears a subsidy that is not charged.
  if (at === 'payers.subsidy') return figure === 'insured_person' && now === undefined && !isCharged(is);
  if (now !== null || is.status !== 'needs_review' || was.status !== 'needs_review') return false;
  // One figure stood beside a question that has two results.
  if (at === 'paymentMode') return figure === 'ordinary';
  return listOf<Parts>(is.alternatives).some((one) => canonicalJson([figure]) === canonicalJson([valueAt(one, at)]));
}

/** Told to parents whose window is over too: from birth, if they had paid in it. */
function isOfWindow(day: string, was: Parts, { table }: PolicyVersion): boolean {
  const months = table.newborn.windowMonths.value;
  return months !== null && addMonths(localDate(day), months) === was.deadline;
}

const isCharged = (of: Parts): boolean => Number(valueAt(of, 'amounts.subsidy') ?? '0') > 0;

const valueAt = (of: Parts, path: string): unknown =>
  path.split('.').reduce<unknown>((node, key) => partsOf(node)?.[key], of);
