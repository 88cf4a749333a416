/** The values of a table of the first form as rules take them: each keeps its path there, and who says it. */
import type { LocalDate } from '../calendar.ts';
import { nameInFirstForm } from '../policy/field-names.ts';
import type { Sourced } from '../policy/sourced.ts';
import type { Json, JsonObject, Sections } from '../policy.ts';
import type { Anchor, Day, Step } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';

export interface FirstForm {
  readonly table: Sections;
  /** As it was published. */
  readonly source: JsonObject;
}

/** A value of the table under its own path; `as` says it in the words of a way. */
export function toldOf<T, U>(
  { table, source }: FirstForm,
  field: string,
  value: Sourced<T>,
  as: (value: T) => U,
): Told<U> {
  const common = { field, label: nameInFirstForm(field, table) };
  if (value.standing === 'silent') return { ...value, ...common, written: null };
  return { ...value, ...common, value: as(value.value), written: writtenAt(source, field) };
}

/** What the form itself means, and no clause has to say. */
export const meant = <T>(value: T, field: string, label = ''): Told<T> => ({
  standing: 'stated',
  value,
  clause: null,
  field,
  label,
  written: null,
});

function writtenAt(source: JsonObject, field: string): Json {
  const found = [...field.split('.'), 'value'].reduce<Json | undefined>((node, key) => {
    if (Array.isArray(node)) return node[Number(key)];
    return typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? node[key] : undefined;
  }, source);
  return found ?? null;
}

const day = (anchor: Anchor, steps: Step[] = []): Day => ({
  anchor,
  steps,
  usesWait: steps.some(({ kind }) => kind === 'wait'),
  mayPrecedeYear: false,
  atLatest: false,
});

export const onDate = (date: LocalDate): Day => day({ kind: 'date', date });
export const from = (
  kind: 'payment' | 'event' | 'birth' | 'year_start' | 'year_end' | 'birth_year_end',
  ...steps: Step[]
): Day => day({ kind }, steps);
export const afterWait: Day = from('payment', { kind: 'wait' });
