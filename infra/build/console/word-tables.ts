/** The dictionary as the console has it: it may import nothing of ours, so `npm run console:types` writes it down. */
import { PAYOUT_NAMES } from '../../../functions/domain/exchange/treasury-result-row.ts';
import { MODE_NAMES } from '../../../functions/domain/imports/payment-row.ts';
import { DOCUMENT_NAMES } from '../../../functions/domain/person/identity-document.ts';
import { NATIONALITY_NAMES } from '../../../functions/domain/person/nationalities.ts';
import { KIND_NAMES } from '../../../functions/domain/reading/read-way.ts';
import {
  AID_CATEGORY_NAMES,
  EVENTS,
  GROUND_NAMES_OF_TABLES,
  HOUSEHOLD_NAMES,
  PARENTS_NAMES,
  PAYMENT_CHANNEL_NAMES,
  REFUND_GROUND_NAMES,
  SEX_NAMES,
} from '../../../functions/domain/regions.ts';
import { DEPARTURE_NAMES } from '../../../functions/domain/student-batch/departure-row.ts';
import * as dictionary from '../../../functions/words/dictionary.ts';

/** Why a payment is with no case is said by the API itself. */
const { UNALLOCATED_WORDS: _said, ...shown } = dictionary;

/** The same words give the same bytes. */
export function writeWordTables(): string {
  const tables = {
    ...shown,
    CATEGORY_WORDS: AID_CATEGORY_NAMES,
    WRITTEN_WORDS: { ...dictionary.WRITTEN_WORDS, ...KIND_NAMES, ...EVENTS },
    CHANNEL_WORDS: PAYMENT_CHANNEL_NAMES,
    GROUND_WORDS: REFUND_GROUND_NAMES,
    TABLE_GROUND_WORDS: GROUND_NAMES_OF_TABLES,
    HOUSEHOLD_WORDS: HOUSEHOLD_NAMES,
    IDENTITY_DOCUMENT_WORDS: DOCUMENT_NAMES,
    NATIONALITY_WORDS: NATIONALITY_NAMES,
    SEX_WORDS: SEX_NAMES,
    PARENTS_WORDS: PARENTS_NAMES,
    DEPARTURE_WORDS: DEPARTURE_NAMES,
    PAYOUT_WORDS: PAYOUT_NAMES,
    MODE_WORDS: { ...MODE_NAMES, none: '无需缴费' },
  };
  return [
    '// Written by `npm run console:types` from functions/words; never by hand.',
    'export type Words = Readonly<Record<string, string>>;\n',
    ...Object.entries(tables)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, table]) => `export const ${name}: Words = ${JSON.stringify(table, null, 2)};\n`),
  ].join('\n');
}
