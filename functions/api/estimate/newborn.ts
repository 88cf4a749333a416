/** 新生儿参保: for parents. */
import { ASSESSMENTS, isAssessmentError } from '../../domain/assessments.ts';
import type { NewbornAssessment } from '../../domain/newborn/assessment.ts';
import { lastDayToPay } from '../../domain/newborn/next-step.ts';
import { Footnotes } from '../../notices/footnotes.ts';
import { type Guidance, guidanceOf } from '../../notices/guidance.ts';
import { childTimeLine, PAYMENT_RULES, registrationLines } from '../../notices/newborn/next-steps.ts';
import { recordLines, wayLines } from '../../notices/payment-lines.ts';
import { dateAsRead } from '../../words/as-read.ts';
import { TIMING_WORDS } from '../../words/decisions.ts';
import type { Typed } from './field.ts';
import { type Matter, tableOf, type Where } from './matter.ts';
import { groupFields, personFacts, tableFields } from './person-fields.ts';
import type { Headline, Told } from './told.ts';
import { NOT_SAID, payableOf, spanOf, waitOf } from './words.ts';

export const newborn: Matter = {
  title: '新生儿参保',
  lead: '孩子出生后哪天以前办、缴多少、从哪天起享受待遇',
  fields: (asking) => [
    { name: 'bornOn', label: '孩子的出生日期', type: 'date', required: true, shown: 'always', path: 'bornOn' },
    {
      name: 'paidOn',
      label: '打算哪天缴费',
      type: 'date',
      hint: '不填只看期限和标准',
      shown: 'always',
      path: 'paidOn',
    },
    {
      name: 'registeredOn',
      label: '参保登记日期',
      type: 'date',
      hint: '还没有登记的不填',
      shown: 'always',
      path: 'registeredOn',
    },
    ...groupFields(asking),
    ...tableFields(asking),
    {
      name: 'forYears',
      label: '为哪一年缴费',
      type: 'choice',
      choices: [
        ['birth', '出生当年'],
        ['next', '次年'],
        ['both', '两年'],
      ],
      shown: 'asked',
      path: 'forYears',
    },
  ],

  async answer(typed, where) {
    const byBirth = await ASSESSMENTS.newborn(requestOf({ ...typed, paidOn: undefined }, where), where.find);
    if (isAssessmentError(byBirth)) return byBirth;
    // Nobody pays for a year that is free.
    const inBirthYear = typed.paidOn?.slice(0, 4) === typed.bornOn?.slice(0, 4);
    const isFree = inBirthYear && Number(byBirth.birthYear.contribution ?? '1') === 0;
    const decision = isFree ? byBirth : await ASSESSMENTS.newborn(requestOf(typed, where), where.find);
    if (isAssessmentError(decision)) return decision;
    const table = await tableOf(decision, where);
    return { decision, table, told: tell(decision, guidanceOf(table), typed.paidOn) };
  },
};

function requestOf(typed: Typed, { region, today }: Where) {
  const { bornOn = '', paidOn, registeredOn, forYears } = typed;
  const birthYear = Number(bornOn.slice(0, 4));
  const years = { birth: [birthYear], next: [birthYear + 1], both: [birthYear, birthYear + 1] }[forYears ?? ''];
  return {
    region,
    bornOn,
    // A payment to come is looked at on its own day.
    asOf: paidOn !== undefined && paidOn > today ? paidOn : today,
    ...(registeredOn && { registeredOn }),
    ...(paidOn && { paidOn }),
    ...(years && { forYears: years }),
    ...personFacts(typed),
  };
}

function tell(decision: NewbornAssessment, guidance: Guidance, paidOn: string | undefined): Told {
  const { alternatives = [], basis } = decision;
  const notes = new Footnotes();
  const last = lastDayToPay(decision);
  const time = last === null ? [] : [`${timeLine(decision, last, paidOn)}${notes.markRules(basis, PAYMENT_RULES)}`];
  const reckoned = [...registrationLines({ assessment: decision }, notes), ...time];
  return {
    headlines: decision.amounts
      ? ofPayment(decision, last !== null && paidOn !== undefined && paidOn > last)
      : ofBirth(decision),
    reckoned: reckoned.length > 0 ? reckoned : [`依据本地政策计算。${notes.markRules(basis)}`],
    how: howTo(decision, guidance, notes),
    alternatives,
    notes,
  };
}

/** Who pays after the first time limit is told nothing that holds before it only. */
function timeLine(decision: NewbornAssessment, last: string, paidOn: string | undefined): string {
  const { nextYear, forYears } = decision;
  if (paidOn === undefined || paidOn <= last)
    return childTimeLine({ assessment: decision, coverageYear: nextYear.coverageYear }, last);
  const years = forYears ? `，为 ${forYears.join('、')} 年度缴费` : '';
  return `最早的缴费期限是 ${last}，所填的缴费日期已经超过：以上是 ${paidOn} 缴费的结果${years}。`;
}

/** Where nothing is to be paid there is a registration only. */
function howTo(decision: NewbornAssessment, guidance: Guidance, notes: Footnotes): string[] {
  if (!decision.amounts && lastDayToPay(decision) === null)
    return wayLines({ ...guidance, channels: [] }, undefined, notes);
  return [...wayLines(guidance, guidance.ordinaryOption, notes), ...recordLines({ guidance }, notes)];
}

function ofBirth({ birthYear, nextYear, deadline }: NewbornAssessment): Headline[] {
  const next =
    nextYear.contribution === null ? '' : `${nextYear.coverageYear} 年度 ${payableOf(nextYear.contribution)}`;
  return [
    {
      asks: `${birthYear.coverageYear} 年度（出生当年）缴多少`,
      says: payableOf(birthYear.contribution),
      ...(next !== '' && { because: next }),
    },
    { asks: '最晚哪天办', says: deadline === null ? NOT_SAID : dateAsRead(deadline) },
    {
      asks: '从哪天起享受待遇',
      says: birthYear.benefitStart === null ? NOT_SAID : dateAsRead(birthYear.benefitStart),
    },
  ];
}

/** @param isAfter paid after the first time limit, by a way that a table has for later */
function ofPayment({ amounts, waiting, benefit, timing }: NewbornAssessment, isAfter: boolean): Headline[] {
  return [
    {
      asks: '要缴多少',
      says: payableOf(amounts?.payable ?? null),
      ...(timing && !(isAfter && timing === 'in_newborn_window') && { because: TIMING_WORDS[timing] }),
    },
    { asks: '要等多久', says: waiting ? waitOf(waiting) : NOT_SAID },
    { asks: '从哪天起享受待遇', says: benefit ? spanOf(benefit) : NOT_SAID },
  ];
}
