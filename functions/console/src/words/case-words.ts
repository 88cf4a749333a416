/** What a desk calls the codes of the API. A code without a word is shown as it is: it is wrong, but it is not hidden. */
import type { Words } from './dictionary.ts';

export const wordOf = (words: Words, code: string | null | undefined): string =>
  code === null || code === undefined ? '—' : (words[code] ?? code);

/** States that a case never leaves by itself. */
const END_STATES: ReadonlySet<string> = new Set(
  'insured refused rejected unpaid documents_missing payment_refused withdrawn parked refunded redirected payout_failed late_payment_opened missed died moved_away'.split(
    ' ',
  ),
);
export const hasEnded = (state: string): boolean => END_STATES.has(state);
