import type { Message, OutboxStore } from '../../store/messages/outbox-store.ts';
import type { Addressed } from '../outbox/deliver-messages.ts';
import type { DecidedReminder } from './decided-reminder.ts';

/**
 * Puts the message of a decided reminder into the outbox, once for a subject and a step. One that lacks a value becomes
 * a dead letter that says which.
 * @returns the message if it is new: one that was there already is the outbox's to send
 */
export async function putReminder(
  { reminder, message }: DecidedReminder,
  { at, sendAfter }: Pick<Message, 'at'> & { sendAfter: string },
  outbox: Pick<OutboxStore, 'put'>,
): Promise<Addressed[]> {
  if (!message) return [];
  const { occasion, filled, recipient } = message;
  const key = { caseId: reminder.subject, occasion, at };
  if (!filled.ok) {
    const failure = { reason: 'missing_value', detail: `通知缺少：${filled.missing.join('、')}` };
    await outbox.put({ ...key, title: '未能生成的提醒', body: [], failure });
    return [];
  }
  const queued = { ...key, ...filled.notice, sendAfter };
  if (!(await outbox.put(queued))) return [];
  return [{ message: { ...queued, region: reminder.region, state: 'queued', attempts: 0 }, recipient }];
}
