/** Longer than any function that sends runs: while it lasts, nobody else tries the message. */
const ATTEMPT_MINUTES = 5;

/** ISO instant at which an attempt that began at `at` is over at the latest. */
export const attemptUntil = (at: string): string => new Date(Date.parse(at) + ATTEMPT_MINUTES * 60_000).toISOString();
