/** How a sentence of the program is set for people outside: dates as they are said, full-width marks, no codes. */

const FULL_WIDTH: Readonly<Record<string, string>> = { ',': '，', ':': '：', ';': '；', '?': '？', '!': '！' };
const MARK = /(?<=[\u3400-\u9fff”’）》〕\d])[,:;?!](?!\d)/gu;
/** Such as `(in_time)` behind the name of a way. */
const CODE = / ?[(（][a-z][a-z0-9_.]*[)）]/g;
const PARENTHESES = /\(([^()]*)\)/g;
const HAN = /[\u3400-\u9fff]/u;
/** With the blanks that set the digits off. */
const DATE = / ?\b(\d{4})-(\d{2})-(\d{2})\b ?/g;

const THOUSANDS = /\b(\d{1,3})(\d{3}\.\d{2,3}) 元/g;

/** `2026-03-10` as `2026年3月10日`. */
export const dateAsRead = (text: string): string =>
  text.replace(DATE, (_all, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`);

/** Of sentences that the program writes; a quotation stays as its source has it. */
export const asRead = (text: string): string =>
  dateAsRead(text)
    .replace(THOUSANDS, '$1,$2 元')
    .replace(CODE, '')
    .replace(PARENTHESES, (all, inside) => (HAN.test(inside) ? `（${inside}）` : all))
    .replace(MARK, (mark) => FULL_WIDTH[mark] ?? mark);
