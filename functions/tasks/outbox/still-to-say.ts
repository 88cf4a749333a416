/**
 * Looked up again at the moment in which a message goes out: a gateway may have been down for days, and what is asked for
 * may be paid, or the person may have died.
 */
import { payingFor, yearsKept } from '../../cases/known-of-person.ts';
import { isPaidKind, isTaken } from '../../cases/pay.ts';
import { isForTheLiving } from '../../domain/reminder/for-the-living.ts';
import { readStepName } from '../../domain/reminder/steps.ts';
import { readCaseId } from '../../store/keys.ts';
import type { Message, MessageFailure } from '../../store/messages/outbox-store.ts';
import { type LookedUp, paidElsewhere, type SilentReason, whySilent } from '../reminders/look-up.ts';

type Reason = SilentReason | 'paid' | 'given_back';

const SENTENCES: Record<Reason, string> = {
  died: '本人已登记死亡，不再发送',
  paid: '已经有缴费记录，不再催缴',
  stop_list: '本人要求不再接收提醒',
  not_awaited: '案件已经不在等待此事，不再发送',
  own_case: '由在办案件通知，不再发送',
  insured_elsewhere: '已在别处参保，不再发送',
  paid_elsewhere: '本年度已在其他统筹区缴费，不再催缴',
  given_back: '这笔缴费已经退费或正在退费，不再发送',
  left: '年度内已经退出，不再发送',
  no_case: '没有这个案件或名册上没有此人',
};

/** By the beginning of a notice's name: what it must not say any more once somebody has paid, or got the money back. */
const SAYS_UNPAID = ['unpaid', 'newborn_missed'];
const SAYS_INSURED = ['benefits_begin', 'newborn_covered'];

/** Null where the message is to go out. */
export function whyUnsaid(
  { caseId, occasion }: Pick<Message, 'caseId' | 'occasion'>,
  lookedUp: LookedUp,
): MessageFailure | null {
  if (!isForTheLiving(occasion)) return null;
  const step = readStepName(occasion);
  const reason = step ? whyNotRemind(step.occasions, caseId, lookedUp) : whyNotTell(occasion, lookedUp);
  return reason && { reason, detail: SENTENCES[reason] };
}

function whyNotRemind(
  occasions: NonNullable<ReturnType<typeof readStepName>>['occasions'],
  subject: string,
  lookedUp: LookedUp,
): Reason | null {
  const coverageYear = readCaseId(subject)?.coverageYear ?? 0;
  const reasons = occasions.map((occasion) => whySilent({ occasion, coverageYear }, lookedUp));
  if (reasons.every((reason) => reason !== null)) return reasons[0] ?? null;
  return asksForMoney(occasions) && isPaid(coverageYear, lookedUp) ? 'paid' : null;
}

const asksForMoney = (occasions: readonly string[]): boolean =>
  !occasions.includes('documents') && !occasions.includes('newborn');

function whyNotTell(occasion: string, { found, person }: LookedUp): Reason | null {
  if (person?.died) return 'died';
  if (!person || !found || !isPaidKind(found)) return null;
  const { coverageYear, payment } = found;
  const says = (names: readonly string[]): boolean => names.some((name) => occasion.startsWith(name));
  const paying = payingFor(coverageYear, person);
  if (says(['payment_notice'])) {
    if (payment && payment.accepted !== false) return 'paid';
    return paidElsewhere(found, person) ? 'paid_elsewhere' : null;
  }
  // A payment that the case itself refused is no news to it.
  if (says(SAYS_UNPAID)) return paying.some(({ voucher }) => !isTaken(found, voucher)) ? 'paid' : null;
  if (!says(SAYS_INSURED) || !payment) return null;
  const own = person.payments.find(({ voucher }) => isTaken(found, voucher));
  return own && yearsKept(own, person.cases).length === 0 ? 'given_back' : null;
}

const isPaid = (coverageYear: number, { person }: LookedUp): boolean =>
  person?.paidYears.includes(coverageYear) === true;
