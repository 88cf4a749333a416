/** What is no notice of one region's residents' insurance is told, and nothing is read from it. */
import type { TextRefusal } from './proposal.ts';

/** Characters of a text; a notice of three pages has 5,000. */
const LONGEST_TEXT = 300_000;

const SHORTEST = 20;
const RESIDENTS = /居民(?:基本)?(?:医疗保险|医保)|城乡居民|新农合/g;
const ANY_INSURANCE = /医保|医疗保险|参保/g;
const OTHER_SCHEMES: readonly (readonly [RegExp, string])[] = [
  [/职工(?:基本)?(?:医疗保险|医保)/g, '职工医保'],
  [/养老(?:保险|金)/g, '养老保险'],
  [/工伤保险/g, '工伤保险'],
  [/失业保险/g, '失业保险'],
  [/生育保险/g, '生育保险'],
];
const REGION_PRICES =
  /(\p{Script=Han}{2})(?:省|市)20\d{2}年(?:度)?(?:城乡)?居民(?:基本)?(?:医保|医疗保险)[^。\n]{0,6}缴费标准/gu;
const PLACE_PRICES = /(\p{Script=Han}{2})(?:省|市)的(?:个人)?缴费标准为/gu;

/** A place at the beginning of a clause, or of a line that goes on with what it pays. */
const PLACES =
  /(?<=^|[,;。:、|(\n])(?:[一二三四五六七八九十\d]{1,3}[、.])?(?:其中|例如|比如|如|在|对)?(?:\p{Script=Han}{2,3}省)?(?<place>\p{Script=Han}{1,4}?(?:自治州|地区|[市州盟县区旗]))(?![市区县级场直]|本级|财政)/gu;
const NO_PLACE = /各|^(?:[非由对属按驻]?[各全我该本][市州县区]|[由对属按驻][市州县区]|城区|社区|地区)|园区|市辖/;
/** What a place pays, in its clause or under its name on a line of its own. */
const ITS_PRICE =
  /^(?:[:\n]{0,2}(?:\([一二三四五六七八九十\d]{1,2}\)|\d[.、])?)?(?![^、;。\n]{0,40}?(?:财政|补助|资助|救助|报销|起付|限额|奖励))(?:[^,、;。\n]{0,12}的,)?[^,、;。\n]{0,40}?(\d{2,4})元/;
/** As many clauses of one text with places and prices are a list of regions. */
const SEVERAL = 3;

/** Regions that each have what people pay; one or none in the notice of one region. */
function pricedRegionsIn(text: string): string[] {
  const named = [REGION_PRICES, PLACE_PRICES].flatMap((is) => [...text.matchAll(is)].map(([, name = '']) => name));
  if (new Set(named).size > 1) return [...new Set(named)];
  const priced = [...text.matchAll(PLACES)].flatMap(({ 0: whole, index, groups }) => {
    const place = groups?.place ?? '';
    const amount = ITS_PRICE.exec(text.slice(index + whole.length, index + whole.length + 60))?.[1];
    return amount === undefined || NO_PLACE.test(place) ? [] : [{ place, amount }];
  });
  const places = [...new Set(priced.map(({ place }) => place))];
  // Two may be a city and its county; two cities that differ are no one's notice.
  const amounts = new Set(priced.filter(({ place }) => place.endsWith('市')).map(({ amount }) => amount));
  return places.length >= SEVERAL || (amounts.size > 1 && places.filter((one) => one.endsWith('市')).length > 1)
    ? places
    : [];
}

/** Before anything is read: a text without words, or too long. */
export function refuseByLength(given: string): TextRefusal | null {
  if (given.length > LONGEST_TEXT) {
    return {
      reason: 'too_long',
      message: `文本有 ${given.length} 个字符，超过 ${LONGEST_TEXT}：不像一份通知。请只留下要读的通知。`,
    };
  }
  const words = given.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (words >= SHORTEST) return null;
  return {
    reason: 'empty',
    message: '没有可读的文字。扫描件和图片里的文字读不出来：请找到文字版，或把正文粘贴进来。',
  };
}

/** @param text as it is readable */
export function refuseByContent(text: string): TextRefusal | null {
  const count = (expression: RegExp): number => text.match(expression)?.length ?? 0;
  const residents = count(RESIDENTS);
  const others = OTHER_SCHEMES.map(([is, name]) => ({ name, times: count(is) })).sort((a, b) => b.times - a.times);
  const [most] = others;
  if (most && most.times > 0 && most.times > 2 * residents) {
    return {
      reason: 'other_scheme',
      message: `这份文本讲的主要是${most.name}，不是城乡居民基本医疗保险，没有读出任何数值。`,
    };
  }
  if (residents === 0 && count(ANY_INSURANCE) < 2) {
    return { reason: 'no_policy', message: '这份文本没有讲到居民医保的参保缴费，没有读出任何数值。' };
  }
  const regions = pricedRegionsIn(text);
  if (regions.length > 1) {
    return {
      reason: 'several_regions',
      message: `文本里有几个地区的缴费标准（${regions.join('、')}）：请只留下一个地区的通知再读。`,
    };
  }
  return null;
}
