/** 参保缴费: for whoever pays for a year, in time or late. */
import { ASSESSMENTS, isAssessmentError } from '../../domain/assessments.ts';
import { dateOfInstant, firstOfYear, type LocalDate, lastOfYear } from '../../domain/calendar.ts';
import { type LatePaymentAssessment, NOT_PAYABLE } from '../../domain/late-payment/assessment.ts';
import { planPayment } from '../../domain/late-payment/payment-plan.ts';
import { latePaymentFactsSchema } from '../../domain/late-payment/request.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import { amountLines } from '../../notices/amount-lines.ts';
import { benefitLines, isWaitKnown } from '../../notices/benefit-lines.ts';
import { Footnotes } from '../../notices/footnotes.ts';
import { type Guidance, guidanceOf } from '../../notices/guidance.ts';
import { MODE_RULES, recordLines, TIMING_RULES, wayLines } from '../../notices/payment-lines.ts';
import { dateAsRead } from '../../words/as-read.ts';
import { TIMING_WORDS } from '../../words/decisions.ts';
import type { Field, Typed } from './field.ts';
import { type Matter, tableOf, type Where } from './matter.ts';
import { groupFields, payerFields, personFacts, tableFields, yearField } from './person-fields.ts';
import type { Headline, Told } from './told.ts';
import { money, NOT_SAID, payableOf, spanOf, waitOf } from './words.ts';

/** How long somebody has had no cover, as people know it. */
const LAPSED = Array.from({ length: 10 }, (_none, index) => [`${index + 1}`, `断了 ${index + 1} 年`] as const);

const PAST: Field = {
  name: 'past',
  label: '以前的参保情况',
  type: 'choice',
  choices: [['continuous', '上一年度参保了'], ['first', '从来没有参保'], ...LAPSED],
  hint: '断缴的，等待期可能更长',
  shown: 'always',
  path: 'history',
};

export const latePayment: Matter = {
  title: '参保缴费和补缴',
  lead: '今年的费用要缴多少、等多久、从哪天起享受待遇',
  fields: (asking) => [
    yearField(asking),
    {
      name: 'paidOn',
      label: '打算哪天缴费',
      type: 'date',
      preset: asking.today,
      required: true,
      shown: 'always',
      path: 'paidOn',
    },
    ...groupFields(asking),
    PAST,
    ...payerFields(asking),
    {
      name: 'birthDate',
      label: '出生日期',
      type: 'date',
      hint: '可以不填；有的地方按年龄定标准',
      shown: 'always',
      path: 'birthDate',
    },
    ...tableFields(asking),
    { name: 'repairYears', label: '补缴几年以缩短等待期', type: 'number', shown: 'folded', path: 'repairYears' },
  ],

  async answer(typed, where) {
    const request = requestOf(typed, where.region);
    const decision = await ASSESSMENTS['late-payment'](request, where.find);
    if (isAssessmentError(decision)) return decision;
    const table = await tableOf(decision, where);
    const payBy = await lastDay(request, decision, where);
    return { decision, table, told: tell(decision, { guidance: guidanceOf(table), paidOn: request.paidOn, payBy }) };
  },
};

function requestOf(typed: Typed, region: string) {
  const coverageYear = Number(typed.year);
  return {
    region,
    coverageYear,
    paidOn: typed.paidOn ?? '',
    ...(typed.past && { history: historyOf(typed.past, coverageYear) }),
    ...(typed.birthDate && { birthDate: typed.birthDate }),
    ...(typed.repairYears && { repairYears: Number(typed.repairYears) }),
    ...personFacts(typed),
  };
}

function historyOf(past: string, coverageYear: number) {
  if (past === 'first') return { firstEnrolment: true };
  const lapsed = past === 'continuous' ? 0 : Number(past);
  return { insuredYears: [coverageYear - 1 - lapsed] };
}

/** The last day on which a payment has the same result; null where that is no answer to anything. */
async function lastDay(
  { paidOn, ...request }: ReturnType<typeof requestOf>,
  { status, amounts, timing }: LatePaymentAssessment,
  { region, find }: Where,
): Promise<LocalDate | null> {
  const facts = latePaymentFactsSchema.safeParse(request);
  if (status !== 'decided' || !facts.success || NOT_PAYABLE.includes(timing)) return null;
  if (amounts.payable === null || Number(amounts.payable) === 0) return null;
  const on = dateOfInstant(`${paidOn}T12:00:00+08:00`);
  const policy = versionInForce(await find(region, request.coverageYear), on);
  return policy && planPayment(facts.data, on, () => policy).payBy;
}

