/** What a text proposes for lists of a table that one begins from: a line for the same people is that line, others come behind. */
import type { ReadText } from '../domain/policy-text/proposal.ts';
import type { BegunTable } from './begun-table.ts';

const LISTS = ['contribution', 'aid.lines', 'ways_out', 'notice.enquiries'];
/** What tells one line of a list from another. */
const TELLING = ['who', 'ground', 'about'];

export function ontoBegun(reading: ReadText, { values }: BegunTable): ReadText {
  const said = (list: readonly { field: string; value: unknown }[], line: string): string =>
    JSON.stringify(TELLING.map((part) => list.find(({ field }) => field === `${line}.${part}`)?.value ?? null));
  const numbers = (list: string): string[] => [
    ...new Set(
      values.filter(({ field }) => field.startsWith(`${list}.`)).map(({ field }) => field.slice(list.length + 1)),
    ),
  ];
  const placeOf = (list: string, number: string): string => {
    const lines = new Set(numbers(list).map((rest) => rest.split('.')[0] ?? ''));
    const same = [...lines].find(
      (one) => said(values, `${list}.${one}`) === said(reading.proposals, `${list}.${number}`),
    );
    return same ?? String(Math.max(-1, ...[...lines].map(Number)) + 1 + Number(number));
  };
  const placed = <One extends { field: string }>(one: One): One => {
    const list = LISTS.find((name) => one.field.startsWith(`${name}.`));
    if (list === undefined) return one;
    const [number = '', ...rest] = one.field.slice(list.length + 1).split('.');
    return /^\d+$/.test(number) ? { ...one, field: [list, placeOf(list, number), ...rest].join('.') } : one;
  };
  return {
    ...reading,
    proposals: reading.proposals.map(placed),
    contradictions: reading.contradictions.map(placed),
  };
}
