/** A value that knows where in its table it stands and what a desk calls it: a rule can't name one field and use another. */

import type { Json } from '../json.ts';
import type { Sourced } from '../policy/sourced.ts';

export type Told<T> = Sourced<T> & {
  /** Path in the table. */
  readonly field: string;
  readonly label: string;
  /** As the table's file has it. */
  readonly written: Json;
};

/** A value that nobody states. */
export const silentAt = (field: string, label: string, note: string, clause: string | null = null): Told<never> => ({
  standing: 'silent',
  value: null,
  clause,
  note,
  field,
  label,
  written: null,
});
