/**
 * Every notice of the workflows from a real decision: its values are all in it; one that lacks a value is not sent. A
 * placeholder is a value that changes the words when it changes.
 */
import { describe, expect, it } from 'vitest';
import { planRefund } from '../../functions/cases/refund/plan.ts';
import { addDays, localDate } from '../../functions/domain/calendar.ts';
import type { Decision } from '../../functions/domain/decision.ts';
import { findHole } from '../../functions/domain/holes.ts';
import { planPayment } from '../../functions/domain/late-payment/payment-plan.ts';
import { latePaymentFactsSchema } from '../../functions/domain/late-payment/request.ts';
import { assessNewborn } from '../../functions/domain/newborn/assess.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import { refundFactsSchema } from '../../functions/domain/refund/facts.ts';
import { writeBenefitsBegin } from '../../functions/notices/benefits-begin.ts';
import { writeDocumentsMissing, writeUnpaid, writeWithdrawn } from '../../functions/notices/case-ended.ts';
import { writeDocumentsRequested } from '../../functions/notices/documents-requested.ts';
import { type Filled, fillNotice } from '../../functions/notices/filled.ts';
import { guidanceOf } from '../../functions/notices/guidance.ts';
import { writeNewbornCovered } from '../../functions/notices/newborn/newborn-covered.ts';
import {
  writeNewbornDied,
  writeNewbornMoved,
  writeNewbornPaymentRefused,
  writeNewbornRejected,
  writeNewbornWithdrawn,
} from '../../functions/notices/newborn/newborn-ended.ts';
import { writeNewbornMissed } from '../../functions/notices/newborn/newborn-missed.ts';
import { writeNewbornRegistered } from '../../functions/notices/newborn/newborn-registered.ts';
import { writeNewbornReminder } from '../../functions/notices/newborn/newborn-reminder.ts';
import type { NoticedChild } from '../../functions/notices/newborn/noticed-child.ts';
import { writeNothingToPay } from '../../functions/notices/nothing-to-pay.ts';
import type { Notice, NoticedCase } from '../../functions/notices/notice.ts';
import { writePaymentNotice } from '../../functions/notices/payment-notice.ts';
import { writePaymentReminder } from '../../functions/notices/payment-reminder.ts';
import { printPages } from '../../functions/notices/print/print-pages.ts';
import { writeRefundDecision } from '../../functions/notices/refund/refund-decision.ts';
import {
  writeAccountWrong,
  writePayoutFailed,
  writeRefundDocumentsMissing,
  writeRefundPaid,
  writeRefundWithdrawn,
} from '../../functions/notices/refund/refund-ended.ts';
import type { NoticedRefund } from '../../functions/notices/refund/refund-notice.ts';
import {
  writeRedirected,
  writeRefundRefusal,
  writeRefundRejection,
} from '../../functions/notices/refund/refund-refusal.ts';
import { writePaymentRefused, writeRefusal, writeRejection } from '../../functions/notices/refusal.ts';
import { versionsOf } from '../domain/late-payment/tables.ts';

function policyOf(region: string, coverageYear: number, day: string): PolicyVersion {
  const policy = versionInForce(versionsOf(region, coverageYear), localDate(day));
  if (!policy) throw new Error('no table');
  return policy;
}
const person = { masked: { name: '试*' } };

function latePayment(region: string, coverageYear: number, day: string, more: object = {}): NoticedCase {
  const history = { insuredYears: [coverageYear - 1] };
  const facts = latePaymentFactsSchema.parse({ region, coverageYear, history, ...more });
  const policy = policyOf(region, coverageYear, day);
  const plan = planPayment(facts, localDate(day), () => policy);
  return { caseId: `L${region}-AAAA`, coverageYear, person, guidance: guidanceOf(policy.table), plan };
}

function child(day: string, more: object = {}): NoticedChild {
  const policy = policyOf('140400', 2025, day);
  const facts = { bornOn: localDate('2024-06-15'), ...more };
  const assessment = assessNewborn({ region: '140400', asOf: localDate(day), ...facts }, policy);
  const masked = { masked: { name: '小*' } };
  const shared = { coverageYear: 2025, guidance: guidanceOf(policy.table), parent: person, child: masked };
  return { caseId: 'N140400-AAAA', ...shared, facts, numberKnown: false, assessment };
}

