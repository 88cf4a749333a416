/**
 * Looked up again at the moment in which a message goes out: a gateway may have been down for days, and what is asked for
 * may be paid, or the person may have died.
 */
import { isPaidKind } from '../../cases/pay.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { isForTheLiving } from '../../domain/reminder/for-the-living.ts';
import { readStepName } from '../../domain/reminder/steps.ts';
import { readCaseId } from '../../store/keys.ts';
import type { Failure, Message } from '../../store/messages/outbox-store.ts';
import { type LookedUp, type LookUpSources, lookUp, type SilentReason, whySilent } from '../reminders/look-up.ts';

type Reason = SilentReason | 'paid';

const SENTENCES: Record<Reason, string> = {
  died: '本人已登记死亡,不再发送',
  paid: '已经有缴费记录,不再催缴',
  stop_list: '本人要求不再接收提醒',
  not_awaited: '案件已经不在等待此事,不再发送',
  own_case: '由在办案件通知,不再发送',
  insured_elsewhere: '已在别处参保,不再发送',
  left: '年度内已经退出,不再发送',
  no_case: '没有这个案件或名册上没有此人',
};

const ASKS_TO_PAY = 'payment_notice';

/** Null where the message is to go out. */
export async function whyUnsaid(
  { caseId, occasion }: Pick<Message, 'caseId' | 'occasion'>,
  today: LocalDate,
  sources: LookUpSources,
): Promise<Failure | null> {
  if (!isForTheLiving(occasion)) return null;
  const step = readStepName(occasion);
  const lookedUp = await lookUp(caseId, today, sources);
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

function whyNotTell(occasion: string, lookedUp: LookedUp): Reason | null {
  const { found, died } = lookedUp;
  if (died) return 'died';
  if (!occasion.startsWith(ASKS_TO_PAY) || !found) return null;
  return isPaidKind(found) && found.payment && found.payment.accepted !== false ? 'paid' : null;
}

const isPaid = (coverageYear: number, { standing }: LookedUp): boolean =>
  standing?.paidYears.includes(coverageYear) === true;
