/** What people pay, what the public purse adds, and who is aided by how much. */
import type { JsonObject } from '../../json.ts';
import { amountOf, spansIn } from '../figures.ts';
import type { Finding, Pattern } from '../finding.ts';
import { categoriesOf, readGroup } from '../groups.ts';

const AMOUNT = /(\d{1,5}(?:\.\d{1,3})?)元/g;
const OTHER_SCHEME = /长期护理|长护险|大病医疗互助|补充保险|意外|惠民保|商业|职工医保.{0,6}缴费基数|养老|工伤|失业保险/;
/** Words that say that somebody pays his own share. */
const PAYS = /个人(?:年)?(?:缴费|缴纳|应缴|每年缴纳|承担)|缴费标准|(?:医保|保)费为|缴费金额|需缴费用|缴费用/;
const GIVEN = /定额(?:资助|补助|补贴)|(?:给予|予以|按)(?:每人)?(?:每年)?[^,]{0,6}资助$|资助$/;
/** A line of a list whose head says that it is about what one pays: `低保对象每人160元`. */
const LIST_ITEM = /^[^,、:元]{2,16}(?:每人每年|每人|每年)$/;
const LISTED = /^[,、;][^,、;]{2,24}$/;
const GIVEN_AFTER = /^(?:的)?(?:标准)?(?:给予)?(?:定额)?资助/;
const FULL = /全额(?:资助|补贴|代缴)|(?:个人|参保)?(?:不|无需|免予|免于|免)(?:需)?(?:个人)?缴(?:费|纳)/;
const NOT_WHAT_ONE_PAYS = /财政|提高|增加|较上年|上调|提升|报销|起付|限额|差额|保费收入|生活费|补助标准|工资|罚/;
const YEAR = /20\d{2}(?=年)/g;

/** Whether the last year that a phrase names is another than that of the table. */
function ofOtherYear(phrase: string, year: number): boolean {
  const last = [...phrase.matchAll(YEAR)].at(-1)?.[0];
  return last !== undefined && Number(last) !== year;
}

/** Who a phrase before an amount speaks of: what stays without year, place, scheme and the words for paying. */
function subjectOf(phrase: string): string {
  return phrase
    .replaceAll(/\((?:含|以下|下同|包括|不含)[^()]{0,60}\)/g, '')
    .replace(/^[,、:。]{1,2}/, '')
    .replace(/^(?:具体(?:标准)?为|其中|标准为|(?:个人)?缴费标准(?:为)?(?=:)):?/, '')
    .replace(/^[^,:]{0,40}个人缴费(?:标准|金额)?(?:分别)?(?:为|是|:)(?=\p{Script=Han}{2,20}$)(?!每人|每年)/u, '')
    .replace(/^(?:自|从)?20\d{2}年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|开始),?/, '')
    .replaceAll(/20\d{2}年(?:度)?/g, '')
    .replace(
      /(?:个人)?(?:每?年)?(?:缴费|缴纳|应缴纳)?(?:标准|部分|金额)?(?:统一|确定|调整|定)?(?:为|是|按|:|达到|至|到)?(?:每人)?(?:每年|一年|·年|\/年)?$/,
      '',
    )
    .replace(/[,:—]{1,2}$/, '')
    .replace(/分为[^,]{0,10}$/, '')
    .replace(
      /(?:的)?(?:保费|医保费|需缴费用|个人缴费标准|缴费标准|个人缴费|个人缴纳标准|个人|参保)(?:为|:)?(?:个人)?(?:每年)?(?:缴纳)?$/,
      '',
    )
    .replace(/[,:—…]{1,2}$/, '')
    .replace(/分为[^,]{0,10}$/, '')
    .replace(
      /(?:参保|参加)?(?:我市|本市|全市|全省|(?:[^,、的]{2,3}(?:省|市|县|区)|[^,、的]县))?的?(?:城乡居民|居民|城镇居民)?(?:基本)?(?:医保|医疗保险)(?:费)?的?$/,
      '',
    )
    .replace(
      /^(?:我市|本市|全市|全省|我县|(?:\p{Script=Han}{2,3}省)?(?:[^,、的参]{2,3}(?:省|市|县|区)|[^,、的参]县))?(?:城乡居民|居民|城镇居民)?(?:基本)?(?:医保|医疗保险)(?:费)?(?:参保)?/u,
      '',
    )
    .replace(/[,:—]{1,2}$/, '')
    .replace(/(?:参保|参加|的)$/, '')
    .replace(/^(?:我市|本市|全市|(?:[^,、的参]{2,3}(?:省|市|县|区)|[^,、的参]县))(?=普通|一般)/, '');
}

