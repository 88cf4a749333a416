/** When no message is sent, and when it may be again. */
import { DateTime } from 'luxon';
import { TIME_ZONE } from '../calendar.ts';

/** Local clock times, such as `21:00` and `08:00`: from the first, up to the second, over midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

/** @returns null unless the text is like `21:00-08:00` */
export function parseQuietHours(text: string): QuietHours | null {
  const [, from, to] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  return from && to ? { from, to } : null;
}

/** The ISO instant at which the quiet hours end that an instant falls into; null outside of them. */
export function quietUntil(instant: string, { from, to }: QuietHours): string | null {
  const now = DateTime.fromISO(instant, { zone: TIME_ZONE });
  const time = now.toFormat('HH:mm');
  const overMidnight = from > to;
  const quiet = overMidnight ? time >= from || time < to : time >= from && time < to;
  if (!quiet) return null;
  const day = overMidnight && time >= from ? now.plus({ days: 1 }) : now;
  const [hour = 0, minute = 0] = to.split(':').map(Number);
  return day.startOf('day').set({ hour, minute }).toUTC().toISO();
}
