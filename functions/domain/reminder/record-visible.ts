/** Rule "record visible": until when a payment that was made may still be invisible; nobody is dunned up to that day. */
import { type LocalDate, workingDaysAfter } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import type { ReminderRequest } from './request.ts';

/** Null where nobody says to have paid, or the table is silent on the delay (then nobody is dunned at all). */
export function recordVisibleAfter({ paidOn, channel }: ReminderRequest, record: DecisionRecord): LocalDate | null {
  if (paidOn === undefined) return null;
  const { realTimeChannels, queryDelay } = record.table.notice;
  if (channel !== undefined && realTimeChannels.value?.includes(channel)) {
    record.use('record_visible', 'notice.realTimeChannels', realTimeChannels);
    return paidOn;
  }
  const delay = record.use('record_visible', 'notice.queryDelay', queryDelay);
  return delay === null ? null : workingDaysAfter(paidOn, delay.max);
}
