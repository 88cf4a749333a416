import { DateTime } from 'luxon';
import type { BackupStatus } from '../backup/backup-status.ts';

/** When nobody works, and before the system's own nightly work. */
const HOUR = 1;
const AGAIN_MS = 3_600_000;
const DAY_MS = 86_400_000;
const TRIAL_MS = 7 * DAY_MS;

/** What is to be done now: a backup every night, and once a week a trial of it; after a failure again an hour later. */
export function dueBackupWork({ taken, tried, failed }: BackupStatus, now: number): 'backup' | 'trial' | null {
  // A time that is still to come is of a clock that was wrong, and says nothing.
  const timeOf = (done: { at: number } | null): number => (done === null || done.at > now + DAY_MS ? 0 : done.at);
  if (now - timeOf(failed) < AGAIN_MS) return null;
  const today = DateTime.fromMillis(now, { zone: 'Asia/Shanghai' }).set({
    hour: HOUR,
    minute: 0,
    second: 0,
    millisecond: 0,
  });
  const night = today.toMillis() > now ? today.minus({ days: 1 }) : today;
  // A machine that was off at night makes up for it when it is on again.
  if (timeOf(taken) < night.toMillis()) return 'backup';
  return now - timeOf(tried) > TRIAL_MS || (failed !== null && failed.what === 'trial') ? 'trial' : null;
}
