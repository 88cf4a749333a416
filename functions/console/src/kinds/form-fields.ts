/** What a form asks for, as data; and how what was typed becomes the JSON that the API takes. */

import { objectIn } from '../decision/read-decision.ts';
import { typedAmount } from '../words/yuan.ts';

type Words = Readonly<Record<string, string>>;

interface Common {
  /** Name in the JSON; with the names of the groups around it, the path that the API's issues have. */
  name: string;
  label: string;
  hint?: string;
  required?: true;
  /** Seldom filled in: folded away below the others of its group. */
  rare?: true;
}

export type Field =
  | (Common & { type: 'text' | 'date' | 'money' | 'number' | 'flag' })
  /** The number of an identity document. */
  | (Common & { type: 'document' })
  /** Numbers with a comma or a space between, such as coverage years. */
  | (Common & { type: 'years' })
  | (Common & { type: 'choice'; words: Words; numeric?: true })
  | (Common & { type: 'group'; fields: readonly Field[] })
  | (Common & { type: 'list'; item: string; fields: readonly Field[]; atLeast?: number });

/** What was typed, by path; a list's count is under `path.#`. */
export type TypedFields = Readonly<Record<string, string>>;

export const countOf = (typed: TypedFields, path: string, atLeast = 0): number =>
  Math.max(Number(typed[`${path}.#`] ?? 0), atLeast);

/** The JSON of what was typed; empty fields, groups and lists are left out. */
export function readFields(fields: readonly Field[], typed: TypedFields, prefix = ''): Record<string, unknown> {
  const entries = fields.flatMap((field): [string, unknown][] => {
    const value = readField(field, typed, prefix + field.name);
    return value === undefined ? [] : [[field.name, value]];
  });
  return Object.fromEntries(entries);
}

function readField(field: Field, typed: TypedFields, path: string): unknown {
  if (field.type === 'group') {
    const group = readFields(field.fields, typed, `${path}.`);
    return Object.keys(group).length === 0 ? undefined : group;
  }
  if (field.type === 'list') {
    const count = countOf(typed, path, field.atLeast);
    const items = Array.from({ length: count }, (_none, index) => readFields(field.fields, typed, `${path}.${index}.`));
    return items.length === 0 ? undefined : items;
  }
  const text = (typed[path] ?? '').trim();
  if (text === '') return undefined;
  switch (field.type) {
    case 'number':
      return numberOr(text);
    case 'flag':
      return text === 'true';
    case 'years':
      return text
        .split(/[\s,,、;]+/)
        .filter((part) => part !== '')
        .map(numberOr);
    case 'money':
      return typedAmount(text);
    case 'choice':
      return field.numeric ? numberOr(text) : text;
    default:
      return text;
  }
}

/** As one would have typed it. */
export function typedOf(fields: readonly Field[], read: Readonly<Record<string, unknown>>, prefix = ''): TypedFields {
  return Object.assign(
    {},
    ...fields.map((field): TypedFields => {
      const [path, value] = [prefix + field.name, read[field.name]];
      if (value === undefined || value === null) return {};
      if (field.type === 'group') return typedOf(field.fields, objectIn(value), `${path}.`);
      if (field.type === 'list') {
        const items = Array.isArray(value) ? value : [];
        const entries = items.map((one, index) => typedOf(field.fields, objectIn(one), `${path}.${index}.`));
        return Object.assign({ [`${path}.#`]: String(items.length) }, ...entries);
      }
      return { [path]: Array.isArray(value) ? value.join('、') : String(value) };
    }),
  );
}

/** What is no number is sent as it is: the API says what is wrong with it. */
const numberOr = (text: string): number | string => (/^-?\d+$/.test(text) ? Number(text) : text);

/** Adds an entry to a list, in the place of one at its end in which nothing was typed. */
export function withEntry(
  typed: TypedFields,
  path: string,
  entry: Readonly<Record<string, string>>,
  atLeast = 0,
): TypedFields {
  const count = countOf(typed, path, atLeast);
  const isFree = (index: number) =>
    !Object.entries(typed).some(([key, text]) => key.startsWith(`${path}.${index}.`) && text !== '');
  const index = count > 0 && isFree(count - 1) ? count - 1 : count;
  const added = Object.entries(entry).map(([name, text]) => [`${path}.${index}.${name}`, text]);
  return { ...typed, ...Object.fromEntries(added), [`${path}.#`]: String(index + 1) };
}

/** Takes an entry out of a list and moves those after it up. */
export function withoutEntry(typed: TypedFields, path: string, index: number): TypedFields {
  const kept: Record<string, string> = {};
  const count = countOf(typed, path);
  for (const [key, value] of Object.entries(typed)) {
    const [, at, rest] = key.startsWith(`${path}.`) ? (/^(\d+)\.(.+)$/.exec(key.slice(path.length + 1)) ?? []) : [];
    if (at === undefined) kept[key] = value;
    else if (Number(at) < index) kept[key] = value;
    else if (Number(at) > index) kept[`${path}.${Number(at) - 1}.${rest}`] = value;
  }
  return { ...kept, [`${path}.#`]: String(Math.max(0, count - 1)) };
}
