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
  /^\s{0,8}(?:[一二三四五六七八九十]{1,3}、|[(\uFF08][一二三四五六七八九十\d]{1,3}[)\uFF09]|\d{1,2}[.、\uFF0E]|[①-⑩•·☆★◆■●▪○]|[-*+|]\s|第[一二三四五六七八九十]{1,3}条|附件|[答问][:\uFF1A])/;
/** A line that is shorter is a heading, a signature or a cell, and is not continued on the next. */
const SHORTEST_TORN = 14;
/** How a document is called at the end of its title. */
const TITLE =
  /(?:通知|公告|通告|办法|意见|决定|方案|细则|规定|公报|一封信|问答|解读|须知|提示|倡议书|告知书|明白纸)(?:\([^()]{1,4}\))?$/;
/** `一、…` without a sign in it is a heading, however long. */
const HEADING = /^[一二三四五六七八九十]{1,3}、[^,;:、]{1,50}$/;
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
      if (!next.afterBlank && isTorn(characters, lineStart, next.text)) {
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
        // Around a whole sentence it damages nothing.
        if (!LINE_ENDS.has(before) && before !== '\n') mark('tags');
        index += tag.length - 1;
        continue;
      }
    }
    const isLost =
      character === '\uFFFD' || (character === '?' && given.charAt(index + 1) === '\uFF0C' && HAN.test(before));
    const narrow = character.normalize('NFKC');
    const one = narrow.length === 1 ? narrow : character;
    put(simplify(one), index);
    if (isLost) mark('mojibake');
    if (FULL_WIDTH_FIGURE.test(character)) mark('full_width');
    else if (characters.at(-1) !== one) mark('traditional');
  }
  return { text: characters.join(''), at, damage };
}

/** The next line that has something on it, and whether lines without anything stand before it. */
function nextLine(given: string, from: number): { text: string; start: number; afterBlank: boolean } {
  let start = from;
  let ends = 0;
  while (start < given.length && SPACE.test(given.charAt(start))) {
    if (given.charAt(start) === '\n') ends += 1;
    start += 1;
  }
  return { text: given.slice(start, start + 20), start, afterBlank: ends > 1 };
}

function isTorn(characters: readonly string[], lineStart: number, next: string): boolean {
  const length = characters.length - lineStart;
  if (length < SHORTEST_TORN || next === '' || NEW_ITEM.test(next)) return false;
  if (LINE_ENDS.has(characters.at(-1) ?? '')) return false;
  const line = characters.slice(lineStart).join('');
  if (TITLE.test(line.slice(-6))) return false;
  return !(NEW_ITEM.test(line) && (length < 30 || HEADING.test(line)));
}
