/** What a caseworker's decision changes of a newborn's case. */
import { firstOfYear, type LocalDate, yearOf } from '../../domain/calendar.ts';
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import { invalid, isRefusal, refuse } from '../changes.ts';
import type { Action, DecisionParts, DecisionRefusal, DecisionToMake } from '../decision.ts';
import { settle, settledDetail } from '../settle.ts';
import { knownByBirthOnly, NEWBORN_ANSWERS, type NewbornCase, type NewbornWaitKind } from './case.ts';

/** What may be answered to each kind of wait; nothing where no desk can end it. */
export const NEWBORN_ACTIONS = {
  decision: ['approve', 'supply', 'reject'],
  payment_question: ['accept_payment', 'refuse_payment'],
  late_payment_wish: ['open_late_payment', 'decline_late_payment'],
  parents: [],
} as const satisfies Record<NewbornWaitKind, readonly Action[]>;

export function decideNewborn(
  current: NewbornCase,
  { decided, policy }: DecisionToMake,
): DecisionParts<NewbornCase> | DecisionRefusal {
  const { decision, payment_question: question, late_payment_wish: wish } = NEWBORN_ANSWERS;
  switch (decided.action) {
    case 'approve':
    case 'supply': {
      const settlement = settle(current.settlement, decided, askedOf(current), policy);
      if (isRefusal(settlement)) return settlement;
      const detail = settledDetail(decided, settlement, askedOf(current));
      return { state: decision.approved, set: { settlement }, output: { decision: 'approved' }, detail };
    }
    case 'reject':
      return { state: decision.rejected, output: { decision: 'rejected' } };
    case 'accept_payment': {
      const { payment } = current;
      if (!payment) throw new Error('no payment was asked about');
      const forYears = readForYears(current, decided.forYears);
      if (isRefusal(forYears)) return forYears;
      // The first day follows from the years.
      const benefitFrom = forYears.coverageYears ? {} : readBenefitFrom(current, decided.benefitFrom);
      if (isRefusal(benefitFrom)) return benefitFrom;
      return {
        state: question.accepted,
        set: { payment: { ...payment, accepted: true, ...benefitFrom, ...forYears } },
        output: { decision: 'accepted' },
        detail: { ...benefitFrom, ...(forYears.coverageYears && { forYears: forYears.coverageYears }) },
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
        const message = '补缴须用孩子的身份证号码：请先登记孩子的身份证号码，再开办补缴。';
        return refuse('id_number_needed', message);
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
function readBenefitFrom(
  { collected, payment, coverageYear }: NewbornCase,
  given: LocalDate | undefined,
): { benefitFrom?: LocalDate } | DecisionRefusal {
  if (collected?.benefit?.start || !payment) return {};
  const readings = [firstOfYear(coverageYear), payment.collectedOn];
  if (given !== undefined && readings.includes(given)) return { benefitFrom: given };
  const message = `文件未写明待遇从哪天开始，接受缴费时应写明 ${readings.join(' 或 ')}`;
  return invalid([{ path: 'benefitFrom', message }]);
}

/** Where neither text nor payment says it, a person says which years a payment is for. */
function readForYears(
  { collected, payment, facts }: NewbornCase,
  given: readonly number[] | undefined,
): { coverageYears?: number[] } | DecisionRefusal {
  const years = [yearOf(facts.bornOn), yearOf(facts.bornOn) + 1];
  const asked = payment?.coverageYears === undefined && collected?.forYears === null;
  const wrong = given?.some((year) => !years.includes(year)) || (asked && given === undefined);
  if (wrong)
    return invalid([{ path: 'forYears', message: `这笔缴费是为哪个年度缴的，应写明 ${years.join('、')} 或两个年度` }]);
  return given ? { coverageYears: [...new Set(given)].sort((a, b) => a - b) } : {};
}