function refund(more: object = {}): NoticedRefund {
  const policy = policyOf('140400', 2025, '2024-12-01');
  const given = { region: '140400', coverageYear: 2025, ground: 'duplicate_payment', applicant: 'payer' };
  const vouchers = ['V-0001', 'V-0002'];
  const facts = refundFactsSchema.parse({ ...given, appliedOn: '2024-12-01', vouchers, ...more });
  const payments = vouchers.map((voucher, index) => ({
    voucher,
    personRef: 'ref',
    coverageYears: [2025],
    region: '140400',
    amount: '400.00',
    collectedOn: localDate(`2024-10-1${index}`),
    digest: '',
    recordedAt: '',
    recordedBy: '',
  }));
  const plan = planRefund({ facts }, payments, policy);
  const payee = {
    bank: '某银行某支行',
    kind: 'card' as const,
    masked: { holder: '试*', number: '6222********0019' },
    sealed: '',
    ref: '',
    ofPerson: true,
  };
  return { caseId: 'R140400-AAAA', coverageYear: 2025, person, guidance: guidanceOf(policy.table), facts, plan, payee };
}

const ordinary = latePayment('141181', 2026, '2026-01-10');
const late = latePayment('140400', 2025, '2025-04-10');
const free = latePayment('141181', 2026, '2026-01-10', { identities: [{ category: 'extreme_poverty' }] });
const closed = latePayment('610000', 2025, '2025-04-20');
const tracked = child('2024-09-01');
const registered = child('2024-09-01', { registeredOn: localDate('2024-08-01') });
const missed = child('2025-04-10', { registeredOn: localDate('2024-08-01') });
const given = refund();
const paid = { amount: '400.00', collectedOn: localDate('2026-01-12') };
const documents = { documents: ['户口簿', '出生医学证明'], until: '2026-03-20' };

/** What is common to all of a kind. */
const OF_A_CASE = ['caseId', 'coverageYear', 'person.masked.name', 'guidance.regionName', 'guidance.enquiries.0.phone'];
const OF_A_CHILD = [
  'caseId',
  'coverageYear',
  'parent.masked.name',
  'child.masked.name',
  'facts.bornOn',
  'guidance.regionName',
];
const AMOUNTS = ['plan.assessment.amounts.payable', 'plan.assessment.amounts.individual'];
const WAIT = ['plan.assessment.waiting.months', 'plan.assessment.benefit.start', 'plan.assessment.benefit.end'];
const CLAUSE = ['plan.assessment.basis.0.document', 'plan.assessment.basis.0.quote'];

interface Template {
  name: string;
  /** What is said; with a value at a dotted path replaced by what is made of it. */
  say(change?: { path: string; make(value: unknown): unknown }): Filled;
  placeholders: string[];
}
const template = <Values extends object>(
  name: string,
  values: Values,
  write: (values: Values) => Notice,
  placeholders: string[],
): Template => ({
  name,
  say: (change) => fillNotice(() => write(change ? replaced(values, change.path, change.make) : values)),
  placeholders,
});

/** A copy in which one value is another. */
function replaced<Values extends object>(values: Values, path: string, make: (value: unknown) => unknown): Values {
  const copy = structuredClone(values);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at: object = copy;
  for (const name of names) {
    const next: unknown = Reflect.get(at, name);
    if (typeof next !== 'object' || next === null) throw new Error(`nothing at ${path}`);
    at = next;
  }
  if (!Reflect.has(at, last)) throw new Error(`nothing at ${path}`);
  Reflect.set(at, last, make(Reflect.get(at, last)));
  return copy;
}

