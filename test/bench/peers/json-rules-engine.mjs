/**
 * A process that decides late payments of Xiaoyi with json-rules-engine: rules are data, their conditions on facts; what
 * a rule decides is its event, and later rules (lower priority) read it as a fact. Sums and dates, which its conditions
 * cannot make, are facts that are computed when a rule asks for them.
 */
import { Engine } from 'json-rules-engine';
import { cite } from '../late-payment-rules/answer.ts';
import { serveDecisions } from '../late-payment-rules/serve-decisions.ts';

const DAY = 86_400_000;
const PAYABLE = ['in_period', 'late', 'exit_transition'];
const DISABLED = ['disabled', 'severely_disabled', 'disabled_unable_to_work'];
const OTHER_SCHEMES = ['employee', 'military', 'military_spouse', 'prison'];
const RURAL_LOW_INCOME = ['extreme_poverty', 'subsistence_allowance', 'monitored', 'returned_to_poverty'];
/** The lines of the notice: what the person pays, who bears the rest, and the clauses of both. */
const LINES = [
  { category: 'extreme_poverty', selfPay: 0, clause: 'XY-03', payer: 'medical_aid_fund', payerClause: 'XY-11' },
  { category: 'subsistence_allowance', selfPay: 80, clause: 'XY-04', payer: 'medical_aid_fund', payerClause: 'XY-11' },
  { category: 'monitored', selfPay: 120, clause: 'XY-05', payer: 'medical_aid_fund', payerClause: 'XY-11' },
  { category: 'returned_to_poverty', selfPay: 40, clause: 'XY-06', payer: 'medical_aid_fund', payerClause: 'XY-11' },
  { category: 'restructured_enterprise', selfPay: 0, clause: 'XY-08', payer: 'original_channel', payerClause: 'XY-13' },
  { category: 'entitled_veteran', selfPay: null, payer: 'veterans_bureau', payerClause: 'XY-14' },
  ...DISABLED.map((category) => ({
    category,
    selfPay: 0,
    clause: 'XY-07',
    payer: 'disabled_federation',
    payerClause: 'XY-12',
    conditions: [
      is('certificateIssuedOn', 'lessThanInclusive', 20251130),
      { any: [is('certificateIssuedOn', 'lessThan', 20250101), is('assessedOn', 'lessThanInclusive', 20251031)] },
    ],
  })),
];

const engine = new Engine([], { replaceFactsInEventParams: true });

/** A condition; `value` may be `{ fact }`. */
function is(fact, operator, value) {
  return { fact, operator, value };
}
const and = (...all) => ({ all });
const or = (...any) => ({ any });
const not = (condition) => ({ not: condition });
const named = (condition) => ({ condition });

function addRule(priority, conditions, type, params) {
  engine.addRule({ priority, conditions, event: { type, params } });
}
const decide = (priority, conditions, values, ...basis) => addRule(priority, conditions, 'decided', { values, basis });
const citeWhen = (priority, conditions, ...basis) => addRule(priority, conditions, 'decided', { values: {}, basis });
const review = (priority, conditions, code) => addRule(priority, conditions, 'review', { code });

// What one rule decides, the rules after it find as facts.
engine.on('decided', ({ values }, almanac) => {
  for (const [field, value] of Object.entries(values)) almanac.addFact(field, value);
});
engine.on('amounts', ({ individual, subsidy, aid }, almanac) => {
  almanac.addFact('shares', { individual, subsidy, aid });
});