interface Spoken {
  who: JsonObject | null;
  known: boolean;
}
const speakOf = (subject: string, carried: Spoken): Spoken => {
  const bare = subject.replace(/^(?:具体|其中|标准|参保人员)[^,]{0,8}?(?:为)?[:,]?$/, '');
  if (bare === '') return carried;
  const group = readGroup(bare);
  return group === null ? { who: null, known: false } : { who: group.who, known: true };
};

function moneyIn(text: string, before: string, year: number): Finding[] {
  const findings: Finding[] = [];
  let from = 0;
  let carried: Spoken = { who: null, known: true };
  let paying = false;
  for (const match of text.matchAll(AMOUNT)) {
    const phrase = behindFull(text.slice(from, match.index).replace(GIVEN_AFTER, ''));
    const amount = amountOf(match[1] ?? '');
    const wasPaying = paying;
    from = match.index + match[0].length;
    const inList = phrase === text.slice(0, match.index) && PAYS.test(before) && LIST_ITEM.test(phrase);
    paying = (PAYS.test(phrase) || inList) && !NOT_WHAT_ONE_PAYS.test(phrase);
    if (OTHER_SCHEME.test(text) || ofOtherYear(phrase, year) || spansIn(phrase, year).length > 0) {
      paying = false;
      continue;
    }
    if (FULL.test(phrase)) {
      carried = speakOf(subjectOf(phrase.split(/(?:个人缴费|参保个人|给予)?全额/)[0] ?? ''), carried);
      continue;
    }
    if ((GIVEN.test(phrase) || GIVEN_AFTER.test(text.slice(from))) && !/财政补助/.test(phrase)) {
      carried = speakOf(subjectOf(phrase.split(/按|定额|给予|每人|资助/)[0] ?? ''), { who: null, known: false });
      const pays = /^,?(?:由)?个人(?:只需|仅需)?(?:缴费|缴纳|自付)/.test(text.slice(from).replace(GIVEN_AFTER, ''));
      if (!pays && carried.known && carried.who !== null && categoriesOf(carried.who).length > 0) {
        findings.push({ part: 'aid', who: carried.who, field: 'aid', value: amount });
      }
      continue;
    }
    const among = phrase.replace(/^[,;]其中:?/, ',').replace(/(?:为|是)?(?:每人)?(?:每年|一年)?$/, '');
    const named = wasPaying && LISTED.test(among) ? readGroup(among)?.who : null;
    // 大学生390元 behind 居民400元 is what they pay; of who is aided it may be what is given.
    const listed = named !== null && named !== undefined && !isAided(named);
    const continues = listed || (wasPaying && /^[,、;][^,、;]{2,24}为(?:每人)?(?:每年|一年)?$/.test(phrase));
    if (!paying && !continues) continue;
    paying = true;
    const tier = tierIn(phrase);
    const said = tier === null ? phrase : phrase.replace(TIER, '');
    const spoken = speakOf(subjectOf(continues ? among : said), carried);
    carried = spoken;
    if (!spoken.known) continue;
    if (spoken.who !== null && isAided(spoken.who)) {
      findings.push({ part: 'aid', who: spoken.who, field: 'pays', value: amount });
    } else if (Number(amount) >= 20 && Number(amount) <= 3000) {
      findings.push({ part: 'contribution', who: spoken.who, tier, amount });
    }
  }
  return findings;
}

/** 对特困人员给予全额资助,对低保对象… goes on to others: what stands before them is read by a phrase of its own. */
function behindFull(phrase: string): string {
  const parts = phrase.split(/(?<=(?:全额资助|全额补贴|全额代缴)),/);
  const last = parts.at(-1) ?? '';
  return parts.length > 1 && /^对/.test(last) ? last : phrase;
}

const isAided = (who: JsonObject): boolean =>
  categoriesOf(who).length > 0 || JSON.stringify(who).includes('"disability"');

const TIER = /(?:第)?([一二])档(?:标准)?(?:为|:)?|([低高])档(?:为|:)?/;
function tierIn(phrase: string): 'first' | 'second' | null {
  const match = TIER.exec(phrase);
  if (match === null) return null;
  return match[1] === '一' || match[2] === '低' ? 'first' : 'second';
}

