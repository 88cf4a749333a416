/** What a desk calls the codes of the API. A code without a word is shown as it is: it is wrong, but it is not hidden. */
import { RULES } from '../api/schema.ts';
import type { Words } from './dictionary.ts';

export const wordOf = (words: Words, code: string | null | undefined): string =>
  code === null || code === undefined ? '—' : (words[code] ?? code);

/** True of a state that a case does not leave by itself. */
export const hasEnded = (state: string): boolean => RULES.ends.some((end) => end === state);