// Timing
engine.setCondition(
  'exits',
  and(
    is('paidOn', 'greaterThan', 20260225),
    is('exitScheme', 'in', ['employee', 'military', 'military_spouse', 'prison']),
    is('withinExitMonths', 'equal', true),
    or(is('exitScheme', 'notIn', ['military', 'military_spouse']), is('exitInSameYear', 'equal', true)),
  ),
);
const inPeriod = [is('paidOn', 'greaterThanInclusive', 20251021), is('paidOn', 'lessThanInclusive', 20260225)];
const afterPeriod = is('paidOn', 'greaterThan', 20260225);
const lateOctober = ['timing', 'R-late-october'];
const period = ['timing', 'XY-17'];
decide(10, and(is('paidOn', 'lessThan', 20251021)), { timing: 'not_open', nextOpenOn: '2025-10-21' }, lateOctober);
citeWhen(10, and(...inPeriod), period);
citeWhen(10, and(...inPeriod, is('paidOn', 'lessThan', 20251101)), lateOctober);
decide(10, and(...inPeriod, is('dayOfMonth', 'lessThanInclusive', 25)), { timing: 'in_period' });
addRule(10, and(...inPeriod, is('dayOfMonth', 'greaterThan', 25)), 'window_closed', {
  nextOpenOn: { fact: 'nextOpenOn' },
  basis: [['payment_window', 'XY-17']],
});
engine.on('window_closed', (_params, almanac) => almanac.addFact('timing', 'window_closed'));
citeWhen(10, and(afterPeriod), period);
decide(10, and(named('exits')), { timing: 'exit_transition' }, ['exit', 'XY-27']);
decide(10, and(afterPeriod, is('paidOn', 'lessThanInclusive', 20261231), not(named('exits'))), { timing: 'late' });
decide(10, and(is('paidOn', 'greaterThan', 20261231), not(named('exits'))), { timing: 'closed' });
const inYear = is('paidOn', 'lessThanInclusive', 20261231);
citeWhen(10, and(afterPeriod, inYear, not(named('exits'))), ['late', 'XY-23']);
review(
  10,
  and(afterPeriod, inYear, is('exitScheme', 'equal', 'other'), is('withinExitMonths', 'equal', true)),
  'exit_scheme_open',
);

// Identity
engine.setCondition('payable', and(is('timing', 'in', PAYABLE)));
for (const { category, conditions = [], ...line } of LINES) {
  addRule(9, and(named('payable'), is('held', 'contains', category), ...conditions), 'qualifies', {
    category,
    ...line,
  });
}
citeWhen(9, and(named('payable'), is('held', 'contains', 'low_income_family')), ['identity', 'XY-10']);
citeWhen(9, and(named('payable'), is('isDisabled', 'equal', true)), ['identity', 'XY-07']);
review(
  9,
  and(named('payable'), is('isDisabled', 'equal', true), is('certificateIssuedOn', 'equal', 20251130)),
  'certificate_on_cutoff_day',
);
citeWhen(8, and(is('qualifiedCount', 'greaterThan', 1)), ['several_identities', 'XY-10']);
review(8, and(is('payersTie', 'equal', true)), 'aid_payer_tie');

// Shares
engine.setCondition(
  'newlyRecognised',
  and(is('timing', 'equal', 'late'), is('recognisedSince', 'greaterThan', 20260225)),
);
citeWhen(7, and(named('payable')), ['individual_contribution', 'XY-02'], ['contribution_unit', 'XY-02']);
const ordinary = is('appliedCategory', 'equal', 'none');
const share = (conditions, shares, ...basis) => addRule(7, conditions, 'amounts', { ...shares, basis });
share(and(ordinary, is('timing', 'equal', 'in_period')), { individual: 400, subsidy: 0, aid: 0 });
share(and(ordinary, is('timing', 'equal', 'exit_transition')), { individual: 400, subsidy: 0, aid: 0 });
citeWhen(7, and(is('timing', 'equal', 'exit_transition')), ['exit_shares', 'R-exit-individual']);
share(
  and(ordinary, is('timing', 'equal', 'late')),
  { individual: 400, subsidy: 700, aid: 0 },
  ['late_shares', 'XY-23'],
  ['subsidy', 'X06'],
);
const bearsOwnPart = or(is('timing', 'in', ['in_period', 'exit_transition']), named('newlyRecognised'));
for (const { category, selfPay, clause, payerClause } of LINES) {
  const applies = and(is('appliedCategory', 'equal', category), bearsOwnPart);
  if (selfPay === null) {
    share(applies, { individual: null, subsidy: 0, aid: null }, ['aid_payer', payerClause]);
    review(7, applies, 'aid_silent');
  } else {
    share(
      applies,
      { individual: selfPay, subsidy: 0, aid: 400 - selfPay },
      ['aid', clause],
      ...(selfPay < 400 ? [['aid_payer', payerClause]] : []),
    );
  }
}
citeWhen(7, and(named('newlyRecognised')), ['newly_recognised', 'R-newly-recognised'], ['newly_recognised', 'XY-16']);
const simplyLate = and(
  is('timing', 'equal', 'late'),
  is('appliedCategory', 'notEqual', 'none'),
  not(named('newlyRecognised')),
);
share(simplyLate, { individual: null, subsidy: null, aid: null });
review(7, simplyLate, 'late_aided_silent');

