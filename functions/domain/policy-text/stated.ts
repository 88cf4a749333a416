/** Whether the words of a value stand in its sentence: what a sentence says, beside what follows from it. */
import type { Json } from '../json.ts';
import { amountOf, daysIn, numberOf } from './figures.ts';
import { otherNamesIn } from './groups.ts';

const AMOUNT = /(\d{1,5}(?:\.\d{1,3})?)元/g;
const NUMBER = /[一二三四五六七八九十两]{1,3}|\d{1,4}/g;
const FREE = /全额|不缴|免缴|免于缴|免予缴|免费|无需|不需|不用|0元|由(?:财政|政府)/;

/** A period in which people pay is one in which they pay their own standard: only what more is asked for has to be said. */
const IN_TIME_COST = /^ways\.(?:in_time|extension)\w*\.cost$/;
const FROM_BIRTH = /[自从为]?(?:其)?出生(?:之日|当日|日|即日|起)/;

/** Words of the form, and what a sentence has that says so. */
const WORDS: readonly (readonly [is: RegExp, said: RegExp])[] = [
  [/^in_time$/, /集中|缴费期|征缴期|征收期|缴费时间|期限|参保期|征期|截止|截至/],
  [/^extension$/, /延长|延期|顺延|延至|扫尾/],
  [/^late$/, /逾期|补缴|补办|错过|未在|超过|非集中|(?:期|结束|日)(?:之|以)?后|中断|中途|前一?年度|上一?年度|退出/],
  [/^anytime$/, /不受[^,]{0,20}限制|全年|随时|动态|落地/],
  [/^individual$/, /个人/],
  [/^both$/, /财政补助|筹资标准|全额/],
  [/^none$/, /不|免|无需|由(?:财政|政府)|0元/],
];
/** The ends of a year as those of a window: what holds all the year (享受全年待遇) is no time for paying. */
const WINDOW_STEPS: readonly (readonly [is: RegExp, said: RegExp])[] = [
  [/year_start/, /1月1日|年初|全年[^,;。]{0,6}(?:参保|办理|缴费|可办|受理)/],
  [/year_end/, /12月31日|年底|年末|全年[^,;。]{0,6}(?:参保|办理|缴费|可办|受理)/],
];
/** Steps of a day, and what a sentence has that says so. */
const STEPS: readonly (readonly [is: RegExp, said: RegExp])[] = [
  [/\bbirth\b(?!_year)/, /出生/],
  [/birth_year/, /出生当年|当年|当年度/],
  [/payment_year/, /参保当年|缴费当年|当年/],
  [/next_year/, /次年|下一?年/],
  [/\bpayment\b/, /缴费|缴纳|补缴|缴清|完清|参保/],
  [/registration/, /登记|参保|免缴/],
  [/\bevent\b/, /退出|中断|终止|停止|迁入|毕业|退役|释放/],
  [/next_day/, /次日|第二天|之?后/],
  [/next_month/, /次月|下月/],
  [/month_start/, /当月|月起|1日/],
  [/year_start/, /1月1日|全年|下一?年|次年|年初/],
  [/year_end/, /12月31日|全年|年底|年末|当年|年度/],
  [/extension/, /延长|延期|顺延/],
  [/in_time/, /集中|缴费期|征缴期/],
  [/at latest/, /可|最迟|最晚/],
];

/** @param text the sentence as it is readable */
export function isStated(field: string, value: Json, text: string): boolean {
  if (/^(?:notice|documents|student|refund|newborn)\./.test(field)) return true;
  if (Array.isArray(value)) return value.every((one) => isStated(field, one, text));
  if (typeof value === 'number') return value < 2000 || text.includes(String(value));
  if (typeof value === 'object' && value !== null) return field.endsWith('.who') ? isGroupStated(value, text) : true;
  if (typeof value !== 'string') return true;
  if (field.endsWith('.begins') && value === 'birth') return FROM_BIRTH.test(text);
  if (field.includes('.open.') && WINDOW_STEPS.some(([is, said]) => is.test(value) && !said.test(text))) return false;
  if (value === 'individual' && IN_TIME_COST.test(field)) return /个人|缴费|征缴/.test(text);
  return isTextStated(value, text);
}

function isTextStated(value: string, text: string): boolean {
  const word = WORDS.find(([is]) => is.test(value));
  if (word) return word[1].test(text);
  if (/^\d+\.\d{2,3}$/.test(value)) return hasAmount(value, text);
  const percent = /^(\d{1,3})% of/.exec(value)?.[1];
  if (percent !== undefined) return text.includes(`${percent}%`);
  const [date] = /\d{4}-\d{2}-\d{2}/.exec(value) ?? [];
  if (date !== undefined && !hasDay(date, text)) return false;
  return (
    [...value.matchAll(/(\d{1,3}) (?:days|months|years)/g)].every(([, number]) => hasNumber(Number(number), text)) &&
    STEPS.every(([is, said]) => !is.test(value) || said.test(text))
  );
}

const hasAmount = (amount: string, text: string): boolean =>
  [...text.matchAll(AMOUNT)].some(([, said = '']) => amountOf(said) === amount) ||
  (Number(amount) === 0 && FREE.test(text));

/** A window of the 91st day and later is what the 90 days leave. */
const hasNumber = (number: number, text: string): boolean =>
  [...text.matchAll(NUMBER)].some(([said]) => {
    const one = numberOf(said);
    return one === number || (one !== null && one + 1 === number && /后/.test(text));
  }) ||
  (number === 12 && /周岁/.test(text));

function hasDay(iso: string, text: string): boolean {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  const isSaid = daysIn(text).some((one) => one.month === month && (one.day === day || (one.day >= 28 && day >= 28)));
  const after = text.includes('次年') || text.includes('翌年');
  return isSaid && (text.includes(String(year)) || (after && text.includes(String(year - 1))));
}

/** Names are read from the sentence; the years of births and recognitions may be a table's own. */
function isGroupStated(who: Json, text: string): boolean {
  const said = JSON.stringify(who);
  const years = [...said.matchAll(/"(20\d{2})-/g)].every(([, year = '']) => text.includes(year));
  const born = !said.includes('"born":"year"') || /出生当年|当年出生|年(?:度)?[^,]{0,4}出生|新生儿当年/.test(text);
  const counted = [...said.matchAll(/(\d{1,3}) (?:days|months)/g)].every(([, number]) =>
    [...text.matchAll(NUMBER)].some(([one]) => numberOf(one) === Number(number)),
  );
  const named = [...otherNamesIn(text).keys()].every((code) => !said.includes(`"${code}"`));
  return years && born && counted && named && !said.includes('"age":{"under":1}');
}