interface Around {
  guidance: Guidance;
  paidOn: string;
  payBy: LocalDate | null;
}

function tell(decision: LatePaymentAssessment, around: Around): Told {
  const { timing, amounts, waiting, benefit, basis, alternatives } = decision;
  const notes = new Footnotes();
  if (timing !== null && NOT_PAYABLE.includes(timing)) {
    return {
      headlines: [cannotPay(decision)],
      reckoned: [`${TIMING_WORDS[timing]}。${notes.markRules(basis, TIMING_RULES)}`],
      how: [],
      alternatives,
      notes,
    };
  }
  const known = amounts.payable !== null;
  return {
    headlines: [
      amountHeadline(decision),
      { asks: '要等多久', says: waitOf(waiting) },
      { asks: '从哪天起享受待遇', says: spanOf(benefit), ...whenPaid(decision, around) },
    ],
    reckoned: [
      ...(timing === null ? [] : [`缴费时段：${TIMING_WORDS[timing]}。${notes.markRules(basis, TIMING_RULES)}`]),
      ...(known ? amountLines(decision, notes) : []),
      ...(isWaitKnown(waiting) ? benefitLines(decision, notes) : []),
    ],
    how: known && Number(amounts.payable) === 0 ? byOthers(decision, notes) : howToPay(decision, around, notes),
    alternatives,
    notes,
  };
}

function cannotPay({ timing, nextOpenOn }: LatePaymentAssessment): Headline {
  const why = timing === null ? '' : TIMING_WORDS[timing];
  return {
    asks: '这一天能不能缴',
    says: `不能：${why}`,
    because: nextOpenOn === null ? NOT_SAID : dateAsRead(`${nextOpenOn} 起可以缴费`),
  };
}

function amountHeadline({ amounts, timing }: LatePaymentAssessment): Headline {
  const { individual, subsidy, payable } = amounts;
  const bears = subsidy !== null && Number(subsidy) > 0;
  const parts =
    bears && individual !== null
      ? `个人缴费 ${money(individual)} + 财政补助 ${money(subsidy)}${timing === 'late' ? '，因为错过了集中缴费期' : ''}`
      : '';
  return { asks: '要缴多少', says: payableOf(payable), ...(parts !== '' && { because: parts }) };
}

const followsPayment = ({ benefit }: LatePaymentAssessment): boolean =>
  benefit.start !== null && benefit.start !== firstOfYear(Number(benefit.start.slice(0, 4)));

/** Where benefits follow the payment, the day is that of the payment that was asked about. */
const whenPaid = (decision: LatePaymentAssessment, { paidOn }: Around): { because?: string } =>
  followsPayment(decision) ? { because: dateAsRead(`在 ${paidOn} 缴费的`) } : {};

const byOthers = ({ paymentMode, basis }: LatePaymentAssessment, notes: Footnotes): string[] =>
  paymentMode === 'by_agency'
    ? [`由名单主管部门的经办人员统一申报，本人不用自己缴费。${notes.markRules(basis, MODE_RULES)}`]
    : [];

function howToPay(decision: LatePaymentAssessment, { guidance, payBy }: Around, notes: Footnotes) {
  const { timing, paymentMode } = decision;
  const start = followsPayment(decision) ? '，待遇起始日随缴费日期变化' : '';
  const option = paymentMode === 'special' ? guidance.specialOption : guidance.ordinaryOption;
  return [
    ...(payBy === null || payBy === lastOfYear(Number(payBy.slice(0, 4)))
      ? []
      : [`在 ${payBy} 以前缴费的，金额和等待期不变${start}；过了这一天要重新计算。`]),
    ...guidance.windows
      .filter((window) => window.timing === timing)
      .map(
        ({ fromDay, toDay, clause }) =>
          `每月 ${fromDay} 日至 ${toDay} 日可以缴费。${notes.markClauses(guidance, [clause])}`,
      ),
    ...wayLines(guidance, option, notes),
    ...recordLines({ guidance }, notes),
  ];
}