// Waiting
const uninterrupted = and(is('timing', 'equal', 'in_period'), is('lapsedCount', 'equal', 0));
engine.setCondition(
  'mayWait',
  or(is('timing', 'equal', 'late'), and(is('timing', 'equal', 'in_period'), is('lapsedCount', 'greaterThan', 0))),
);
const exempt = is('qualifiedExempt', 'equal', true);
const newborn = is('newborn', 'equal', true);
engine.setCondition('waits', and(named('mayWait'), not(exempt), not(newborn)));
decide(6, or(is('timing', 'equal', 'exit_transition'), uninterrupted), { months: 0, repaired: 0 });
decide(6, and(named('mayWait'), exempt), { months: 0, repaired: 0 }, ['wait_exemption', 'R-rural-low-income']);
decide(6, and(named('mayWait'), not(exempt), newborn), { months: 0, repaired: 0 }, ['wait_exemption', 'X01-fixed']);
review(6, and(named('mayWait'), not(exempt), is('qualifiedCount', 'greaterThan', 0)), 'wait_exemption_open');
citeWhen(6, and(named('waits')), ['waiting', 'XY-24']);
decide(6, and(named('waits'), is('lapsedCount', 'equal', 0)), { months: 3, repaired: 0 });
const lapsed = is('lapsedCount', 'greaterThan', 0);
citeWhen(6, and(named('waits'), lapsed), ['variable_wait', 'X01-variable'], ['first_lapsed_year', 'R-first-lapsed']);
citeWhen(6, and(named('waits'), lapsed, is('repairYears', 'greaterThan', 0)), ['repair', 'X01-repair']);
citeWhen(6, and(named('waits'), is('lapsedInARow', 'greaterThanInclusive', 4)), ['waiting_floor', 'X01-floor']);
const readingsAgree = is('readingsAgree', 'equal', true);
addRule(6, and(named('waits'), lapsed, readingsAgree), 'waits', { wait: { fact: 'waitOfAll' }, basis: [] });
engine.on('waits', ({ wait }, almanac) => {
  almanac.addFact('months', wait.months);
  almanac.addFact('repaired', wait.repaired);
});
review(6, and(named('waits'), lapsed, not(readingsAgree)), 'lapsed_before_silent');
review(6, and(named('waits'), is('wasElsewhere', 'equal', true)), 'lapsed_before_exit');

// Benefit
const none = is('months', 'equal', 0);
const start = (conditions, fact, clause) =>
  addRule(4, and(...conditions), 'starts', {
    start: { fact },
    basis: [
      ['benefit_start', clause],
      ['benefit_end', 'XY-17'],
    ],
  });
