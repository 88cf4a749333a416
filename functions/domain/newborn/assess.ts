/**
 * The newborn decision. A region has one of two rules, or none: the birth year is free once registered and the next
 * year is paid by a day (Changzhi, Xiaoyi); or a payment within a window after birth counts from birth (Yangzhou,
 * Nanning). Where the table is silent no deadline and no reminder is invented.
 */
import { addDays, addMonths, firstOfYear, type LocalDate, lastOfYear, yearOf } from '../calendar.ts';
import { type BasisEntry, DecisionRecord } from '../decision.ts';
import { assessLatePayment } from '../late-payment/assess.ts';
import type { LatePaymentAssessment } from '../late-payment/assessment.ts';
import { decideBenefit } from '../late-payment/benefit.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import { SHARE_RULES } from '../late-payment/shares.ts';
import { NO_WAIT } from '../late-payment/waiting.ts';
import { formatYuan } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';
import { assessNewbornByWays } from '../ways/assess-newborn.ts';
import type { TableOfYear } from '../ways/person.ts';
import type { NewbornAssessment } from './assessment.ts';
import { bought, ownAmounts, type Share } from './paid-years.ts';
import type { NewbornRequest } from './request.ts';
import { assessInTime } from './share-in-time.ts';

export type { NewbornAssessment } from './assessment.ts';

/** `policy`: the table of the year after birth, or of the birth year where there is none. */
export function assessNewborn(request: NewbornRequest, policy: PolicyVersion, tables?: TableOfYear): NewbornAssessment {
  if (policy.table.rules !== null) return assessNewbornByWays(request, policy, tables);
  const record = new DecisionRecord(policy);
  const { newborn } = policy.table;
  const byWindow = newborn.windowMonths.standing !== 'silent';
  const rule = byWindow ? decideWindow(request, record) : decideNextYear(request, policy, record);
  const remindDays =
    rule.deadline === null ? null : record.use('reminders', 'newborn.remindDaysBefore', newborn.remindDaysBefore);
  const remindOn = (remindDays ?? [])
    .map((days) => (rule.deadline === null ? request.asOf : addDays(rule.deadline, -days)))
    .filter((day) => day >= request.asOf);
  const paid =
    request.paidOn === undefined ? {} : decidePayment(request, request.paidOn, byWindow, rule.payBy, policy, record);
  const ownTime = byWindow ? { ownTime: ownTimeOf(request, policy, record) } : {};
  return { ...rule.answer, deadline: rule.deadline, remindOn, ...ownTime, ...paid, ...record.close() };
}

interface Rule {
  answer: Pick<NewbornAssessment, 'registrationRequired' | 'birthYear' | 'nextYear'>;
  deadline: LocalDate | null;
  /** The last day of the newborn's own time to pay. */
  payBy: LocalDate | null;
}

/** A payment within the months after birth counts from birth. */
function decideWindow(request: NewbornRequest, record: DecisionRecord): Rule {
  const { newborn } = record.table;
  const { bornOn } = request;
  const months = record.use('newborn_window', 'newborn.windowMonths', newborn.windowMonths);
  const from = record.use('newborn_benefit', 'newborn.benefitStart', newborn.benefitStart);
  const deadline = months === null ? null : addMonths(bornOn, months);
  const birthYear = yearOf(bornOn);
  return {
    answer: {
      registrationRequired: newborn.registrationRequired.value,
      birthYear: { coverageYear: birthYear, contribution: null, benefitStart: from === null ? null : bornOn },
      nextYear: { coverageYear: birthYear + 1, contribution: null, deadline: null, benefitStart: null },
    },
    deadline,
    payBy: deadline,
  };
}

/** Told to parents before they pay. Where a question is open, it is asked of the payment. */
function ownTimeOf(request: NewbornRequest, policy: PolicyVersion, record: DecisionRecord) {
  const coverageYear = yearOf(request.bornOn);
  if (policy.table.coverageYear !== coverageYear) return { coverageYear, contribution: null };
  const { individual, review, basis, confirm } = assessInTime(ordinaryRequest(request, request.bornOn, policy), policy);
  if (review.length > 0) return { coverageYear, contribution: null };
  record.cite(sharesIn(basis));
  record.confirmAlso(confirm);
  return { coverageYear, contribution: individual };
}

/** The birth year is free once registered; the next year is paid by the table's day. */
function decideNextYear(request: NewbornRequest, policy: PolicyVersion, record: DecisionRecord): Rule {
  const { newborn, coverageYear } = record.table;
  const { bornOn, registeredOn, asOf, paidOn } = request;
  const birthYear = yearOf(bornOn);
  const required = record.use('newborn_registration', 'newborn.registrationRequired', newborn.registrationRequired);
  const contribution = record.use(
    'newborn_contribution',
    'newborn.birthYearContribution',
    newborn.birthYearContribution,
  );
  const from = record.use('newborn_benefit', 'newborn.benefitStart', newborn.benefitStart);
  if (required !== null && (registeredOn ?? asOf) > lastOfYear(birthYear)) {
    const message = '出生当年未办理参保登记,当年待遇能否自出生之日起享受须由人工认定';
    record.review('registered_after_birth_year', 'registeredOn', message, 'acknowledgement');
  }
  const forNextYear = coverageYear === birthYear + 1 && newborn.bornIn.value === birthYear;
  const payBy = forNextYear
    ? record.use('newborn_deadline', 'newborn.nextYearDeadline', newborn.nextYearDeadline)
    : null;
  if (!forNextYear && from !== null) {
    const message = `没有 ${birthYear} 年出生新生儿 ${birthYear + 1} 年度缴费期限的规定`;
    record.review('newborn_deadline_silent', 'newborn.nextYearDeadline', message, 'value');
  }
  const mustRegister = registeredOn === undefined && asOf <= lastOfYear(birthYear);
  return {
    answer: {
      registrationRequired: required,
      birthYear: {
        coverageYear: birthYear,
        contribution: contribution === null ? null : formatYuan(contribution),
        benefitStart: from === null ? null : bornOn,
      },
      nextYear: {
        coverageYear: birthYear + 1,
        contribution: payBy === null ? null : contributionOf(request, payBy, policy, record),
        deadline: payBy,
        benefitStart:
          (paidOn ?? asOf) < firstOfYear(birthYear + 1) && payBy !== null ? firstOfYear(birthYear + 1) : null,
      },
    },
    deadline: payBy === null ? null : mustRegister ? lastOfYear(birthYear) : payBy,
    payBy,
  };
}

