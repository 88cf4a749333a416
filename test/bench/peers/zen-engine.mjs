/**
 * A process that decides late payments of Xiaoyi with GoRules' ZEN engine, its trace on unless it is told `untraced`: a graph of decision tables and
 * expressions, each of which finds what those before it have left. Days are compared as numbers (20260225), which is
 * quicker than its dates.
 */
import { ZenEngine } from '@gorules/zen-engine';
import { cite } from '../late-payment-rules/answer.ts';
import { serveDecisions } from '../late-payment-rules/serve-decisions.ts';

const nodes = [];
const position = { x: 0, y: 0 };
const settings = { passThrough: true, inputField: null, outputPath: null, executionMode: 'single' };

function addExpressions(name, expressions) {
  const rows = Object.entries(expressions).map(([key, value]) => ({ id: key, key, value }));
  nodes.push({ id: name, name, type: 'expressionNode', position, content: { ...settings, expressions: rows } });
}

/** @param rows cells of the inputs, then of the outputs; the first row that fits decides, an empty cell always fits */
function addTable(name, inputs, outputs, rows, more = {}) {
  const columns = [...inputs, ...outputs];
  const content = {
    ...settings,
    hitPolicy: 'first',
    inputs: inputs.map((field) => ({ id: field, name: field, field })),
    outputs: outputs.map((field) => ({ id: field, name: field, field })),
    rules: rows.map((cells, at) => ({
      _id: `${name}-${at}`,
      ...Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
    })),
    ...more,
  };
  nodes.push({ id: name, name, type: 'decisionTableNode', position, content });
}

/** A list of values that decided, as an expression. */
const basis = (...pairs) => `[${pairs.map(([rule, clause]) => `{ rule: '${rule}', clause: '${clause}' }`).join(', ')}]`;
const RURAL = `['extreme_poverty', 'subsistence_allowance', 'monitored', 'returned_to_poverty']`;

addExpressions('days', {
  dayOfMonth: 'paidDay % 100',
  nextMonth: `d(paidOn).startOf('month').add(1, 'M').format('%F')`,
  opensAgain: 'paidDay < 20260201 ? $.nextMonth : null',
  exitsInTime: `exit != null and d(exit.on) <= d(paidOn) and d(paidOn) <= d(exit.on).add(3, 'M')`,
  exits: `$.exitsInTime and exit.scheme in ['employee', 'military', 'military_spouse', 'prison'] and (exit.scheme in ['employee', 'prison'] or d(exit.on).year() == d(paidOn).year())`,
  exitIsOpen: `$.exitsInTime and exit.scheme == 'other' and paidDay > 20260225 and paidDay <= 20261231`,
  held: 'filter(identities, (#.identifiedDay ?? 0) <= paidDay)',
  lapsed: `history.lapsedYears != null ? history.lapsedYears : (len(history.insuredYears ?? []) == 0 ? [] : filter([2016..2025], # > max(history.insuredYears)))`,
});

const period = ['timing', 'XY-17'];
const october = ['timing', 'R-late-october'];
addTable(
  'timing',
  ['paidDay', 'dayOfMonth', 'exits'],
  ['timing', 'nextOpenOn', 'payable', 'timingBasis', 'timingReviews'],
  [
    ['< 20251021', '', '', `'not_open'`, `'2025-10-21'`, 'false', basis(october), '[]'],
    ['< 20251101', '<= 25', '', `'in_period'`, 'null', 'true', basis(period, october), '[]'],
    [
      '< 20251101',
      '',
      '',
      `'window_closed'`,
      'opensAgain',
      'false',
      basis(period, october, ['payment_window', 'XY-17']),
      '[]',
    ],
    ['<= 20260225', '<= 25', '', `'in_period'`, 'null', 'true', basis(period), '[]'],
    ['<= 20260225', '', '', `'window_closed'`, 'opensAgain', 'false', basis(period, ['payment_window', 'XY-17']), '[]'],
    [
      ...['', '', 'true', `'exit_transition'`, 'null', 'true'],
      basis(period, ['exit', 'XY-27'], ['exit_shares', 'R-exit-individual']),
      `paidDay > 20261231 ? ['benefit_over'] : []`,
    ],
    ['<= 20261231', '', '', `'late'`, 'null', 'true', basis(period, ['late', 'XY-23']), '[]'],
    ['', '', '', `'closed'`, 'null', 'false', basis(period), '[]'],
  ],
);

