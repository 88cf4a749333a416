/**
 * A policy text as the patterns read it: simplified characters, half-width figures and punctuation, without spaces, tags
 * and the pinyin that copies of copies leave behind each character; lines that a column tore apart are one again. Each
 * character knows where it stands in the text as given, so that a quote is always the text's own.
 */
import { ConverterFactory } from 'opencc-js/core';
import compatible from 'opencc-js/dict/CJK_Compatibility_Ideographs';
import characters from 'opencc-js/dict/TSCharacters';
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
const SPACE = /[\s\u00A0\u200B\u3000\uFEFF]/;
const FULL_WIDTH_FIGURE = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/;
/** What begins a line of its own: a number of a list, a heading, an address line. */
const NEW_ITEM =
  /^\s{0,8}(?:[一二三四五六七八九十]{1,3}、|[(\uFF08][一二三四五六七八九十\d]{1,3}[)\uFF09]|\d{1,2}[.、\uFF0E]|[①-⑩•·☆★◆■●]|第[一二三四五六七八九十]{1,3}条|附件|[答问][:\uFF1A])/;
/** A line that is shorter is a heading, a signature or a cell, and is not continued on the next. */
const SHORTEST_TORN = 14;
const LINE_ENDS = new Set('。;!?:.…|】"”');

/** @param given any length; the work grows with it */
export function makeReadable(given: string): Readable {
  const characters: string[] = [];
  const at: number[] = [];
  const damage: { at: number; kind: Damage }[] = [];
  let lineStart = 0;
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
      if (isTorn(characters, lineStart, next.text)) {
        mark('torn');
      } else {
        put('\n', index);
        lineStart = characters.length;
      }
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
        mark('tags');
        index += tag.length - 1;
        continue;
      }
    }
    if (character === '\uFFFD' || (character === '?' && given.charAt(index + 1) === '\uFF0C' && HAN.test(before))) {
      mark('mojibake');
    }
    const narrow = character.normalize('NFKC');
    const one = narrow.length === 1 ? narrow : character;
    put(simplify(one), index);
    if (FULL_WIDTH_FIGURE.test(character)) mark('full_width');
    else if (characters.at(-1) !== one) mark('traditional');
  }
  return { text: characters.join(''), at, damage };
}

/** The next line that has something on it. */
function nextLine(given: string, from: number): { text: string; start: number } {
  let start = from;
  while (start < given.length && SPACE.test(given.charAt(start))) start += 1;
  return { text: given.slice(start, start + 20), start };
}

function isTorn(characters: readonly string[], lineStart: number, next: string): boolean {
  const length = characters.length - lineStart;
  if (length < SHORTEST_TORN || next === '' || NEW_ITEM.test(next)) return false;
  if (LINE_ENDS.has(characters.at(-1) ?? '')) return false;
  const begins = characters.slice(lineStart, lineStart + 10).join('');
  return !(NEW_ITEM.test(begins) && length < 30);
}