const TWO_TIERS = /分为(?:每人)?(?:每年)?(\d{2,4})元(?:和|、)(?:每人)?(?:每年)?(\d{2,4})元(?:两|二)(?:个)?档/;
const ONE_AND_TWO = /一档(?:为|:)?(\d{2,4})元[^,、;]{0,8}[、,;]二档(?:为|:)?(\d{2,4})元/;
const FREE_OF_CHARGE =
  /(?:给予)?全额(?:资助|补贴)|个人(?:缴费全额资助|(?:无需|不)缴(?:费|纳)|(?:缴费)?(?:部分)?由[^,。]{0,6}(?:政府|财政|基金|资金|救助)(?:予以|给予)?全额)/;
const PERCENT = /(\d{1,3})%(?:的)?(?:标准|比例)?(?:定额)?(?:进行|给予|予以)?(?:定额|部分)?(?:资助|补贴|补助)/;
const PERCENT_BY_YEAR = /\d{1,3}%(?:、\d{1,3}%){1,4}/;
const SUBSIDY =
  /财政(?:人均)?补助(?:标准|资金)?(?:较上年(?:提高|增加)\d{1,4}元,|[^元,;]{0,14},)?(?:提高到|提高至|增加到|达到|不低于|为|是|:|(?<=补助(?:标准)?))(?:每人每年|每人|人均)?(\d{3,4})元/;
const SUBSIDY_PART = /(?:中央|省|市|区|县)[^,、:;\d]{0,14}?(\d{1,4})元/g;
/** 由中央、省、市财政分别承担420元、140元、70元. */
const SHARED_OUT = /分别(?:承担|补助|负担|安排)([\d元、和]{8,60})/;
const PARTS_OF_OTHERS = /资助参保|困难|特困|低保|残疾|学生|新生儿/;
const FUNDS: readonly (readonly [RegExp, string])[] = [
  [/由?医疗救助(?:资金|基金)/, 'medical_aid_fund'],
  [/由残联(?:负责)?向财政申请/, 'finance_via_disabled_federation'],
  [/退役军人(?:事务)?局(?:负责)?向财政申请/, 'finance_via_veterans_bureau'],
  [/由财政按原渠道/, 'finance_original_channel'],
  [/由(?:区县|县区|县级|各县|县)财政/, 'county_finance'],
  [/由市(?:级)?财政/, 'city_finance'],
  [/由省(?:级)?财政/, 'province_finance'],
  [/由政府全额/, 'government'],
];
const BEARING = /(?:资助参保所需资金)?由(?:医疗救助|残联|财政|区县|县|市|省|退役|政府)/;

/** Whose aid a sentence says who bears: what stands before the words for bearing, and before the lists. */
function aidedIn(part: string): string | undefined {
  const bearing = BEARING.exec(part);
  if (bearing === null) return undefined;
  const before = part.slice(0, bearing.index);
  return before.split(/以(?!上)/)[0]?.replace(/,$/, '');
}

