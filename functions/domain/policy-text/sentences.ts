/** Sentences of a readable text, each with its words as they were given and what damages them. */
import type { Damage, Words } from './proposal.ts';
import type { Readable } from './readable.ts';

export interface Sentence extends Words {
  /** As the patterns read it, without the number of a list before it. */
  text: string;
  /** The sentence before it, or the first of the list that it belongs to; an empty text at the beginning. */
  before: string;
  damage: readonly Damage[];
  /** For each character of `text`, where it stands in the text as given. */
  at: readonly number[];
}

/** A longer one is none that a notice writes, and is cut. */
const LONGEST = 400;
const ENDS = new Set('。;!?\n');
const ITEM =
  /^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|[①-⑳⑴-⒇⒈-⒛㈠-㈩•·☆★◆■●▪○]|[-*+](?=\p{Script=Han}|20\d{2}年)){1,2}/u;
/** `20221225日`: digits of a day without what stood between them. */
const LOST_DAY = /20\d{6}日/;

export function sentencesOf(given: string, readable: Readable): Sentence[] {
  const sentences: Sentence[] = [];
  const { text, at, damage } = readable;
  let from = 0;
  let next = 0;
  let before = '';
  let inList = false;
  for (let index = 0; index <= text.length; index += 1) {
    const ended = index === text.length || ENDS.has(text.charAt(index)) || index - from >= LONGEST;
    if (!ended) continue;
    const isParagraph = text.charAt(index) === '\n';
    const to = isParagraph ? index : Math.min(index + 1, text.length);
    const kinds = new Set<Damage>();
    while (next < damage.length && (damage[next]?.at ?? 0) < to) {
      const one = damage[next];
      if (one && one.at >= from) kinds.add(one.kind);
      next += 1;
    }
    const whole = text.slice(from, to);
    if (whole.trim() !== '') {
      if (LOST_DAY.test(whole)) kinds.add('lost_digits');
      const start = at[from] ?? 0;
      const end = (at[to - 1] ?? start) + 1;
      const said = whole.replace(ITEM, '');
      const quote = given.slice(start, end);
      sentences.push({
        ...{ text: said, before, damage: [...kinds], start, end, quote },
        at: at.slice(to - said.length, to),
      });
      if (!inList || !whole.endsWith(';')) before = said;
      inList = whole.endsWith(';');
    }
    from = isParagraph ? index + 1 : to;
  }
  return sentences;
}

/** 2025年度 alone is none. */
const FIGURE =
  /[\d一二三四五六七八九十百千万]元|\d%|\d月|\d日|(?<!\d{3})\d年|年(?:年)?底|年末|\d天|\d个月|\d周?岁|\d个?工作日|[一二三四五六七八九十两](?:个月|天|年内|周岁)|等待期/;
const GROUP =
  /特困|低保|最低生活保障|返贫|致贫|监测对象|残疾|优抚|孤儿|困境儿童|无人抚养|低收入|脱贫|新生儿|新生婴儿|新出生|大学生|学生|改制企业|计划生育特殊|退役|退出现役|刑满释放|精神障碍|退职职工/;

/**
 * What decides without a figure: refunds and what forecloses them, gaps, waits, who gets benefits and who none, for which
 * year one pays, what one may choose.
 */
const RULE =
  /享受[^,;。]{0,24}待遇|选择[^,;。【“”"]{0,12}(?:参保(?!地|缴费|登记|人)|缴纳)|(?:缴纳|缴清|完清)[^,;。]{0,8}(?:当年|次年|上年|全年|年度)[^,;。]{0,12}费|退费|退款|退还|退保|断缴|中断(?:参保|缴费)|重复(?:缴费|参保)|等待期|补缴|补办|(?:不予|不再|不能|不得|停止|暂停|追溯|恢复)(?:享受|报销|支付|待遇)/;

/** Whether a sentence has what a table may need: an amount, a day, a duration, a percentage, a group or a rule of these. */
export const mayDecide = ({ text }: Sentence): boolean => FIGURE.test(text) || GROUP.test(text) || RULE.test(text);
