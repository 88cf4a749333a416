/** What a caseworker's decision changes of a newborn's case. */

import { knownByBirthOnly, NEWBORN_ANSWERS, type NewbornCase } from '../../cases/newborn/case.ts';
import { firstOfYear, type LocalDate } from '../../domain/calendar.ts';
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { invalidRequest } from '../http/route.ts';
import { type DecisionParts, type DecisionToMake, settle, settledDetail } from './decision-parts.ts';

/** @throws ProblemError `invalid_request`, `questions_left_open`, `id_number_needed` */
export function decideNewborn(current: NewbornCase, { decided, policy }: DecisionToMake): DecisionParts<NewbornCase> {
  const { decision, payment_question: question, late_payment_wish: wish } = NEWBORN_ANSWERS;
  switch (decided.action) {
    case 'approve':
    case 'supply':
      return {
        state: decision.approved,
        set: { settlement: settle(current.settlement, decided, askedOf(current), policy) },
        output: { decision: 'approved' },
        detail: settledDetail(decided),
      };
    case 'reject':
      return { state: decision.rejected, output: { decision: 'rejected' } };
    case 'accept_payment': {
      const { payment } = current;
      if (!payment) throw new Error('no payment was asked about');
      const benefitFrom = readBenefitFrom(current, decided.benefitFrom);
      return {
        state: question.accepted,
        set: { payment: { ...payment, accepted: true, ...(benefitFrom && { benefitFrom }) } },
        output: { decision: 'accepted' },
        detail: { ...(benefitFrom && { benefitFrom }) },
      };
    }
    case 'refuse_payment':
      return {
        state: question.refused,
        set: { ...(current.payment && { payment: { ...current.payment, accepted: false } }) },
        output: { decision: 'refused' },
      };
    case 'open_late_payment':
      if (knownByBirthOnly(current)) {
        const message = '补缴须用孩子的身份证号码:请先登记事件 id_number_assigned,再开办补缴。';
        throw new ProblemError('id_number_needed', message);
      }
      return { state: wish.wished, output: { decision: 'wished' } };
    case 'decline_late_payment':
      return { state: wish.declined, output: { decision: 'declined' } };
    default:
      throw new Error(`${decided.action} is no answer in a newborn's case`);
  }
}

/** The decision with the questions that were asked, and no others. */
function askedOf({ plan, settlement, facts }: NewbornCase) {
  if (!plan) return undefined;
  const { reviews, confirmations } = openNewbornQuestions(
    plan.assessment,
    settlement,
    facts.registeredOn !== undefined,
  );
  return { ...plan.assessment, review: reviews, confirm: confirmations };
}

/** Where the text leaves the first day of benefits open, a person says which of its readings it is. */
function readBenefitFrom(current: NewbornCase, given: LocalDate | undefined): LocalDate | undefined {
  const { collected, payment, coverageYear } = current;
  if (collected?.benefit?.start || !payment) return undefined;
  const readings = [firstOfYear(coverageYear), payment.collectedOn];
  if (given !== undefined && readings.includes(given)) return given;
  const message = `文件未写明待遇从哪天开始,接受缴费时应写明 ${readings.join(' 或 ')}`;
  throw invalidRequest([{ path: 'benefitFrom', message }]);
}
