/** When a message that did not get through is tried again, and when it is given up. */

/** With the waits below a gateway may be down for a day and a night before anything is given up. */
const MOST_ATTEMPTS = 32;
const LONGEST_WAIT_MINUTES = 60;

/** @param attempts made so far, this one included. @returns the ISO instant, or null when it is dead. */
export function nextAttempt(attempts: number, at: string): string | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  const minutes = Math.min(LONGEST_WAIT_MINUTES, 2 ** Math.min(attempts - 1, 10));
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}
