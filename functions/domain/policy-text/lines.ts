/**
 * Which lines of a text are one: a line that was wrapped at the width of its page goes on in the next one; a heading, an
 * item of a list, a row of a table and a whole title do not, whether they end in a stop or not.
 */

export interface Line {
  /** As it is read: without spaces. */
  text: string;
  /** As it was given, without tags. */
  raw: string;
  /** Whether a line without anything stands before it. */
  afterBlank: boolean;
}

/** How a line goes on in the next: at the width of the page, as the words say, or not. */
export type Join = 'wrapped' | 'torn' | null;

/** What begins a line of its own: a number of a list, a heading, an address line. */
const NEW_ITEM =
  /^\s{0,8}(?:[一二三四五六七八九十]{1,3}、|[(\uFF08][一二三四五六七八九十\d]{1,3}[)\uFF09]|\d{1,2}[.、\uFF0E](?!\d)|\d{1,2}[)\uFF09]|[①-⑳⑴-⒇⒈-⒛㈠-㈩•·☆★◆■●▪○]|[-*+|]\s|第[一二三四五六七八九十]{1,3}[条章节]|附件|[答问][:\uFF1A])/;
/** How a document is called at the end of its title. */
const TITLE =
  /(?:通知|公告|通告|办法|意见|决定|方案|细则|规定|公报|一封信|问答|解读|须知|提示|倡议书|告知书|明白纸)(?:\([^()]{1,4}\))?$/;
/** `一、…` without a sign in it is a heading, however long. */
const HEADING = /^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^,;:、。]{1,50}$/;
const LINE_ENDS = new Set('。;!?:.…|】"”');
/** What ends a line, but not one that is as wide as the page. */
const MAY_GO_ON = new Set('】"”');
const STOP = /[,;。:!?]/;
/** `- 3 -`, `第3页`: a page's number in the middle of a sentence. */
const PAGE_NUMBER = /^(?:[-—–]{1,2}\s{0,3}\d{1,3}\s{0,3}[-—–]{1,2}|第\s?\d{1,3}\s?页(?:\s?共\s?\d{1,3}\s?页)?)$/;
/** Cells stand apart by a tab, a stroke or a wide gap, or three of them by a space. */
const GAP = /\t|\s?\|\s?| {2,8}|\u3000{1,8}/;
const SMALL_GAP = /(?<=[\p{Script=Han})\uFF09元%])\s(?=[\p{Script=Han}\d(\uFF08])/u;
const FIGURE_AT_END = /\d(?:元|%)(?:\/人(?:·年)?|\/年)?$/;

/** Words of such notices: a line that breaks one of them is torn. */
const WORDS = new Set(
  (
    '标准 缴费 缴纳 居民 医疗 保险 医保 待遇 参保 集中 个人 财政 补助 资助 人员 对象 困难 特困 低保 保障 最低 残疾 重度 脱贫 ' +
    '返贫 致贫 监测 边缘 儿童 孤儿 新生 年度 每人 每年 期限 时间 期间 等待 享受 基本 城乡 全额 定额 部门 机构 经办 税务 办理 ' +
    '登记 征收 征缴 截止 退费 退还 申请 符合 条件 政策 连续 中断 户籍 职工 家庭 认定 群体 参加 按照 医院 关系'
  ).split(' '),
);
const GOES_ON = /[,、(《“和及与或为至在由将按的对]$/;
const IS_CONTINUED = /^[,。;、)》”%的]/;
const UNIT = /^[年月日天元]/;
/** Characters of a line that its words may tie to the next. */
const SHORTEST = 8;
/** In half widths: what a line may be shorter, so that a figure or a stop is not parted. */
const SLACK = 7;
/** In half widths. */
const NARROWEST_PAGE = 32;
const NEAR = 3;
/** Lines among which a title stands, and those that it may take. */
const HEAD = 14;
const LINES_OF_TITLE = 4;

export const isPageNumber = (raw: string): boolean => PAGE_NUMBER.test(raw.trim());

/** @returns for each line how it goes on in the next one */
export function joinsOf(lines: readonly Line[]): Join[] {
  const widths = lines.map(({ raw, text }) => (isRow(raw) ? 0 : widthOf(text)));
  const ofTitle = linesOfTitle(lines);
  return lines.map((line, index): Join => {
    const next = lines[index + 1];
    if (next === undefined || next.afterBlank || NEW_ITEM.test(next.raw) || isWhole(line) || isRow(next.raw))
      return null;
    if (ofTitle.has(index)) return 'wrapped';
    if (TITLE.test(next.text) && !STOP.test(next.text)) return null;
    if (isFullWidth(index, widths) && isProse(lines, index) && !FIGURE_AT_END.test(line.text)) return 'wrapped';
    const mayGoOn = line.text.length >= SHORTEST && !HEADING.test(line.text) && !LINE_ENDS.has(line.text.at(-1) ?? '');
    return mayGoOn && isTorn(line.text, next.text) ? 'torn' : null;
  });
}

/** What nothing may be joined to. */
const isWhole = ({ text, raw }: Line): boolean =>
  (LINE_ENDS.has(text.at(-1) ?? '') && !MAY_GO_ON.has(text.at(-1) ?? '')) || TITLE.test(text.slice(-12)) || isRow(raw);

function isRow(raw: string): boolean {
  const said = raw.trim();
  return said.split(GAP).length > 1 || said.split(SMALL_GAP).length > 2;
}

const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (one < '\u2000' ? 1 : 2), 0);

