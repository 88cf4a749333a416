/** What one sentence says, before sentences are held together. */
import type { Json, JsonObject } from '../json.ts';
import type { Sentence } from './sentences.ts';

/** Part of a table that a sentence speaks of, and what it says there. Fields are those of the form of ways. */
export type Finding =
  /** What a group pays a year; `tier` in the order of the text. */
  | { part: 'contribution'; who: JsonObject | null; tier: 'first' | 'second' | null; amount: string }
  | { part: 'alongside'; code: 'long_term_care' | 'mutual_aid'; amount: string; optional: boolean }
  | { part: 'subsidy'; value: Json }
  | { part: 'aid'; who: JsonObject; field: 'pays' | 'aid'; value: string }
  /** Who bears the aid of some categories, or of all that no sentence names. */
  | { part: 'payer'; categories: readonly string[] | 'others'; payer: string }
  /** Whom the text calls its people in difficulty (以下统称困难群体). */
  | { part: 'called_aided'; who: JsonObject }
  /** A value outside the lists: `aid.several`, `wait.fixed`, `otherwise`. */
  | { part: 'table'; field: string; value: Json }
  | { part: 'period'; from: string | null; to: string | null; exact: boolean; who: JsonObject | null }
  /** What holds in the ordinary period: `open.monthly`, `open.holidays`. */
  | { part: 'in_time'; field: string; value: Json }
  | { part: 'extension'; to: string; exact: boolean; begins: string | null }
  /** First day of benefits of who pays between two days; `null` where the ordinary period is meant. */
  | { part: 'begins'; span: { from: string | null; to: string } | null; begins: string }
  | { part: 'extension_begins'; begins: string }
  | { part: 'late'; phase: LatePhase }
  | { part: 'way'; way: string; field: string; value: Json }
  | { part: 'way_out'; ground: Json; set: JsonObject };

export interface LatePhase {
  /** Null where the sentence speaks of every late payment. */
  from: string | null;
  to: string | null;
  who: JsonObject | null;
  /** Of others than those of a sentence beside it. */
  others: boolean;
  amount?: string;
  cost?: 'individual' | 'both';
  wait?: string;
  begins?: string;
}

export interface ReadingContext {
  /** Year that the table is of. */
  year: number;
}

/** A phrase of such notices. It stands beside the sentences that it was made for and some that it must not take. */
export interface Pattern {
  name: string;
  takes: readonly string[];
  leaves: readonly string[];
  read(sentence: Pick<Sentence, 'text' | 'before'>, context: ReadingContext): Finding[];
}