export const MONEY: readonly Pattern[] = [
  {
    name: 'amount',
    takes: [
      '2025年度城乡居民基本医疗保险普通参保人群个人缴费标准为每人每年400元。',
      '低保对象个人缴费标准为76元。',
      '兴县2025年度城乡居民基本医疗保险个人缴费标准为每人每年400元。',
      '大学生医保:医保费为个人每年缴纳90元。',
      '对监测对象(脱贫不稳定人口)定额资助280元,个人缴费120元。',
      '2025年度居民医保个人缴费标准:居民400元,大学生390元。',
      '对特困人员给予全额资助,对低保对象、返贫致贫人口给予定额资助,每人每年资助300元。',
    ],
    leaves: [
      '2026年城乡居民长期护理保险个人缴费标准为每人每年25元。',
      '职工医保个人缴费比例为2%。',
      '个人缴费标准较上年提高30元。',
      '2024年度个人缴费标准为每人每年380元。',
    ],
    read: ({ text, before }, { year }) => moneyIn(text, before, year),
  },
  {
    name: 'two tiers',
    takes: [
      '成年居民个人缴费标准分为每人每年400元和每人每年520元两档。',
      '个人缴费标准为一档400元/人·年、二档775元/人·年。',
    ],
    leaves: ['补充保险分为100元和200元两种。'],
    read({ text }, { year }) {
      if (OTHER_SCHEME.test(text)) return [];
      const two = TWO_TIERS.exec(text) ?? ONE_AND_TWO.exec(text);
      if (two === null || !PAYS.test(text) || ofOtherYear(text.slice(0, two.index), year)) return [];
      const [, first = '', second = ''] = two;
      return [
        { part: 'contribution', who: null, tier: 'first', amount: amountOf(first) },
        { part: 'contribution', who: null, tier: 'second', amount: amountOf(second) },
      ];
    },
  },
  {
    name: 'collected alongside',
    takes: ['成年居民应同时参加2025年城乡居民长期护理保险,个人缴费标准为每人每年25元。'],
    leaves: ['学生儿童参加长期护理保险,个人不缴费。'],
    read({ text }) {
      const amount = /个人缴费标准为(?:每人)?(?:每年)?(\d{1,4})元/.exec(text)?.[1];
      if (amount === undefined) return [];
      if (/应同时参加[^,]{0,20}长期护理保险/.test(text)) {
        return [{ part: 'alongside', code: 'long_term_care', amount: amountOf(amount), optional: false }];
      }
      if (/自愿参加[^,]{0,20}(?:互助|补充保险)/.test(text)) {
        return [{ part: 'alongside', code: 'mutual_aid', amount: amountOf(amount), optional: true }];
      }
      return [];
    },
  },
  {
    name: 'subsidy',
    takes: [
      '城乡居民基本医疗保险人均财政补助标准为670元。',
      '人均财政补助标准较上年增加30元,达到700元/人。',
      '各级财政补助标准为:中央财政补助420元、省财政补助56元,市财政补助150元、区财政补助150元。',
      '财政补助每人每年700元,其中中央420元、省级140元、市级70元、区县70元。',
      '财政补助700元由中央、省、市、县财政分别承担420元、140元、70元、70元。',
    ],
    leaves: [
      '人均财政补助标准较上年增加30元。',
      '低保对象、特困人员由市财政补助200元。',
      '对困难群众参保给予补助100元。',
    ],
    read({ text }, { year }) {
      const shared = SHARED_OUT.exec(text)?.[1];
      const listed = shared === undefined ? [...text.matchAll(SUBSIDY_PART)] : [...shared.matchAll(AMOUNT)];
      const parts = listed.map(([, amount = '']) => ({ amount: amountOf(amount) }));
      if (parts.length > 1 && /财政/.test(text) && !PARTS_OF_OTHERS.test(text)) {
        return [{ part: 'subsidy', value: { parts } }];
      }
      const match = SUBSIDY.exec(text);
      // What a purse adds for some people is no share of everybody's.
      if (match === null || PARTS_OF_OTHERS.test(text.slice(0, match.index))) return [];
      const other = [...text.slice(0, match.index + match[0].length).matchAll(YEAR)].map(([said]) => Number(said));
      if (other.length > 0 && !other.some((said) => said === year || said === year - 1)) return [];
      return [{ part: 'subsidy', value: amountOf(match[1] ?? '') }];
    },
  },
  {
    name: 'full aid',
    takes: [
      '特困人员、孤儿参保个人无需缴费;',
      '特困人员(孤儿、事实无人抚养儿童)个人不缴费。',
      '对特困人员(含孤儿和事实无人抚养儿童,下同)个人缴费全额资助400元。',
      '特困供养人员、孤儿、70周岁以上(含70周岁)老人、高校大学生——个人不缴费,财政全额资助。',
      '对特困人员、孤儿按400元给予全额资助;',
      '重度残疾人个人缴费部分由县级财政全额代缴。',
      '特困人员个人缴费由医疗救助全额资助。',
    ],
    leaves: ['新生儿出生当年不缴费。', '学生儿童(含大学生)参加长期护理保险,个人不缴费。', '特困人员按规定享受救助。'],
    read({ text }) {
      if (OTHER_SCHEME.test(text) || /新生儿|新生婴儿/.test(text)) return [];
      const free = FREE_OF_CHARGE.exec(text);
      if (free === null) return [];
      const phrase = text
        .slice(0, free.index)
        .replace(/按\d{2,4}元(?:的)?(?:标准)?$/, '')
        .replace(/(?:参保|,|——|—|(?:个人缴费(?:部分)?)?由(?:医疗救助|财政|政府)(?:资金|基金)?(?:给予)?)$/, '');
      const local = /^属[^,]{1,8}户籍[^,]{0,4},(?:.{2,30}持有效.{2,24})的(残疾人)(?:员)?$/.exec(phrase);
      if (local)
        return [{ part: 'aid', who: { category: 'disabled', household: 'local' }, field: 'pays', value: '0.00' }];
      const group = readGroup(phrase);
      if (group === null || group.who === null) return [];
      return [{ part: 'aid', who: group.who, field: 'pays', value: '0.00' }];
    },
  },
  {
    name: 'aid by percentage',
    takes: [
      '低保对象、防止返贫监测对象按个人缴费标准给予75%的定额资助。',
      '低保边缘家庭成员、防止返贫监测对象按照50%的比例给予资助。',
      '已稳定脱贫人口,参加2025年、2026年居民医保费用,按个人缴费标准的75%、50%进行资助。',
    ],
    leaves: ['乡镇卫生院报销60%。', '对低保对象按个人缴费标准80%资助,定额资助320元,个人缴费80元。'],
    read({ text }, { year }) {
      const byYear = PERCENT_BY_YEAR.exec(text);
      if (byYear) {
        const years = [...text.slice(0, byYear.index).matchAll(YEAR)].map(([said]) => Number(said));
        const share = byYear[0].split('、')[years.indexOf(year)];
        const group = readGroup(text.split(',')[0] ?? '');
        if (!group?.who || share === undefined || !years.includes(year)) return [];
        return [{ part: 'aid', who: group.who, field: 'aid', value: `${share} of individual` }];
      }
      if (/\d元/.test(text)) return [];
      const match = PERCENT.exec(text);
      if (match === null || /报销|支付比例/.test(text)) return [];
      const group = readGroup(text.split(/,?(?:按|给予)/)[0] ?? '');
      if (!group?.who) return [];
      return [{ part: 'aid', who: group.who, field: 'aid', value: `${match[1]}% of individual` }];
    },
  },
  {
    name: 'who bears the aid',
    takes: [
      '特困人员、低保对象由医疗救助资金资助参保,其他特殊人员由区县财政统筹资金资助参保。',
      '残疾人员以残联核实认定的名单为准,资助参保所需资金由残联负责向财政申请。',
    ],
    leaves: ['动态调整前未参加居民医保的,个人缴费资助部分由医疗救助资金负担。', '政策由医疗保障局解释。'],
    read({ text }) {
      if (!/资助参保|参保资助|全额补贴|全额代缴/.test(text)) return [];
      const findings: Finding[] = [];
      for (const part of text.replaceAll(/\([^()]*\)/g, '').split(/,(?=其他|其余)/)) {
        const payer = FUNDS.find(([is]) => is.test(part))?.[1];
        const phrase = aidedIn(part);
        if (payer === undefined || phrase === undefined) continue;
        if (/^(?:其他|其余)/.test(phrase)) findings.push({ part: 'payer', categories: 'others', payer });
        else {
          const who = readGroup(phrase)?.who ?? null;
          if (who !== null) findings.push({ part: 'payer', categories: categoriesOf(who), payer });
        }
      }
      return findings;
    },
  },
  {
    name: 'several identities',
    takes: ['涉及多重身份的,本着就高不就低的原则只享受一种资助,不能重复享受。', '多重身份参保者则按最优资助身份。'],
    leaves: ['参保人员只能选择一种缴费方式。'],
    read: ({ text }) =>
      /(?:多重身份|两种或两种以上|多种(?:资助)?身份|双重身份)/.test(text) &&
      /就高不就低|最优资助|最高(?:标准)?资助|就高/.test(text)
        ? [{ part: 'table', field: 'aid.several', value: 'highest_once' }]
        : [],
  },
  {
    name: 'ordinary payment forecloses aid',
    takes: ['一旦办理正常缴费,将无法再办理特殊缴费。'],
    leaves: ['正常缴费的选择“2025年”;特殊缴费的选择“特殊缴费”。'],
    read: ({ text }) =>
      /(?:正常|普通)缴费[^。]{0,6}(?:无法|不能|不得)再?(?:办理|进行)?特殊缴费/.test(text)
        ? [{ part: 'table', field: 'aid.ordinary_forecloses', value: true }]
        : [],
  },
];
