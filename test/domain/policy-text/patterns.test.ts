/** Each phrase is read from the sentences that it was made for, and from none of those beside them. */
import { describe, expect, it } from 'vitest';
import { PATTERNS } from '../../../functions/domain/policy-text/read-policy-text.ts';
import { makeReadable } from '../../../functions/domain/policy-text/readable.ts';
import { sentencesOf } from '../../../functions/domain/policy-text/sentences.ts';

const read = (pattern: (typeof PATTERNS)[number], sentence: string) =>
  sentencesOf(sentence, makeReadable(sentence)).flatMap((one) => pattern.read(one, { year: 2025 }));
/** The year that a sentence is about, where it is not 2025. */
const ABOUT = /20\d{2}(?=年度城乡)|20\d{2}(?=年度居民)|20\d{2}(?=年底)/;
const readAt = (pattern: (typeof PATTERNS)[number], sentence: string) => {
  const years = [2025, 2026, 2024, 2023, Number(ABOUT.exec(sentence)?.[0] ?? 2025)];
  return years.flatMap((year) =>
    sentencesOf(sentence, makeReadable(sentence)).flatMap((one) => pattern.read(one, { year })),
  );
};

describe.each(PATTERNS.map((pattern) => ({ ...pattern, pattern })))('The phrase “$name”', ({ pattern }) => {
  it.each(pattern.takes)('is read from %s', (sentence) => expect(readAt(pattern, sentence)).not.toEqual([]));
  it.each(pattern.leaves)('is not read from %s', (sentence) => expect(read(pattern, sentence)).toEqual([]));
});

it('has a name of its own, sentences that it takes, and one that it leaves', () => {
  expect(new Set(PATTERNS.map(({ name }) => name)).size).toBe(PATTERNS.length);
  expect(PATTERNS.filter(({ takes, leaves }) => takes.length === 0 || leaves.length === 0)).toEqual([]);
});