const late = is('timing', 'equal', 'late');
start([is('timing', 'equal', 'in_period'), none, is('paidOn', 'lessThan', 20260101)], 'firstOfYear', 'XY-18');
start(
  [is('timing', 'equal', 'in_period'), none, is('paidOn', 'greaterThanInclusive', 20260101)],
  'paidOnText',
  'XY-18',
);
start([late, is('months', 'greaterThanInclusive', 0)], 'afterWait', 'CC-202');
start([is('timing', 'equal', 'exit_transition')], 'dayAfter', 'XY-27');
review(4, and(is('timing', 'equal', 'in_period'), not(none)), 'benefit_start_silent');
const startsTooLate = or(
  and(late, is('months', 'greaterThanInclusive', 0), is('afterWaitNumber', 'greaterThan', 20261231)),
  and(is('timing', 'equal', 'exit_transition'), is('paidOn', 'greaterThanInclusive', 20261231)),
);
review(4, startsTooLate, 'wait_exceeds_coverage_year');
review(4, and(is('timing', 'equal', 'exit_transition'), is('paidOn', 'greaterThan', 20261231)), 'benefit_over');

// Facts that are computed when a rule asks for them
const compute = (id, needs, work) =>
  engine.addFact(id, async (_params, almanac) =>
    work(...(await Promise.all(needs.map((need) => almanac.factValue(need))))),
  );
const numberOf = (text) => (text === undefined ? 0 : Number(text.replaceAll('-', '')));
const dateOf = (time) => new Date(time).toISOString().slice(0, 10);

function addMonths(text, months) {
  const [year, month, day] = text.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}
compute('dayOfMonth', ['paidOn'], (paidOn) => paidOn % 100);
compute('nextOpenOn', ['paidOnText'], (paidOn) => {
  const first = addMonths(`${paidOn.slice(0, 7)}-01`, 1);
  return first <= '2026-02-25' ? first : null;
});
compute('withinExitMonths', ['exitOn', 'paidOn'], (on, paidOn) => {
  return on !== null && numberOf(on) <= paidOn && paidOn <= numberOf(addMonths(on, 3));
});
compute(
  'exitInSameYear',
  ['exitOn', 'paidOnText'],
  (on, paidOn) => on !== null && on.slice(0, 4) === paidOn.slice(0, 4),
);
compute('heldIdentities', ['identities', 'paidOn'], (identities, paidOn) =>
  identities.filter(({ identifiedOn }) => numberOf(identifiedOn) <= paidOn),
);
compute('held', ['heldIdentities'], (identities) => identities.map(({ category }) => category));
compute('isDisabled', ['held'], (held) => held.some((category) => DISABLED.includes(category)));
const certificate = (field) => (identities) => numberOf(identities.find((one) => one[field] !== undefined)?.[field]);
compute('certificateIssuedOn', ['heldIdentities'], certificate('certificateIssuedOn'));
compute('assessedOn', ['heldIdentities'], certificate('assessedOn'));

engine.addFact('qualified', async (_params, almanac) => {
  const held = await almanac.factValue('held');
  const lines = almanac.getEvents('success').filter(({ type }) => type === 'qualifies');
  return lines
    .map(({ params }) => params)
    .sort((one, other) => held.indexOf(one.category) - held.indexOf(other.category));
});
const costOf = ({ selfPay }) => selfPay ?? Number.POSITIVE_INFINITY;
const highestOf = (qualified) => {
  const least = Math.min(...qualified.map(costOf));
  return qualified.filter((line) => costOf(line) === least);
};
compute('qualifiedCount', ['qualified'], (qualified) => qualified.length);
compute('qualifiedExempt', ['qualified'], (qualified) =>
  qualified.some(({ category }) => RURAL_LOW_INCOME.includes(category)),
);
compute('payersTie', ['qualified'], (qualified) => new Set(highestOf(qualified).map(({ payer }) => payer)).size > 1);
compute('appliedCategory', ['qualified', 'timing'], (qualified, timing) =>
  PAYABLE.includes(timing) ? (highestOf(qualified)[0]?.category ?? 'none') : null,
);
compute('recognisedSince', ['qualified', 'identities'], (qualified, identities) => {
  const rural = highestOf(qualified).filter(({ category }) => RURAL_LOW_INCOME.includes(category));
  return Math.max(
    0,
    ...rural.map(({ category }) => numberOf(identities.find((one) => one.category === category)?.identifiedOn)),
  );
});

