/**
 * Makes a text plain before numbers and names are looked for in it. Digits of every script become ASCII digits. Signs
 * between two digits fall away, unless they are letters. Each character keeps its place in the original.
 */

/** Digits in words, as a telephone number is said. */
const SPOKEN: ReadonlyMap<string, string> = new Map(
  [...'零一二三四五六七八九'].map((word, digit): [string, string] => [word, String(digit)]),
)
  .set('〇', '0')
  .set('○', '0')
  .set('幺', '1')
  .set('两', '2');

/** The value of a digit of any script: the ten of one script follow each other. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** Digits that stand in a text with nothing but separators between them; `x` and `X` count where they follow a digit. */
export interface DigitRun {
  /** `0` to `9` and `X`. */
  digits: string;
  /** Where each stands in what was written, and where its character ends. */
  places: readonly { from: number; to: number }[];
  /** At each place between two digits, and at both ends: whether something was written between them. */
  borders: readonly boolean[];
}

/** @param spoken digits in words count too */
export function digitRunsOf(text: string, spoken: boolean): DigitRun[] {
  const runs: DigitRun[] = [];
  let digits: string[] = [];
  let places: { from: number; to: number }[] = [];
  let borders: boolean[] = [];
  let border = true;

  function endRun(): void {
    if (digits.length > 0) runs.push({ digits: digits.join(''), places, borders: [...borders, true] });
    digits = [];
    places = [];
    borders = [];
    border = true;
  }

  function take(digit: string, from: number, to: number): void {
    const last = digits.at(-1);
    borders.push(border || digit === 'X' || last === 'X');
    digits.push(digit);
    places.push({ from, to });
    border = false;
  }

  let at = 0;
  for (const written of text) {
    const [from, to] = [at, at + written.length];
    at = to;
    for (const character of written.normalize('NFKC')) {
      const word = spoken ? SPOKEN.get(character) : undefined;
      if (word !== undefined) take(word, from, to);
      else if (/^[0-9]$/.test(character)) take(character, from, to);
      else if (/^\p{Nd}$/u.test(character)) take(digitOf(character), from, to);
      else if (/^[xX]$/.test(character) && digits.length > 0 && digits.at(-1) !== 'X') take('X', from, to);
      else if (/^[\p{L}\p{N}]$/u.test(character)) endRun();
      else border = true;
    }
  }
  endRun();
  return runs;
}

/** Nothing but what a name is made of: spaces, dots and strokes between, and what cannot be seen, fall away. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Z}\p{C}\p{Pd}\p{Pc}\p{M}·•‧∙・.*]/gu, '')
    .toLowerCase();