const TEMPLATES: Template[] = [
  template('缴费通知书', ordinary, writePaymentNotice, [
    ...[...OF_A_CASE, ...AMOUNTS, ...WAIT, ...CLAUSE],
    ...['plan.payBy', 'plan.assessedFor', 'guidance.windows.0.toDay', 'guidance.ordinaryOption.text'],
    ...['guidance.queryDelay.max', 'guidance.channels.0.how'],
  ]),
  template('缴费通知书, late', late, writePaymentNotice, [...AMOUNTS, ...WAIT, 'plan.assessment.amounts.subsidy']),
  template('缴费提醒', ordinary, writePaymentReminder, [...OF_A_CASE, 'plan.payBy', 'plan.assessment.amounts.payable']),
  template('无需缴费告知书', free, writeNothingToPay, [...OF_A_CASE, ...WAIT, 'plan.assessment.amounts.aid']),
  template(
    '补正通知书',
    { noticed: ordinary, documents },
    ({ noticed, documents }) => writeDocumentsRequested(noticed, documents),
    [
      ...[
        'noticed.caseId',
        'noticed.person.masked.name',
        'documents.documents.0',
        'documents.documents.1',
        'documents.until',
      ],
    ],
  ),
  template('不予受理决定书', closed, writeRefusal, ['caseId', 'person.masked.name', 'guidance.regionName', ...CLAUSE]),
  template(
    '不予办理决定书',
    { closed, opinion: '材料不实。' },
    ({ closed, opinion }) => writeRejection(closed, opinion),
    ['opinion'],
  ),
  template(
    '不予确认决定书',
    { late, paid, opinion: '金额不符。' },
    ({ late, paid, opinion }) => writePaymentRefused(late, opinion, paid),
    [...['opinion', 'paid.amount', 'paid.collectedOn', 'late.caseId']],
  ),
  template('办结通知书', { late, paid }, ({ late, paid }) => writeBenefitsBegin(late, late.plan.assessment, paid), [
    ...['paid.amount', 'paid.collectedOn', ...WAIT.map((path) => `late.${path}`)],
  ]),
  template('逾期未缴费告知书', ordinary, writeUnpaid, [...OF_A_CASE, 'plan.payBy']),
  template(
    '补正逾期告知书',
    { ordinary, documents },
    ({ ordinary, documents }) => writeDocumentsMissing(ordinary, documents),
    [...['documents.until', 'documents.documents.0']],
  ),
  template(
    '撤回告知书',
    { ordinary, reason: '本人要求。' },
    ({ ordinary, reason }) => writeWithdrawn(ordinary, reason),
    ['reason'],
  ),

  template('退费决定书', given, writeRefundDecision, [
    ...['caseId', 'person.masked.name', 'plan.assessment.amount', 'plan.assessment.items.0.amount', 'facts.ground'],
    ...['plan.assessment.items.0.coverageYear', 'plan.assessment.items.0.paymentId', 'plan.payments.1.paidOn'],
    ...['payee.masked.holder', 'payee.masked.number', 'payee.bank', ...CLAUSE],
  ]),
  template('不予退费决定书', refund({ applicant: 'heir' }), (noticed) => writeRefundRefusal(noticed, undefined), [
    // The clause on who may apply, and none on where: that has refused nothing.
    ...['caseId', 'plan.assessment.reason', ...CLAUSE.map((path) => path.replace('basis.0', 'basis.1'))],
  ]),
  template(
    '不予退费决定书, by a person',
    { given, opinion: '材料不实。' },
    ({ given, opinion }) => writeRefundRejection(given, opinion),
    ['opinion'],
  ),
  template('退费申请受理指引', refund({ lodgedAt: 'tax' }), writeRedirected, ['plan.assessment.reason']),
  template(
    '退费办结通知书',
    { given, paid: { amount: '400.00', on: '2024-12-20', reference: 'T-1' }, years: [2025] },
    ({ given, paid, years }) => writeRefundPaid(given, paid, years),
    ['paid.amount', 'paid.on', 'paid.reference', 'years.0', 'given.payee.bank'],
  ),
  template('退费账户更正通知', { given, reason: '户名不符' }, ({ given, reason }) => writeAccountWrong(given, reason), [
    'reason',
  ]),
  template(
    '退费未能支付告知书',
    { given, opinion: '没有账户。' },
    ({ given, opinion }) => writePayoutFailed(given, opinion),
    ['opinion'],
  ),
  template(
    '退费补正逾期告知书',
    { given, documents },
    ({ given, documents }) => writeRefundDocumentsMissing(given, documents),
    ['documents.until'],
  ),
  template(
    '退费申请撤回告知书',
    { given, reason: '本人要求。' },
    ({ given, reason }) => writeRefundWithdrawn(given, reason),
    ['reason'],
  ),

  template('新生儿提醒', tracked, (noticed) => writeNewbornReminder(noticed, localDate('2024-09-01'), false), [
    ...[...OF_A_CHILD, 'assessment.deadline', 'assessment.nextYear.deadline', 'assessment.nextYear.contribution'],
    ...['assessment.basis.0.document', 'guidance.queryDelay.max'],
  ]),
  template(
    '新生儿登记告知书',
    registered,
    (noticed) => writeNewbornRegistered(noticed, localDate('2024-09-01'), false),
    [...[...OF_A_CHILD, 'facts.registeredOn', 'assessment.birthYear.benefitStart']],
  ),
  template(
    '新生儿办结通知书',
    { registered, covered: { from: localDate('2025-01-01'), until: localDate('2025-12-31') }, paid },
    ({ registered, covered, paid }) => writeNewbornCovered(registered, registered.assessment, covered, paid),
    ['covered.from', 'covered.until', 'paid.amount', 'paid.collectedOn', 'registered.child.masked.name'],
  ),
  template(
    '新生儿逾期未缴费告知书',
    { missed, late: { assessment: late.plan.assessment, on: localDate('2025-04-10') } },
    ({ missed, late }) => writeNewbornMissed(missed, late),
    ['missed.coverageYear', 'late.on', 'late.assessment.amounts.payable', 'late.assessment.waiting.months'],
  ),
  template('新生儿办理终止, died', tracked, (noticed) => writeNewbornDied(noticed, true), [
    'caseId',
    'parent.masked.name',
  ]),
  template('新生儿办理终止, moved', tracked, writeNewbornMoved, OF_A_CHILD),
  template(
    '新生儿不予办理决定书',
    { tracked, opinion: '材料不实。' },
    ({ tracked, opinion }) => writeNewbornRejected(tracked, opinion),
    ['opinion'],
  ),
  template(
    '新生儿撤回告知书',
    { tracked, reason: '家长要求。' },
    ({ tracked, reason }) => writeNewbornWithdrawn(tracked, reason),
    ['reason'],
  ),
  template(
    '新生儿缴费不予确认决定书',
    { registered, paid, opinion: '金额不符。' },
    ({ registered, paid, opinion }) => writeNewbornPaymentRefused(registered, opinion, paid),
    ['opinion', 'paid.amount', 'paid.collectedOn'],
  ),
];

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? addDays(localDate(text), 9) : `${text}9`;
}
const textOf = (filled: Filled): string => (filled.ok ? [filled.notice.title, ...filled.notice.body].join('\n') : '');

