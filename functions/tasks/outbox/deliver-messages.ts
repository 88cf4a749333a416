/**
 * Sends messages of the outbox through the channel that fits each: the gateway for who has a phone and may be written
 * to, the print shop's file for everybody else. Whatever fails stays queued for a later attempt, or becomes a dead
 * letter that says why; nothing is lost.
 */
import { dateOfInstant } from '../../domain/calendar.ts';
import { type QuietHours, quietUntil } from '../../domain/reminder/quiet-hours.ts';
import { nextAttempt } from '../../notices/channels/retry-plan.ts';
import { type Gateway, type GatewayAnswer, messageId, sendToGateway } from '../../notices/channels/webhook.ts';
import { SealedPersonError } from '../../runtime/errors.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import type { ChannelName, Message, MessageFailure, OutboxStore } from '../../store/messages/outbox-store.ts';
import type { Recipient } from './recipients.ts';

export interface Channels {
  outbox: OutboxStore;
  identity: PersonIdentity;
  /** Null where the agency has no gateway: then messages stay to be seen in the outbox. */
  gateway: () => Promise<Gateway | null>;
  quietHours: QuietHours;
}

export interface Addressed {
  message: Message;
  recipient: Recipient | null;
}

export interface DeliveryCounts {
  sent: number;
  postponed: number;
  dead: number;
  /** Whether the gateway could not be reached: more messages would fare no better now. */
  gatewayDown: boolean;
}

const WRITES_AT_A_TIME = 16;

/** A message on its way, with what became of it. */
interface Outcome {
  message: Message;
  result:
    | { kind: 'sent'; channel: ChannelName }
    | { kind: 'wait'; until: string }
    | { kind: 'failed'; failure: MessageFailure }
    | { kind: 'dead'; failure: MessageFailure };
}

/** @param at ISO instant of this attempt */
export async function deliverMessages(
  addressed: readonly Addressed[],
  at: string,
  { outbox, identity, gateway: readGateway, quietHours }: Channels,
): Promise<DeliveryCounts> {
  const gateway = await readGateway();
  const quiet = quietUntil(at, quietHours);
  const outcomes: Outcome[] = [];
  const toSend: { message: Message; phone: string }[] = [];
  for (const { message, recipient } of addressed) {
    const phone = recipient && !recipient.stopped ? await phoneOf(recipient, identity) : null;
    if (!recipient) outcomes.push({ message, result: { kind: 'dead', failure: NOBODY } });
    else if (phone === 'unreadable') outcomes.push({ message, result: { kind: 'dead', failure: UNREADABLE } });
    else if (phone === null) outcomes.push({ message, result: { kind: 'sent', channel: 'file' } });
    else if (gateway === null) outcomes.push({ message, result: { kind: 'sent', channel: 'outbox' } });
    else if (quiet !== null) outcomes.push({ message, result: { kind: 'wait', until: quiet } });
    else toSend.push({ message, phone });
  }
  const deliveries = gateway && toSend.length > 0 ? await hand(toSend, gateway, at) : new Map<string, GatewayAnswer>();
  for (const { message } of toSend) outcomes.push({ message, result: resultOf(message, deliveries) });

  const counts: DeliveryCounts = { sent: 0, postponed: 0, dead: 0, gatewayDown: false };
  await withConcurrency(outcomes, WRITES_AT_A_TIME, (outcome) => record(outcome, at, outbox, counts));
  counts.gatewayDown = toSend.length > 0 && [...deliveries.values()].every(({ outcome }) => outcome === 'unreached');
  return counts;
}

const NOBODY: MessageFailure = { reason: 'missing_value', detail: '没有联系方式：名册上没有此人的姓名和电话' };
const UNREADABLE: MessageFailure = { reason: 'unreadable_person', detail: '收件人的密封信息打不开' };

const DETAILS: Record<string, string> = {
  gateway_refused: '短信平台拒收，号码可能有误',
  gateway_timeout: '短信平台没有按时应答',
  gateway_out_of_reach: '短信平台连接不上',
  gateway_said_nothing: '短信平台没有说明这条消息的结果',
  gateway_answer_unreadable: '短信平台的应答无法识别',
};

async function phoneOf(recipient: Recipient, identity: PersonIdentity): Promise<string | null | 'unreadable'> {
  try {
    return (await identity.open(recipient)).phone ?? null;
  } catch (error) {
    if (error instanceof SealedPersonError) return 'unreadable';
    throw error;
  }
}

const hand = (messages: { message: Message; phone: string }[], gateway: Gateway, at: string) =>
  sendToGateway(
    gateway,
    messages.map(({ message, phone }) => ({
      id: messageId(message.caseId, message.occasion),
      to: phone,
      title: message.title,
      text: message.body.join('\n'),
    })),
    at,
  );

function resultOf({ caseId, occasion }: Message, deliveries: Map<string, GatewayAnswer>): Outcome['result'] {
  const delivery = deliveries.get(messageId(caseId, occasion));
  if (delivery?.outcome === 'accepted') return { kind: 'sent', channel: 'webhook' };
  const reason = delivery?.reason ?? 'gateway_said_nothing';
  const failure = { reason, detail: DETAILS[reason] ?? `短信平台应答 ${reason.replace('gateway_', '')}` };
  return { kind: delivery?.outcome === 'refused' ? 'dead' : 'failed', failure };
}

async function record({ message, result }: Outcome, at: string, outbox: OutboxStore, counts: DeliveryCounts) {
  switch (result.kind) {
    case 'sent':
      if (await outbox.markSent(message, result.channel, at, dateOfInstant(at))) counts.sent += 1;
      return;
    case 'wait':
      if (await outbox.postpone(message, result.until)) counts.postponed += 1;
      return;
    case 'dead':
      if (await outbox.markDead(message, result.failure, at)) counts.dead += 1;
      return;
    case 'failed': {
      const until = nextAttempt(message.attempts + 1, at);
      if (until === null) {
        if (await outbox.markDead(message, result.failure, at)) counts.dead += 1;
      } else if (await outbox.postpone(message, until, result.failure)) counts.postponed += 1;
    }
  }
}