// One row a line of the notice; a rank of 500 is an amount that the notice leaves to another text.
const line = (category, selfPay, clause, payer, payerClause) => [
  `'${category}'`,
  '',
  '',
  'true',
  String(selfPay ?? 'null'),
  String(selfPay ?? 500),
  `'${clause}'`,
  `'${payer}'`,
  `'${payerClause}'`,
  '[]',
  '[]',
];
const disabled = `'disabled', 'severely_disabled', 'disabled_unable_to_work'`;
const cited = basis(['identity', 'XY-07']);
const byFederation = ['0', '0', `'XY-07'`, `'disabled_federation'`, `'XY-12'`, cited];
const withoutAid = ['false', 'null', '999', 'null', 'null', 'null'];
addTable(
  'lines',
  ['category', 'certificateDay', 'assessedDay'],
  ['qualifies', 'selfPay', 'rank', 'clause', 'payer', 'payerClause', 'basis', 'reviews'],
  [
    line('extreme_poverty', 0, 'XY-03', 'medical_aid_fund', 'XY-11'),
    line('subsistence_allowance', 80, 'XY-04', 'medical_aid_fund', 'XY-11'),
    line('monitored', 120, 'XY-05', 'medical_aid_fund', 'XY-11'),
    line('returned_to_poverty', 40, 'XY-06', 'medical_aid_fund', 'XY-11'),
    line('restructured_enterprise', 0, 'XY-08', 'original_channel', 'XY-13'),
    line('entitled_veteran', null, '', 'veterans_bureau', 'XY-14'),
    [disabled, '< 20250101', '', 'true', ...byFederation, '[]'],
    [disabled, '< 20251130', '<= 20251031', 'true', ...byFederation, '[]'],
    [disabled, '20251130', '<= 20251031', 'true', ...byFederation, `['certificate_on_cutoff_day']`],
    [disabled, '20251130', '', ...withoutAid, cited, `['certificate_on_cutoff_day']`],
    [disabled, '', '', ...withoutAid, cited, '[]'],
    ['', '', '', ...withoutAid, basis(['identity', 'XY-10']), '[]'],
  ],
  { inputField: 'payable ? held : []', outputPath: 'lines', executionMode: 'loop' },
);
addExpressions('highest', {
  qualified: 'filter(lines, #.qualifies)',
  highest: 'filter($.qualified, #.rank == min(map(filter(lines, #.qualifies), #.rank)))',
  applied: '$.highest[0]',
  several: 'len($.qualified) > 1',
  payersTie: 'some($.highest, #.payer != $.applied.payer)',
  exempt: `some($.qualified, #.category in ${RURAL})`,
  newlyRecognised: `timing == 'late' and some($.highest, #.category in ${RURAL} and (#.identifiedDay ?? 0) > 20260225)`,
  aidKind: `not(payable) ? 'not_payable' : ($.applied == null ? 'none' : (timing == 'late' and not($.newlyRecognised) ? 'simply_late' : ($.applied.selfPay == null ? 'silent' : ($.newlyRecognised ? 'newly' : 'aided'))))`,
});

const standard = [
  ['individual_contribution', 'XY-02'],
  ['contribution_unit', 'XY-02'],
];
const aidBasis = `[{ rule: 'aid', clause: applied.clause }, { rule: 'aid_payer', clause: applied.payerClause }]`;
const newly = basis(...standard, ['newly_recognised', 'R-newly-recognised'], ['newly_recognised', 'XY-16']);
addTable(
  'shares',
  ['aidKind', 'timing'],
  ['individual', 'subsidy', 'aid', 'shareBasis', 'aidBasis', 'shareReviews'],
  [
    [`'none'`, `'in_period'`, '400', '0', '0', basis(...standard), '[]', '[]'],
    [`'none'`, `'exit_transition'`, '400', '0', '0', basis(...standard), '[]', '[]'],
    [
      `'none'`,
      `'late'`,
      '400',
      '700',
      '0',
      basis(...standard, ['late_shares', 'XY-23'], ['subsidy', 'X06']),
      '[]',
      '[]',
    ],
    [`'aided'`, '', 'applied.selfPay', '0', '400 - applied.selfPay', basis(...standard), aidBasis, '[]'],
    [`'newly'`, '', 'applied.selfPay', '0', '400 - applied.selfPay', newly, aidBasis, '[]'],
    [
      ...[`'silent'`, '', 'null', '0', 'null', basis(...standard)],
      `[{ rule: 'aid_payer', clause: applied.payerClause }]`,
      `['aid_silent']`,
    ],
    [`'simply_late'`, '', 'null', 'null', 'null', basis(...standard), '[]', `['late_aided_silent']`],
    ['', '', 'null', 'null', 'null', '[]', '[]', '[]'],
  ],
);

