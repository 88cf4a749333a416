/** Today, as the system has it: a machine for training runs on a clock that was set. */
import { queryOptions, useQuery } from '@tanstack/react-query';

export interface MachineClock {
  /** Milliseconds by which its clock is ahead of this computer's. */
  ahead: number;
  canBeMoved: boolean;
}

const REAL: MachineClock = { ahead: 0, canBeMoved: false };

export const clockQuery = queryOptions({
  queryKey: ['clock'],
  queryFn: askClock,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Only a machine of one's own answers; everywhere else it is real time. */
async function askClock(): Promise<MachineClock> {
  try {
    const response = await fetch('/_local/clock');
    return response.ok ? readClock(await response.json()) : REAL;
  } catch {
    return REAL;
  }
}

export function readClock(value: unknown): MachineClock {
  if (typeof value !== 'object' || value === null || !('now' in value) || typeof value.now !== 'number') return REAL;
  const canBeMoved = 'canBeMoved' in value && value.canBeMoved === true;
  return { ahead: canBeMoved ? value.now - Date.now() : 0, canBeMoved };
}

export function useClock(): MachineClock & { now: number; today: string } {
  const { data = REAL } = useQuery(clockQuery);
  const now = Date.now() + data.ahead;
  return { ...data, now, today: dateIn(now) };
}

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
const shanghaiTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The date in China, `2026-03-10`. */
const dateIn = (instant: number): string => shanghai.format(instant);
/** `2026-03-10 09:00` of an ISO instant. */
export const timeOf = (instant: string): string => shanghaiTime.format(Date.parse(instant));
