/** 退费: for whoever paid and may get it back. */
import { ASSESSMENTS, isAssessmentError } from '../../domain/assessments.ts';
import type { RefundAssessment } from '../../domain/refund/assessment.ts';
import { REFUND_GROUND_NAMES } from '../../domain/regions.ts';
import { DEPARTURE_NAMES } from '../../domain/student-batch/departure-row.ts';
import { Footnotes } from '../../notices/footnotes.ts';
import { REFUND_RULES } from '../../notices/refund/refund-notice.ts';
import { REASONS, RULES } from '../../notices/refund/refund-refusal.ts';
import { OUTCOME_WORDS } from '../../words/decisions.ts';
import { APPLICANT_WORDS } from '../../words/people.ts';
import { LODGED_WORDS } from '../../words/refunds.ts';
import { choicesOf, type Field, type Typed } from './field.ts';
import { type Matter, tableOf, type Where } from './matter.ts';
import { groupFields, personFacts, tableFields, yearField } from './person-fields.ts';
import type { Headline, Told } from './told.ts';
import { money, NOT_SAID } from './words.ts';

/** Of the second one with a 2 behind the name. */
const paymentFields = (number: '' | '2', shown: Field['shown']): Field[] => [
  {
    name: `paidOn${number}`,
    label: number === '' ? '缴费日期' : '另一笔的缴费日期',
    type: 'date',
    ...(number === '' && { required: true }),
    shown,
    path: `payments.${number === '' ? 0 : 1}.paidOn`,
  },
  {
    name: `amount${number}`,
    label: number === '' ? '缴费金额（元）' : '另一笔的金额（元）',
    type: 'amount',
    ...(number === '' && { required: true }),
    shown,
    path: `payments.${number === '' ? 0 : 1}.amount`,
  },
];

/** Facts by which nothing goes back. */
const OF_A_PAYMENT: readonly string[] = ['sex', 'parents', 'parentsHousehold'];

export const refund: Matter = {
  title: '退费',
  lead: '缴了的费用能不能退、退多少、向哪里申请',
  fields: (asking) => [
    yearField(asking, '缴的是哪一年度'),
    {
      name: 'ground',
      label: '为什么要退',
      type: 'choice',
      choices: choicesOf(REFUND_GROUND_NAMES),
      preset: 'duplicate_payment',
      required: true,
      shown: 'always',
      path: 'ground',
    },
    ...paymentFields('', 'always'),
    {
      name: 'happenedOn',
      label: '事情发生的日期',
      type: 'date',
      hint: '如参加职工医保、去世、离校、认定身份的日期',
      shown: 'always',
      path: 'eventOn',
    },
    {
      name: 'departure',
      label: '离校的情形',
      type: 'choice',
      choices: choicesOf(DEPARTURE_NAMES),
      shown: 'asked',
      path: 'departure',
    },
    {
      name: 'applicant',
      label: '谁来申请',
      type: 'choice',
      choices: choicesOf(APPLICANT_WORDS),
      preset: 'payer',
      shown: 'always',
      path: 'applicant',
    },
    ...paymentFields('2', 'folded'),
    {
      name: 'years',
      label: '一次缴了几年',
      type: 'choice',
      choices: ['1', '2', '3', '4', '5'].map((count) => [count, `${count} 年`]),
      preset: '1',
      shown: 'folded',
      path: 'payments.0.coverageYears',
    },
    ...groupFields(asking),
    ...tableFields(asking).filter(({ path }) => !OF_A_PAYMENT.includes(path)),
  ],

  async answer(typed, where) {
    const decision = await ASSESSMENTS.refund(requestOf(typed, where), where.find);
    if (isAssessmentError(decision)) return decision;
    return { decision, table: await tableOf(decision, where), told: tell(decision) };
  },
};

function requestOf(typed: Typed, { region, today }: Where) {
  const { ground = '', happenedOn, departure, applicant = 'payer' } = typed;
  const first = Number(typed.year);
  const payment = (id: string, paidOn: string | undefined, amount: string | undefined, years: number) => ({
    id,
    coverageYears: Array.from({ length: years }, (_none, index) => first + index),
    paidOn: paidOn ?? '',
    amount: amount ?? '',
    place: region,
    // The form of the request has one; no rule asks for it.
    channel: 'bank',
  });
  const second = typed.paidOn2 !== undefined || typed.amount2 !== undefined;
  return {
    region,
    coverageYear: first,
    ground,
    applicant,
    appliedOn: today,
    ...(happenedOn && ground !== 'departure' && { eventOn: happenedOn }),
    ...(departure && happenedOn && { departure: { kind: departure, on: happenedOn } }),
    payments: [
      payment('第一笔', typed.paidOn, typed.amount, Number(typed.years ?? '1')),
      ...(second ? [payment('另一笔', typed.paidOn2, typed.amount2, 1)] : []),
    ],
    ...personFacts(typed),
  };
}

function tell(decision: RefundAssessment): Told {
  const { items, kept, remainingYears, reason, outcome, basis } = decision;
  const notes = new Footnotes();
  const refused = reason !== null && outcome !== 'refund';
  const mark = refused ? notes.markRules(basis, RULES[reason]) : notes.markRules(basis, REFUND_RULES);
  return {
    headlines: headlinesOf(decision),
    reckoned: [
      ...(refused ? [`${REASONS[reason]}${mark}`] : []),
      ...items.map(({ paymentId, coverageYear, amount }) => `${paymentId}：退 ${coverageYear} 年度 ${money(amount)}。`),
      ...(outcome === null ? [] : kept).map((id) => `${id}保留，不退。`),
      ...(remainingYears !== null && remainingYears.length > 0 ? [`剩余年度：${remainingYears.join('、')}。`] : []),
      ...(refused || mark === '' ? [] : [`依据：${mark}`]),
    ],
    how: [],
    alternatives: [],
    notes,
  };
}

function headlinesOf({ outcome, amount, reason, applicant, applyAt }: RefundAssessment): Headline[] {
  return [
    {
      asks: '能不能退',
      says: outcome === null ? NOT_SAID : OUTCOME_WORDS[outcome],
      ...(reason !== null && { because: REASONS[reason] }),
    },
    ...(outcome === 'refund' ? [{ asks: '退多少', says: amount === null ? NOT_SAID : money(amount) }] : []),
    {
      asks: '谁向哪里申请',
      says: `${APPLICANT_WORDS[applicant]}，${applyAt === null ? NOT_SAID : `向${LODGED_WORDS[applyAt]}申请`}`,
    },
  ];
}