compute('lapsed', ['history'], ({ lapsedYears, insuredYears = [] }) => {
  if (lapsedYears !== undefined) return lapsedYears;
  if (insuredYears.length === 0) return [];
  const last = Math.max(...insuredYears);
  return Array.from({ length: 2025 - last }, (_, index) => last + 1 + index);
});
compute('wasElsewhere', ['exitScheme', 'exitOn', 'paidOn', 'lapsed'], (scheme, on, paidOn, years) => {
  if (!OTHER_SCHEMES.includes(scheme) || numberOf(on) > paidOn) return false;
  return years.some((year) => year <= Number(on.slice(0, 4)));
});
compute('lapsedCount', ['lapsed'], (years) => years.length);
compute('lapsedInARow', ['lapsed'], (years) => {
  let count = 0;
  while (years.includes(2025 - count)) count += 1;
  return count;
});
function waitOf(years, inARow, repairYears) {
  const repaired = Math.min(repairYears, years);
  const months = 3 + years - repaired;
  return { months: inARow >= 4 ? Math.max(6, months) : months, repaired };
}
compute('waitOfAll', ['lapsedCount', 'lapsedInARow', 'repairYears'], waitOf);
compute('waitOfCounted', ['lapsed', 'repairYears', 'timing'], (lapsedYears, repairYears, timing) => {
  const counted = lapsedYears.filter((year) => year >= 2025).length;
  return counted === 0 && timing === 'in_period' ? { months: 0, repaired: 0 } : waitOf(counted, counted, repairYears);
});
compute('readingsAgree', ['waitOfAll', 'waitOfCounted'], (all, counted) => {
  return all.months === counted.months && all.repaired === counted.repaired;
});
compute('repairPrice', ['repaired', 'waitOfAll', 'waitOfCounted'], (repaired, all, counted) => {
  if (repaired !== null) return 400 * repaired;
  return all.repaired === counted.repaired ? 400 * all.repaired : null;
});
engine.addFact('firstOfYear', '2026-01-01');
compute('dayAfter', ['paidOnText'], (paidOn) => dateOf(Date.parse(paidOn) + DAY));
compute('afterWait', ['paidOnText', 'months'], addMonths);
compute('afterWaitNumber', ['afterWait'], numberOf);

const yuan = (amount) => (amount === null ? null : `${amount}.00`);

await serveDecisions(async ({ paidOn, identities, history, exit, repairYears, newborn }) => {
  const { almanac, events } = await engine.run({
    paidOn: numberOf(paidOn),
    paidOnText: paidOn,
    identities,
    history,
    exitScheme: exit?.scheme ?? null,
    exitOn: exit?.on ?? null,
    repairYears,
    newborn,
    months: null,
    repaired: null,
    shares: { individual: null, subsidy: null, aid: null },
  });
  const timing = await almanac.factValue('timing');
  const payable = PAYABLE.includes(timing);
  const { individual, subsidy, aid } = await almanac.factValue('shares');
  const repair = payable ? await almanac.factValue('repairPrice') : null;
  const applied = await almanac.factValue('appliedCategory');
  const paramsOf = (type) => events.find((event) => event.type === type)?.params;
  const sum = individual === null || subsidy === null || repair === null ? null : individual + subsidy + repair;
  return {
    timing,
    nextOpenOn: paramsOf('window_closed')?.nextOpenOn ?? (timing === 'not_open' ? '2025-10-21' : null),
    identity: applied === 'none' ? null : applied,
    individual: yuan(individual),
    subsidy: yuan(subsidy),
    repair: yuan(repair),
    aid: yuan(aid),
    payable: yuan(sum),
    months: await almanac.factValue('months'),
    repaired: await almanac.factValue('repaired'),
    benefitStart: paramsOf('starts')?.start ?? null,
    benefitEnd: payable ? '2026-12-31' : null,
    reviews: events.flatMap(({ type, params }) => (type === 'review' ? params.code : [])),
    basis: events.flatMap(({ params }) => (params.basis ?? []).map(([rule, clause]) => cite(rule, clause))),
  };
});
