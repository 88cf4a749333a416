/** What a text calls itself, and the day from which it holds: what stands above a table, and is proposed for it. */
import { daysIn, isoOf } from './figures.ts';
import { makeReadable } from './readable.ts';
import { sentencesOf } from './sentences.ts';

interface TextHead {
  /** In simplified characters; empty where no line is a title. */
  title: string;
  /** ISO date: the day of the document, else the one from which it says that it holds; empty where it has neither. */
  inForceFrom: string;
}

/** A title stands among the first lines. */
const FIRST_LINES = 6;
const CALLED = /(?:通知|公告|通告|意见|办法|决定|方案)$/;
const SAYS_OF_WHAT = /关于|20\d{2}年/;
const IN_A_SENTENCE = /[,;。:!?“”]/;
const LONGEST_TITLE = 200;
const DAY = /^(?:发布(?:日期|时间):|印发日期:)?20\d{2}年\d{1,2}月\d{1,2}日(?:印发)?$/;
const HOLDS_FROM = /^本?(?:通知|公告|通告|意见|办法|方案|文件)?自(20\d{2}年\d{1,2}月\d{1,2}日)起(?:施行|执行|实施)/;

export function headOfText(given: string): TextHead {
  const sentences = sentencesOf(given, makeReadable(given));
  const titles = sentences.slice(0, FIRST_LINES).filter(({ text }) => isTitle(text));
  const days = sentences.filter(({ text, damage }) => damage.length === 0 && DAY.test(text));
  const from = sentences.flatMap(({ text }) => HOLDS_FROM.exec(text)?.[1] ?? []);
  return { title: titles[0]?.text ?? '', inForceFrom: dayIn(days.at(-1)?.text ?? from[0] ?? '') };
}

const isTitle = (text: string): boolean =>
  text.length <= LONGEST_TITLE && CALLED.test(text) && SAYS_OF_WHAT.test(text) && !IN_A_SENTENCE.test(text);

function dayIn(text: string): string {
  const [day] = daysIn(text);
  return day === undefined || day.year === null ? '' : isoOf(day.year, day);
}