/** What a payment in time costs the newborn: the individual share, less aid. */
function contributionOf(
  request: NewbornRequest,
  payBy: LocalDate,
  policy: PolicyVersion,
  record: DecisionRecord,
): string | null {
  const { amounts, basis } = ordinary(request, policy.table.period.end.value ?? payBy, policy);
  record.cite(sharesIn(basis));
  return amounts.individual;
}

const sharesIn = (basis: readonly BasisEntry[]) => basis.filter(({ rule }) => SHARE_RULES.includes(rule));

const ordinary = (request: NewbornRequest, paidOn: LocalDate, policy: PolicyVersion): LatePaymentAssessment =>
  assessLatePayment(ordinaryRequest(request, paidOn, policy), policy);

function ordinaryRequest(
  { bornOn, identities }: NewbornRequest,
  paidOn: LocalDate,
  { table: { region, coverageYear } }: PolicyVersion,
): LatePaymentRequest {
  return { region, coverageYear, paidOn, birthDate: bornOn, identities, history: { firstEnrolment: true } };
}

type Payment = Required<Pick<NewbornAssessment, 'timing' | 'amounts' | 'waiting' | 'benefit'>> &
  Pick<NewbornAssessment, 'forYears'>;

function decidePayment(
  request: NewbornRequest,
  paidOn: LocalDate,
  byWindow: boolean,
  payBy: LocalDate | null,
  policy: PolicyVersion,
  record: DecisionRecord,
): Payment {
  const found = ordinary(request, paidOn, policy);
  const inOwnTime = payBy !== null && paidOn <= payBy && (byWindow || found.timing === 'late');
  if (inOwnTime) return inWindow(request, paidOn, byWindow, found, policy, record);
  if (found.timing === 'late') return late(paidOn, found, record);
  adopt(found, record);
  record.cite(found.basis);
  if (found.timing === 'in_period' && paidOn >= firstOfYear(policy.table.coverageYear)) {
    const message = '新生儿在参保年度开始后缴费,1月1日至缴费日之间是否延续享受待遇,文件有两种读法';
    record.review('newborn_gap', 'benefit.start', message, 'acknowledgement');
    return {
      timing: found.timing,
      amounts: found.amounts,
      waiting: NO_WAIT,
      benefit: { ...found.benefit, start: null },
    };
  }
  return { timing: found.timing, amounts: found.amounts, waiting: found.waiting, benefit: found.benefit };
}

/** In the newborn's own time: the individual share only, no wait. */
function inWindow(
  request: NewbornRequest,
  paidOn: LocalDate,
  byWindow: boolean,
  found: LatePaymentAssessment,
  policy: PolicyVersion,
  record: DecisionRecord,
): Payment {
  record.use('individual_contribution', 'contribution.unit', record.table.contribution.unit);
  const share = shareOf(request, paidOn, found, policy, record);
  if (byWindow) return { timing: 'in_newborn_window', waiting: NO_WAIT, ...bought(request, paidOn, share, record) };
  const benefit = decideBenefit(paidOn, 'in_period', NO_WAIT, record);
  return { timing: 'in_newborn_window', amounts: ownAmounts(share), waiting: NO_WAIT, benefit };
}

/** What the child bears is the same on every day of its own time, whatever period others are in. */
function shareOf(
  request: NewbornRequest,
  paidOn: LocalDate,
  found: LatePaymentAssessment,
  policy: PolicyVersion,
  record: DecisionRecord,
): Share {
  record.cite(sharesIn(found.basis));
  if (found.amounts.individual !== null) return found.amounts;
  const inTime = assessInTime(ordinaryRequest(request, paidOn, policy), policy);
  adopt(inTime, record);
  record.cite(sharesIn(inTime.basis));
  return inTime;
}

/** Late: what anybody late pays, but newborns do not wait (国办发〔2024〕38号, from 2025). */
function late(paidOn: LocalDate, found: LatePaymentAssessment, record: DecisionRecord): Payment {
  adopt(found, record);
  record.cite(found.basis.filter(({ rule }) => rule === 'timing' || rule === 'late' || SHARE_RULES.includes(rule)));
  const exempt = record.use('wait_exemption', 'wait.newbornExempt', record.table.wait.newbornExempt);
  const waiting = exempt === true ? NO_WAIT : found.waiting;
  return { timing: 'late', amounts: found.amounts, waiting, benefit: decideBenefit(paidOn, 'late', waiting, record) };
}

/** The late-payment rules decided this payment: their open questions are open here too. */
function adopt(found: Pick<LatePaymentAssessment, 'review'>, record: DecisionRecord): void {
  for (const { code, field, message, settledBy } of found.review) {
    if (code !== 'wait_exceeds_coverage_year') record.review(code, field, message, settledBy);
  }
}