describe.each(TEMPLATES)('$name', ({ say, placeholders }) => {
  it('says all that it was told, and nothing of what it was not', () => {
    const text = textOf(say());
    expect(findHole(text.split('\n'))).toBeNull();
    expect(text).not.toMatch(/\d{15}|\d{11}/);
    for (const path of placeholders) expect(textOf(say({ path, make: another })), path).not.toBe(text);
  });

  it.each(placeholders)('without %s is not sent, or says less', (path) => {
    const whole = textOf(say());
    for (const nothing of [null, undefined, '']) {
      const less = say({ path, make: () => nothing });
      expect(textOf(less)).not.toBe(whole);
      if (less.ok) expect(findHole([less.notice.title, ...less.notice.body])).toBeNull();
    }
  });
});

it.each(['缴费通知书', '补正通知书', '不予受理决定书', '退费决定书', '办结通知书', '新生儿提醒'])(
  '%s is printed on A4 with all its lines',
  (name) => {
    const filled = TEMPLATES.find((one) => one.name === name)?.say();
    if (!filled?.ok) throw new Error(`no ${name}`);
    const { title, body } = filled.notice;
    expect(title).toMatch(name === '新生儿提醒' ? /新生儿.*提醒/ : new RegExp(`${name}$`));
    const page = printPages([{ title, lines: body, reference: 'L141181-AAAA' }]);
    expect(page).toContain('size: A4');
    expect(page).toContain(`<h1>${title}</h1>`);
    for (const line of body) expect(page).toContain(line.replaceAll('"', '&quot;'));
  },
);

describe('a refusal cites what refuses, and no clause of a favourable decision', () => {
  const rulesIn = ({ body }: Notice, { plan }: { plan: { assessment: Decision } }): string[] =>
    plan.assessment.basis.filter(({ quote }) => body.join().includes(quote)).map(({ rule }) => rule);

  it('decided by a person, or because another case has the payment: none', () => {
    expect(given.plan.assessment).toMatchObject({ outcome: 'refund', amount: '400.00' });
    const rules = [
      rulesIn(writeRefundRejection(given, '材料不实。'), given),
      rulesIn(writeRefundRefusal(given, '缴费 V-0001 已在另一案件中办理。'), given),
      rulesIn(writeRejection(late, '材料不实。'), late),
      rulesIn(writePaymentRefused(late, '金额不符。', paid), late),
    ];
    expect(rules.flat()).toEqual([]);
  });

  it('decided by the table: those of its reason', () => {
    const died = refund({ ground: 'death', applicant: 'heir', appliedOn: '2025-03-10', eventOn: '2025-03-01' });
    expect(rulesIn(writeRefundRefusal(died, undefined), died)).toEqual(['ground', 'benefit_period']);
  });
});