/** Whether a stop ends or parts the line, or one of those on which it goes on. */
function isProse(lines: readonly Line[], index: number): boolean {
  const behind = lines.slice(index + 1, index + 1 + NEAR);
  const end = behind.findIndex(({ raw, afterBlank }) => afterBlank || NEW_ITEM.test(raw));
  return [lines[index], ...behind.slice(0, end < 0 ? NEAR : end)].some((one) => STOP.test(one?.text ?? ''));
}

/** As wide as the widest of the lines around it, of which another is as wide. */
function isFullWidth(index: number, widths: readonly number[]): boolean {
  const own = widths[index] ?? 0;
  const around = [...widths.slice(Math.max(0, index - NEAR), index), ...widths.slice(index + 1, index + 1 + NEAR)];
  const widest = Math.max(own, ...around);
  return own >= NARROWEST_PAGE && own >= widest - SLACK && around.some((one) => one >= own - SLACK);
}

function isTorn(line: string, next: string): boolean {
  if (WORDS.has(`${line.at(-1)}${next.at(0)}`) || GOES_ON.test(line) || IS_CONTINUED.test(next)) return true;
  if (/\d$/.test(line) && UNIT.test(next)) return true;
  return line.lastIndexOf('(') > line.lastIndexOf(')') && /^[^(]{0,60}\)/.test(next);
}

/** Lines of a title, but for its last: `关于做好2025年度城乡居民` goes on to `…的通知`. */
function linesOfTitle(lines: readonly Line[]): Set<number> {
  for (let first = 0; first < Math.min(HEAD, lines.length); first += 1) {
    const own = lines.slice(first, first + LINES_OF_TITLE);
    const last = own.findIndex(({ text }) => TITLE.test(text));
    const title = own.slice(0, last + 1);
    const begins = /关于|20\d{2}年(?!\d{1,2}月)/.test(title[0]?.text ?? '');
    const isOne = title.every(
      ({ text, raw, afterBlank }, at) =>
        !STOP.test(text) && !NEW_ITEM.test(raw) && (at === 0 || (!afterBlank && !/关于|^20\d{2}年/.test(text))),
    );
    if (last > 0 && begins && isOne) return new Set(title.slice(0, -1).map((_, at) => first + at));
  }
  return new Set();
}
