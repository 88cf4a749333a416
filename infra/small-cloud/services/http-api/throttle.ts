/** A token bucket: `burst` requests at once, refilled at `rate` a second. */
export interface Throttle {
  /** Takes one; false when none is left. `now` in milliseconds of a clock that only runs on. */
  take(now: number): boolean;
}

export function createThrottle(limits: { rate: number; burst: number }): Throttle {
  let left = limits.burst;
  let filledAt: number | undefined;
  return {
    take(now) {
      left = Math.min(limits.burst, left + ((now - (filledAt ?? now)) / 1000) * limits.rate);
      filledAt = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