addExpressions('lapse', {
  lapsedCount: 'len(lapsed)',
  inARow: `2025 in lapsed ? (2024 in lapsed ? (2023 in lapsed ? (2022 in lapsed ? 4 : 3) : 2) : 1) : 0`,
  counted: 'count(lapsed, # >= 2025)',
  bought: 'min([repairYears, $.lapsedCount])',
  monthsOfAll: 'max([$.inARow >= 4 ? 6 : 0, 3 + $.lapsedCount - $.bought])',
  boughtOfCounted: 'min([repairYears, $.counted])',
  monthsOfCounted: `$.counted == 0 and timing == 'in_period' ? 0 : 3 + $.counted - $.boughtOfCounted`,
  readingsAgree: '$.monthsOfAll == $.monthsOfCounted and $.bought == $.boughtOfCounted',
  mayWait: `timing == 'late' or (timing == 'in_period' and $.lapsedCount > 0)`,
  wasElsewhere: `exit != null and exit.scheme in ['employee', 'military', 'military_spouse', 'prison'] and d(exit.on) <= d(paidOn) and some(lapsed, # <= d(exit.on).year())`,
  exemptionIsOpen: '$.mayWait and not(exempt) and len(qualified) > 0',
});
const wait = ['waiting', 'XY-24'];
const lapse = [wait, ['variable_wait', 'X01-variable'], ['first_lapsed_year', 'R-first-lapsed']];
addTable(
  'waiting',
  ['payable', 'mayWait', 'exempt', 'newborn', 'lapsedCount', 'readingsAgree'],
  ['months', 'repaired', 'repairYearsDue', 'waits', 'waitBasis', 'waitReviews'],
  [
    ['false', '', '', '', '', '', 'null', 'null', 'null', 'false', '[]', '[]'],
    ['', 'false', '', '', '', '', '0', '0', '0', 'false', '[]', '[]'],
    ['', '', 'true', '', '', '', '0', '0', '0', 'false', basis(['wait_exemption', 'R-rural-low-income']), '[]'],
    ['', '', '', 'true', '', '', '0', '0', '0', 'false', basis(['wait_exemption', 'X01-fixed']), '[]'],
    ['', '', '', '', '0', '', '3', '0', '0', 'false', basis(wait), '[]'],
    ['', '', '', '', '', 'true', 'monthsOfAll', 'bought', 'bought', 'true', basis(...lapse), '[]'],
    [
      ...['', '', '', '', '', '', 'null', 'null', 'bought == boughtOfCounted ? bought : null'],
      ...['true', basis(...lapse), `['lapsed_before_silent']`],
    ],
  ],
);

addExpressions('sums', {
  repair: 'repairYearsDue == null ? null : 400 * repairYearsDue',
  payableSum: 'individual == null or subsidy == null or $.repair == null ? null : individual + subsidy + $.repair',
  afterWait: `timing == 'late' and months != null ? d(paidOn).add(months, 'M') : null`,
});
const benefit = (clause) => basis(['benefit_start', clause], ['benefit_end', 'XY-17']);
addTable(
  'benefit',
  ['timing', 'months', 'paidDay'],
  ['benefitStart', 'benefitBasis', 'benefitReviews'],
  [
    [`'in_period'`, '0', '< 20260101', `'2026-01-01'`, benefit('XY-18'), '[]'],
    [`'in_period'`, '0', '', 'paidOn', benefit('XY-18'), '[]'],
    [`'in_period'`, '', '', 'null', '[]', `['benefit_start_silent']`],
    [`'late'`, 'null', '', 'null', '[]', '[]'],
    [`'late'`, '', '', `afterWait.format('%F')`, benefit('CC-202'), '[]'],
    [`'exit_transition'`, '', '', `d(paidOn).add(1, 'd').format('%F')`, benefit('XY-27'), '[]'],
    ['', '', '', 'null', '[]', '[]'],
  ],
);

