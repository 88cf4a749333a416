export type Words = Readonly<Record<string, string>>;

/** A code without a word is said as it is: it is wrong, but it is not hidden. */
export const wordOf = (words: Words, code: string): string => words[code] ?? code;
