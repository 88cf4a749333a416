/**
 * A policy text as the patterns read it: simplified characters, half-width figures and punctuation, without spaces, tags
 * and the pinyin that copies of copies leave behind each character; lines that a column tore apart are one again. Each
 * character knows where it stands in the text as given, so that a quote is always the text's own.
 */
import { ConverterFactory } from 'opencc-js/core';
import compatible from 'opencc-js/dict/CJK_Compatibility_Ideographs';
import characters from 'opencc-js/dict/TSCharacters';
import { isPageNumber, joinsOf, type Line } from './lines.ts';
import type { Damage } from './proposal.ts';

export interface Readable {
  text: string;
  /** For each character of `text`, where it stands in the text as given. */
  at: readonly number[];
  /** Damage by the character of `text` at which it was found, in order. */
  damage: readonly { at: number; kind: Damage }[];
}

/** Made when a text is read: who reads none starts without it. */
let convert: ReturnType<typeof ConverterFactory> | undefined;
const simplified = new Map<string, string>();

/** One character for one, so that nothing moves. */
function simplify(character: string): string {
  const known = simplified.get(character);
  if (known !== undefined) return known;
  convert ??= ConverterFactory([compatible], [characters]);
  const converted = convert(character);
  const one = converted.length === character.length ? converted : character;
  simplified.set(character, one);
  return one;
}

const HAN = /\p{Script=Han}/u;
/** `(shí)`: one syllable of pinyin with its tone, or one without a tone of its own. */
const PINYIN = /^[(\uFF08][a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńň][a-zü]{0,3}[)\uFF09]/;
const TAG = /^<\/?[a-z][^<>\n]{0,80}>/i;
/** `②` is no figure of the sentence behind it. */
const NUMBER_OF_ITEM = /[①-⑳⑴-⒇⒈-⒛㈠-㈩]/;
const TAGS = /<\/?[a-z][^<>\n]{0,80}>/gi;
const SPACE = /[\s\u00A0\u200B\u3000\uFEFF]/;
const FULL_WIDTH_FIGURE = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/;
const LINE_ENDS = new Set('。;!?:.…|】"”');

/** @param given any length; the work grows with it */
export function makeReadable(given: string): Readable {
  const { text, at, damage, breaks } = charactersOf(given);
  const lines = linesOf(given, text, at, breaks);
  const joins = joinsOf(lines);
  const kept: { text: string; at: number[]; damage: { at: number; kind: Damage }[] } = { text: '', at: [], damage: [] };
  let next = 0;
  lines.forEach(({ from, to }, index) => {
    const moved = kept.at.length - from;
    while (next < damage.length && (damage[next]?.at ?? 0) < to) {
      const one = damage[next];
      if (one) kept.damage.push({ ...one, at: Math.max(0, one.at + moved) });
      next += 1;
    }
    kept.text += text.slice(from, to);
    for (let one = from; one < to; one += 1) kept.at.push(at[one] ?? 0);
    const join = joins[index];
    if (join === 'torn') kept.damage.push({ at: kept.at.length - 1, kind: 'torn' });
    if (join !== null || index + 1 === lines.length) return;
    kept.text += '\n';
    kept.at.push(at[to] ?? 0);
  });
  return kept;
}

interface PlacedLine extends Line {
  from: number;
  to: number;
}

/** Without the lines that are a page's number only. */
function linesOf(given: string, text: string, at: readonly number[], breaks: ReadonlySet<number>): PlacedLine[] {
  const lines: PlacedLine[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length;
    const raw = given.slice(at[from] ?? 0, (at[to - 1] ?? -1) + 1).replaceAll(TAGS, '');
    if (line !== '' && !isPageNumber(raw)) lines.push({ text: line, raw, afterBlank: breaks.has(from - 1), from, to });
    from = to + 1;
  }
  return lines;
}

/** Character for character; `breaks` are the ends of lines that have an empty line behind them. */
function charactersOf(given: string): Readable & { breaks: ReadonlySet<number> } {
  const characters: string[] = [];
  const at: number[] = [];
  const damage: { at: number; kind: Damage }[] = [];
  const breaks = new Set<number>();
  const put = (character: string, index: number): void => {
    characters.push(character);
    at.push(index);
  };
  const mark = (kind: Damage): void => {
    damage.push({ at: Math.max(0, characters.length - 1), kind });
  };
  for (let index = 0; index < given.length; index += 1) {
    const character = given.charAt(index);
    const before = characters.at(-1) ?? '\n';
    if (character === '\n') {
      if (before === '\n') continue;
      const next = nextLine(given, index);
      if (next.afterBlank) breaks.add(characters.length);
      put('\n', index);
      index = next.start - 1;
      continue;
    }
    if (SPACE.test(character)) continue;
    if (character === '(' || character === '\uFF08') {
      const pinyin = PINYIN.exec(given.slice(index, index + 10))?.[0];
      if (pinyin !== undefined && (HAN.test(before) || /[A-Za-z]/.test(before))) {
        mark('mojibake');
        index += pinyin.length - 1;
        continue;
      }
    }
    if (character === '<') {
      const tag = TAG.exec(given.slice(index, index + 90))?.[0];
      if (tag !== undefined) {
        // Around a whole sentence it damages nothing.
        if (!LINE_ENDS.has(before) && before !== '\n') mark('tags');
        index += tag.length - 1;
        continue;
      }
    }
    const isLost =
      character === '\uFFFD' || (character === '?' && given.charAt(index + 1) === '\uFF0C' && HAN.test(before));
    const narrow = NUMBER_OF_ITEM.test(character) ? character : character.normalize('NFKC');
    const one = narrow.length === 1 ? narrow : character;
    put(simplify(one), index);
    if (isLost) mark('mojibake');
    if (FULL_WIDTH_FIGURE.test(character)) mark('full_width');
    else if (characters.at(-1) !== one) mark('traditional');
  }
  return { text: characters.join(''), at, damage, breaks };
}

/** Where the next line that has something on it begins, and whether lines without anything stand before it. */
function nextLine(given: string, from: number): { start: number; afterBlank: boolean } {
  let start = from;
  let ends = 0;
  while (start < given.length && SPACE.test(given.charAt(start))) {
    if (given.charAt(start) === '\n') ends += 1;
    start += 1;
  }
  return { start, afterBlank: ends > 1 };
}
