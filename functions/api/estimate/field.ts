/** What the page without sign-in asks: no name, no number of a person, no phone. */
import type { PolicyTable } from '../../domain/policy.ts';

/** What was chosen and typed, by the name of its field; what is empty is not there. */
export type Typed = Readonly<Partial<Record<string, string>>>;

/** Code and word of each choice, in the order of the list. */
type Choices = readonly (readonly [code: string, word: string])[];

export interface Field {
  name: string;
  label: string;
  type: 'date' | 'amount' | 'number' | 'choice';
  /** Of a choice. */
  choices?: Choices;
  hint?: string;
  required?: true;
  /** Chosen or typed before anybody has. */
  preset?: string;
  /**
   * `always`; `asked`: only once a decision asks for it; `folded`: for those whom it concerns, folded away below the
   * others.
   */
  shown: 'always' | 'asked' | 'folded';
  /** Where its value stands in the request, and where a question about it does. */
  path: string;
}

/** What the fields are made from. */
export interface Asking {
  table: PolicyTable;
  /** Years of which the region has a table, newest first. */
  years: readonly number[];
  /** Local date. */
  today: string;
}

export const choicesOf = (words: Readonly<Record<string, string>>): Choices => Object.entries(words);

const LONGEST = 40;

/** What a form sent for these fields; all else is passed over. */
export function readTyped(fields: readonly Field[], body: string): Typed {
  const sent = new URLSearchParams(body);
  const entries = fields.flatMap(({ name, type, choices = [] }) => {
    const text = (sent.get(name) ?? '').trim().slice(0, LONGEST);
    const known = type !== 'choice' || choices.some(([code]) => code === text);
    return text === '' || !known ? [] : [[name, text] as const];
  });
  return Object.fromEntries(entries);
}
