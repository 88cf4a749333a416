/**
 * The steps that parents still have to take, each with its last day and its result: register the child, pay for the
 * coming year.
 */
import { firstOfYear, type LocalDate } from '../../domain/calendar.ts';
import { SHARE_RULES } from '../../domain/late-payment/share-rules.ts';
import type { NewbornAssessment } from '../../domain/newborn/assessment.ts';
import { lastDayToPay, nothingToPay } from '../../domain/newborn/next-step.ts';
import type { Footnotes } from '../footnotes.ts';
import { recordLines, wayLines } from '../payment-lines.ts';
import { yuan } from '../words.ts';
import type { NoticedChild } from './noticed-child.ts';

const REGISTRATION_RULES = ['newborn_registration', 'newborn_contribution', 'newborn_benefit', 'benefit_start'];
export const PAYMENT_RULES = ['newborn_deadline', 'newborn_window', 'newborn_benefit', 'benefit_start', ...SHARE_RULES];

/** While the child is not registered and its birth year runs. */
export function registrationLines({ assessment }: Pick<NoticedChild, 'assessment'>, notes: Footnotes): string[] {
  const { registrationRequired, birthYear, basis } = assessment;
  if (registrationRequired !== true) return [];
  const free = birthYear.contribution !== null && Number(birthYear.contribution) === 0 ? '出生当年不缴费，' : '';
  const last = `${birthYear.coverageYear}-12-31`;
  return [
    `参保登记：请在 ${last} 以前为孩子办理。${free}登记后自出生之日起享受 ${birthYear.coverageYear} 年的医保待遇；` +
      `过了这一天才登记的，${birthYear.coverageYear} 年的待遇须由经办机构认定。${notes.markRules(basis, REGISTRATION_RULES)}`,
  ];
}

/** While the coming year, or the newborn's own time, is not paid. */
export function paymentLines(noticed: NoticedChild, today: LocalDate, notes: Footnotes): string[] {
  const { assessment, facts } = noticed;
  const { registration, ...rest } = noticed.guidance;
  const guidance = facts.registeredOn === undefined && registration ? { ...rest, registration } : rest;
  const last = lastDayToPay(assessment);
  if (last === null) return [];
  if (nothingToPay(assessment)) {
    return [`下一年度的个人缴费由资助资金负担，本人不需要缴费。${notes.markRules(assessment.basis, SHARE_RULES)}`];
  }
  if (today > last) {
    return ['按时缴费的日期已过。还没有缴费的，须按补缴办理，请联系经办机构；已经缴费的，不用理会本条。'];
  }
  return [
    `${childTimeLine(noticed, last)}${notes.markRules(assessment.basis, PAYMENT_RULES)}`,
    noticed.numberKnown
      ? '缴费须用孩子本人的身份证号码，本案已经登记。'
      : '缴费须用孩子本人的身份证号码。孩子有了身份证号码后，请告知经办机构登记到本案。',
    ...wayLines(guidance, guidance.ordinaryOption, notes),
    ...recordLines({ guidance }, notes),
    '如果已经缴费，不用理会本条，请不要重复缴费。',
  ];
}

/** Until when to pay, and what follows; `coverageYear` is the year after the birth. */
export function childTimeLine(
  { assessment, coverageYear }: Pick<NoticedChild, 'assessment' | 'coverageYear'>,
  last: string,
): string {
  const { nextYear } = assessment;
  const amount = nextYear.contribution === null ? '' : `，缴费 ${yuan(nextYear.contribution)}`;
  return nextYear.deadline === null
    ? windowLine(assessment, last)
    : `${coverageYear} 年度：最后缴费日是 ${last}${amount}。按时缴费的，出生当年的待遇延续到 ${coverageYear} 年；过期须按补缴办理。`;
}

/** In a window after birth. From the new year on it has to be said which year is paid for. */
function windowLine({ birthYear }: NewbornAssessment, last: string): string {
  const { coverageYear, contribution } = birthYear;
  const amount = contribution ? `，${coverageYear} 年度缴费 ${yuan(contribution)}` : '';
  const newYear = firstOfYear(coverageYear + 1);
  const which =
    last < newYear
      ? ''
      : `${newYear} 以后缴费的，请先告知经办机构是为 ${coverageYear} 年度还是 ${coverageYear + 1} 年度缴费。`;
  return `参保缴费：请在 ${last} 以前参保并缴费（最后一天是 ${last}）${amount}，自出生之日起享受待遇。${which}`;
}