const reviewIf = (condition, code) => `${condition} ? ['${code}'] : []`;
const basisIf = (condition, ...pairs) => `${condition} ? ${basis(...pairs)} : []`;
nodes.push({
  id: 'answer',
  name: 'answer',
  type: 'expressionNode',
  position,
  content: {
    ...settings,
    passThrough: false,
    expressions: Object.entries({
      timing: 'timing',
      nextOpenOn: 'nextOpenOn',
      identity: 'applied.category',
      individual: 'individual',
      subsidy: 'subsidy',
      repair: 'repair',
      aid: 'aid',
      payable: 'payableSum',
      months: 'months',
      repaired: 'repaired',
      benefitStart: 'benefitStart',
      benefitEnd: `payable ? '2026-12-31' : null`,
      reviews: `flatMap([timingReviews, flatMap(lines, #.reviews), shareReviews, waitReviews, benefitReviews, ${reviewIf('exitIsOpen', 'exit_scheme_open')}, ${reviewIf('waits and wasElsewhere', 'lapsed_before_exit')}, ${reviewIf('payersTie', 'aid_payer_tie')}, ${reviewIf('exemptionIsOpen', 'wait_exemption_open')}, ${reviewIf(`benefitStart != null and d(benefitStart) > d('2026-12-31')`, 'wait_exceeds_coverage_year')}], #)`,
      basis: `flatMap([timingBasis, flatMap(lines, #.basis), ${basisIf('several', ['several_identities', 'XY-10'])}, shareBasis, aidBasis, waitBasis, ${basisIf('waits and repairYears > 0', ['repair', 'X01-repair'])}, ${basisIf('waits and inARow >= 4', ['waiting_floor', 'X01-floor'])}, benefitBasis], #)`,
    }).map(([key, value]) => ({ id: key, key, value })),
  },
});

const graph = [
  { id: 'facts', name: 'facts', type: 'inputNode', position },
  ...nodes,
  { id: 'decision', name: 'decision', type: 'outputNode', position },
];
const edges = graph.slice(1).map(({ id }, at) => ({
  id: `to-${id}`,
  sourceId: graph[at].id,
  targetId: id,
  type: 'edge',
}));
const decision = new ZenEngine().createDecision({ nodes: graph, edges });

const trace = process.argv[2] !== 'untraced';
const dayOf = (text) => (text === undefined ? null : Number(text.replaceAll('-', '')));
const yuan = (amount) => (amount === null ? null : `${amount}.00`);

await serveDecisions(async ({ paidOn, identities, history, exit, repairYears, newborn }) => {
  const facts = {
    paidOn,
    paidDay: dayOf(paidOn),
    identities: identities.map(({ category, identifiedOn, certificateIssuedOn, assessedOn }) => ({
      category,
      identifiedDay: dayOf(identifiedOn),
      certificateDay: dayOf(certificateIssuedOn),
      assessedDay: dayOf(assessedOn),
    })),
    history,
    exit: exit ?? null,
    repairYears,
    newborn,
  };
  const { result } = await decision.evaluate(facts, { trace });
  return {
    ...result,
    nextOpenOn: result.nextOpenOn ?? null,
    identity: result.identity ?? null,
    individual: yuan(result.individual ?? null),
    subsidy: yuan(result.subsidy ?? null),
    repair: yuan(result.repair ?? null),
    aid: yuan(result.aid ?? null),
    payable: yuan(result.payable ?? null),
    months: result.months ?? null,
    repaired: result.repaired ?? null,
    benefitStart: result.benefitStart ?? null,
    benefitEnd: result.benefitEnd ?? null,
    basis: result.basis.map(({ rule, clause }) => cite(rule, clause)),
  };
});
