/** Codes of which a desk may supply one, where a table takes codes. */
import { PAYER_WORDS } from '../../words/decisions.ts';
import { APPLICANT_WORDS } from '../../words/people.ts';
import { LODGED_WORDS } from '../../words/refunds.ts';
import { VALUE_WORDS, WAY_WORDS, YES_NO_WORDS } from '../../words/table-values.ts';

export const SUPPLIED_CODES: readonly string[] = [
  ...new Set(
    [VALUE_WORDS, WAY_WORDS, PAYER_WORDS, APPLICANT_WORDS, LODGED_WORDS].flatMap((words) => Object.keys(words)),
  ),
].filter((code) => !Object.hasOwn(YES_NO_WORDS, code));
