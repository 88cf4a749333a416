/** What the reader of a policy text gives: proposals for a table, and the sentences that nothing was read from. */
import type { Json } from '../json.ts';

/** What is wrong with the words of a sentence. A figure among them is never sure. */
export type Damage = 'mojibake' | 'traditional' | 'lost_digits' | 'torn' | 'tags' | 'full_width';

/**
 * `sure`: the sentence says it in a usual phrase. `likely`: it follows from the sentence, or another sentence settles it.
 * `damaged`: the words are damaged.
 */
export type Sureness = 'sure' | 'likely' | 'damaged';

/** Where words stand in the text as given, in UTF-16 units; the end is excluded. */
export interface Words {
  start: number;
  end: number;
  quote: string;
}

export interface Proposal extends Words {
  /** A field of the table in the form of ways: `contribution.0.individual`, `ways.late.open.to`. */
  field: string;
  /** As a table has it, without its clause: `400.00`, `2025-02-25`, `{ category: orphan }`. */
  value: Json;
  sureness: Sureness;
  damage: readonly Damage[];
}

/** What sentences say of one field that cannot all be true: nothing is proposed for it, a person decides. */
export interface Contradiction {
  /** As a proposal has it. */
  field: string;
  /** Two or more, each with the words that say so. */
  said: readonly (Words & { value: Json })[];
}

/** A sentence with an amount, a day, a duration, a percentage or a group that no proposal uses. */
interface UnreadSentence extends Words {
  damage: readonly Damage[];
}

/** What has to be told before anybody looks at a proposal. */
export interface TextWarning {
  kind: 'missing_table' | 'other_year' | 'damaged' | 'unsaid_day';
  /** A sentence in Chinese. */
  message: string;
}

/** Why a text is not read: in code, and as a sentence in Chinese. */
export interface TextRefusal {
  reason: 'empty' | 'too_long' | 'no_policy' | 'other_scheme' | 'several_regions';
  message: string;
}

export interface ReadText {
  ok: true;
  proposals: readonly Proposal[];
  contradictions: readonly Contradiction[];
  unread: readonly UnreadSentence[];
  warnings: readonly TextWarning[];
}
export type PolicyTextReading = ReadText | { ok: false; refusal: TextRefusal };
