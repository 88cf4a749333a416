/** What a template prints where it was not told of a value: the word for nothing, or a sentence without its word. */
const HOLE = /undefined|null|NaN|Invalid|\[object|[是为:]\s*[。;,]|“”|^\s*$/;

/** The first line that lacks a value; null where none does. */
export const findHole = (lines: readonly string[]): string | null => lines.find((line) => HOLE.test(line)) ?? null;
