/** When one pays in time, and from when benefits run for who does. */
import type { JsonObject } from '../../json.ts';
import { beginsOf, waitOf } from '../begins.ts';
import { daysIn, isoOf, numberOf, spansIn } from '../figures.ts';
import type { Finding, LatePhase, Pattern } from '../finding.ts';
import { readGroup } from '../groups.ts';

/** A period in which everybody pays, as a sentence names it. */
const PERIOD =
  /集中(?:参保)?(?:缴费|征缴|参保|筹资|参保征缴|征收)(?:缴费)?(?:期|时间)|正常参保缴费期|(?:参保)?缴费(?:时间|期限|期)(?:为|:|是|从|自)|征(?:缴|收)期(?:限)?(?:为|:)|缴费手续(?:的)?期间|缴费期限为/;
const NO_PERIOD = /延长|延期|补缴|退费|退还|动态|职工医保(?!参保转)|享受.{0,4}待遇的?,|零星|非集中|逾期|错过/;
const MONTHLY = /每月(?:的)?(\d{1,2})日?(?:至|-|~|—|到)(\d{1,2})日/;
const LAST_DAY = /(?:截止|截至|截止日期为|截止时间为|截止到|截至到|起至|延长至)(?:为|:)?/;

const YEAR_START = /(?:自|从)?(?:20\d{2}年|次年|当年)?的?1月1日(?:起|开始)/;

/** First day that a sentence about a whole period states. */
function beginsInPeriod(text: string): string | null {
  if (YEAR_START.test(text) || /(?:享受期|保障周期)(?:统一)?为(?:20\d{2}年|次年|当年)?的?1月1日(?:至|~|-|—)/.test(text))
    return 'year_start';
  if (/下一年(?:度)?享受/.test(text)) return 'year_start';
  const read = beginsOf(text);
  return read?.wait === undefined ? (read?.begins ?? null) : null;
}

export const PERIODS: readonly Pattern[] = [
  {
    name: 'ordinary period',
    takes: [
      '集中征缴期为2024年9月1日至2025年2月25日,集中征缴期间每月1-25日可办理缴费。',
      '2024年9月1日至2024年12月31日为2025年度居民医保集中参保缴费期。',
      '2026年度城乡居民基本医疗保险集中缴费期截至2025年12月31日。',
      '9月至11月为集中征缴期,12月为攻坚扫尾期,征期截止20221225日(节假日不顺延)。',
    ],
    leaves: [
      '集中缴费期结束后参保的,2025年3月1日至2025年6月25日个人缴费400元。',
      '2024年度城乡居民医保缴费延长至2024年2月25日。',
      '待遇享受期为2025年1月1日至12月31日。',
    ],
    read({ text }, { year }) {
      if (!PERIOD.test(text) || /(?:期|间)(?:结束)?后/.test(text)) return [];
      const cut = /待遇享受期|待遇保障|享受(?:居民)?医保/.exec(text)?.index ?? text.length;
      const said = text.slice(0, cut);
      const [span] = spansIn(said, year);
      if (NO_PERIOD.test(said.slice(0, span?.end ?? said.length))) return [];
      const days = daysIn(said);
      const last = LAST_DAY.exec(said);
      const ending =
        last === null
          ? undefined
          : days.find(({ from }) => from >= last.index && from <= last.index + last[0].length + 2);
      const to = ending ? isoOf(ending.year ?? year - 1, ending) : (span?.to ?? null);
      if (to === null || (span === undefined && ending === undefined)) return [];
      if (Math.abs(Number(to.slice(0, 4)) - year) > 1) return [];
      if (span && span.from > `${year}-06-30`) return [];
      const exact = span ? span.exact : ending?.year !== null;
      const vague = days.some((one) => !one.exact && one.from === span?.at && /旬/.test(said.slice(one.from, one.to)));
      return [
        { part: 'period', from: span?.from ?? null, to, exact, who: null },
        ...(vague ? [{ part: 'in_time' as const, field: 'open.precision', value: 'third_of_month' }] : []),
      ];
    },
  },
  {
    name: 'period of a group',
    takes: ['在校大学生:2024年10月19日至2024年12月25日。'],
    leaves: ['在校大学生:个人缴费400元。', '咨询时间:2024年10月19日至2024年12月25日。'],
    read({ text }, { year }) {
      const match = /^([^:,]{2,24}):/.exec(text);
      const [span] = spansIn(text, year);
      if (match === null || span === undefined || span.at !== match[0].length) return [];
      const group = readGroup(match[1] ?? '');
      if (!group?.who || !('schooling' in group.who)) return [];
      return [{ part: 'period', from: span.from, to: span.to, exact: span.exact, who: group.who }];
    },
  },
  {
    name: 'days of the month',
    takes: ['每月1日至25日可办理缴费(现金缴费需在工作日内)。', '集中征缴期间每月1-25日可办理缴费。'],
    leaves: ['每月1日至5日发放养老金。'],
    read({ text }) {
      const match = MONTHLY.exec(text);
      if (match === null || !/缴费|征缴/.test(text) || /养老|职工/.test(text)) return [];
      const days = [Number(match[1]), Number(match[2])];
      if (days.some((day) => day < 1 || day > 31)) return [];
      return [{ part: 'in_time', field: 'open.monthly', value: [{ days }] }];
    },
  },
  {
    name: 'holidays',
    takes: ['征期截止2022年12月25日(节假日不顺延)。', '截止日遇节假日顺延。'],
    leaves: ['节假日照常办公。'],
    read({ text }) {
      if (!/截止|征期|缴费期/.test(text)) return [];
      if (/节假日不(?:再)?顺延/.test(text)) return [{ part: 'in_time', field: 'open.holidays', value: 'not_moved' }];
      if (/节假日(?:的|则|可)?(?:往后)?顺延/.test(text))
        return [{ part: 'in_time', field: 'open.holidays', value: 'moved' }];
      return [];
    },
  },
  {
    name: 'extension',
    takes: [
      '2024年度城乡居民基本医疗保险参保登记、缴费截止日期延长至2024年2月25日。',
      '各地可根据实际情况将参保缴费期延长到2025年2月底。',
    ],
    leaves: ['营业时间延长至2024年2月25日。'],
    read({ text }, { year }) {
      const match = /(?:缴费|参保|征缴)[^,。]{0,12}(?:延长|延期|顺延)(?:至|到)/.exec(text);
      if (match === null) return [];
      const [day] = daysIn(text.slice(match.index + match[0].length));
      if (day === undefined || day.from > 1) return [];
      const to = isoOf(day.year ?? year, day);
      const value = /各(?:地|县|市|区)[^,]{0,16}可/.test(text.slice(0, match.index)) ? `at latest ${to}` : to;
      return [{ part: 'extension', to: value, exact: day.year !== null, begins: null }];
    },
  },
  {
    name: 'benefits of who pays in the extension',
    takes: [
      '在延长缴费期参保缴费的,自缴费次日起享受当年居民医保待遇。',
      '在本次延期时间内完成参保缴费的居民,待遇享受期统一为2024年1月1日至12月31日。',
    ],
    leaves: ['延长缴费期结束后至6月30日参保缴费的,自缴费之日3个月后享受当年居民医保待遇。'],
    read({ text }) {
      if (!/(?:延长|延期)[^,结]{0,8}(?:参保|缴费)[^,]{0,6}(?:的|居民|人员),/.test(text) || /结束后/.test(text))
        return [];
      const begins = beginsInPeriod(text);
      return begins === null ? [] : [{ part: 'extension_begins', begins }];
    },
  },
  {
    name: 'benefits of who pays in time',
    takes: [
      '在集中参保缴费期参保缴费的,自2025年1月1日起享受居民医保待遇。',
      '城乡居民在规定时间内缴纳医疗保险费的,下一年享受城乡居民医疗保险待遇。',
      '集中征缴期为每年的9月1日至12月25日,待遇享受期为次年的1月1日~12月31日。',
      '待遇保障周期为2026年1月1日至2026年12月31日。',
    ],
    leaves: ['在延长缴费期参保缴费的,自缴费次日起享受当年居民医保待遇。', '2024年1月1日起启用新系统。'],
    read({ text }) {
      if (/延长|延期|新生|出生|结束后|逾期|补缴|底前/.test(text)) return [];
      if (/结算年度/.test(text)) return [];
      const head = text.split(/享受|下一年/)[0] ?? '';
      const inPeriod =
        /集中(?:参保)?(?:缴费|征缴|参保|筹资)|规定(?:的)?(?:时间|期限)内|此(?:时间|期间)内/.test(head) &&
        /缴(?:费|纳)[^,]{0,8},/.test(head);
      const cycle = /(?:待遇(?:享受|保障)?(?:期|周期)(?:限)?|保障周期)(?:统一)?为/.test(text);
      if (!inPeriod && !cycle) return [];
      const begins = beginsInPeriod(text);
      return begins === null ? [] : [{ part: 'begins', span: null, begins }];
    },
  },
  {
    name: 'last day of benefits',
    takes: ['待遇享受期为次年的1月1日~12月31日。', '结算年度均为1月1日至12月31日。'],
    leaves: ['缴费期为2024年9月1日至12月31日。'],
    read: ({ text }) =>
      /缴[^,]{0,12}的,下一年(?:度)?享受|(?:待遇(?:享受|保障)?(?:期|周期)(?:限)?|保障周期|结算年度)(?:统一|均)?为(?:20\d{2}年|次年|当年)?的?1月1日(?:至|~|-|—|到)(?:20\d{2}年)?12月31日/.test(
        text,
      ) && !/新生|出生/.test(text)
        ? [{ part: 'table', field: 'ends', value: 'year_end' }]
        : [],
  },
  {
    name: 'benefits by the day of payment',
    takes: [
      '2025年底前参保缴费的,从2026年1月1日起享受相关待遇,2026年1月1日至2月25日前参保缴费的,从缴费之日起享受相关待遇。',
      '在2026年1月1日至2月底前的缴费人员,自参保缴费次日起享受待遇。',
    ],
    leaves: ['2025年1月1日至3月31日补缴的,个人缴费400元。'],
    read({ text }, { year }) {
      if (/新生|出生|补缴|逾期|结束后|等待期/.test(text)) return [];
      const findings: Finding[] = [];
      for (const part of text.split(/(?<=待遇),/)) {
        const paid = /(?:前|期间)?(?:内)?的?(?:参保)?缴费(?:的|人员),/.exec(part);
        if (paid === null) continue;
        const head = part.slice(0, paid.index + 1);
        const begins = beginsInPeriod(part.slice(paid.index));
        if (begins === null) continue;
        const [span] = spansIn(head, year);
        const ended = /(20\d{2})年(?:年)?底前?$/.exec(part.slice(0, paid.index + 1));
        if (span) findings.push({ part: 'begins', span: { from: span.from, to: span.to }, begins });
        else if (ended) findings.push({ part: 'begins', span: { from: null, to: `${ended[1]}-12-31` }, begins });
      }
      return findings;
    },
  },
];

const LATE =
  /错过(?:集中|缴费|参保)|未在(?:居民医保)?(?:规定|集中)|超过(?:集中|规定)|集中(?:参保)?(?:缴费|征缴|参保征缴)期(?:结束)?后|非集中|延长缴费期结束后|逾期|补缴|补办|中断参保/;
const BOTH =
  /财政补助(?:资金)?(?:部分)?(?:和|及)个人缴费(?:部分)?(?:均)?由个人|个人缴费(?:部分)?(?:及|和|与)(?:各级)?财政补助(?:资金|部分)?(?:之和)?(?:$|,|。|由个人|全额|标准|缴纳|补缴)|筹资标准(?:\(含个人缴费和财政补助[^)]{0,6}\))?(?:全额)?(?:补缴|缴纳|缴费)|不(?:再)?享受(?:各级)?财政补助|(?:承担|补缴|缴纳)(?:各级)?财政补助(?:部分)?(?:和|及)个人/;
const PREVIOUS = /^(?:前一年度|上一?年度)(?:在(?:本市|我市)|正常)?参保缴费的(?:(本市|我市)户籍(?:居民|人员))?,/;
const OTHERS = /前一年度未|上一?年度未|新参保|非(?:本市|我市)户籍/;

export const LATE_PAYMENT: readonly Pattern[] = [
  {
    name: 'both shares',
    takes: [
      '参保人错过集中缴费期缴纳的,财政补助和个人缴费部分由个人全额补缴。',
      '错过集中缴费期的,需全额补缴当年度个人缴费部分及各级财政补助资金。',
      '未在规定时间缴纳居民医保费的,可按居民医保年度筹资标准(含个人缴费和财政补助,下同)补缴。',
    ],
    leaves: ['实行个人缴费与政府补助相结合的筹资方式。', '动态调整前未参加居民医保的,个人缴费自付部分由个人补缴。'],
    read({ text }, { year }) {
      if (!LATE.test(text) || !BOTH.test(text) || /新增|动态调整|延长缴费期结束/.test(text)) return [];
      if (daysIn(text).some(({ year: said }) => said !== null && said !== year && said !== year - 1)) return [];
      return [{ part: 'late', phase: { from: null, to: null, who: null, others: false, cost: 'both' } }];
    },
  },
  {
    name: 'late phase between two days',
    takes: [
      '具体缴费标准为:2025年3月1日至2025年6月25日,个人缴费每人每年400元;',
      '延长缴费期结束后至6月30日参保缴费的,自缴费之日3个月后享受当年居民医保待遇。',
      '2025年7月1日之后参保缴费的,自缴费之日3个月后享受当年居民医保待遇,不享受财政补助。',
      '2025年1月1日后缴费的,自缴费之日起满3个月后享受医保待遇。',
      '2024年10月1日至12月20日为集中缴费期,2025年1月1日至2月28日为补缴期。',
    ],
    leaves: ['2024年9月1日至2024年12月31日为集中缴费期。', '2025年7月1日之后出生的新生儿,自出生之日起享受待遇。'],
    read({ text }, { year }) {
      if (/新生|出生|退费|退还|死亡/.test(text)) return [];
      const phase: LatePhase = { from: null, to: null, who: null, others: false };
      const [span] = spansIn(text, year);
      const amount = /^[,:]?个人缴费(?:标准)?(?:为|:)?(?:每人)?(?:每年)?(\d{2,5})元/.exec(
        span ? text.slice(span.end) : '',
      )?.[1];
      const [day] = daysIn(text);
      if (span?.from.startsWith(String(year)) && amount !== undefined) {
        phase.from = span.from;
        phase.to = span.to;
        phase.amount = `${amount}.00`;
      } else if (day && /^延长缴费期结束后至/.test(text) && /^(?:期间)?(?:参保)?缴费的,/.test(text.slice(day.to))) {
        phase.from = 'extension > next_day';
        phase.to = isoOf(day.year ?? year, day);
      } else if (day && day.from < 3 && /^(?:之|以)?后(?:参保)?(?:缴费|补缴)的?,/.test(text.slice(day.to))) {
        phase.from = isoOf(day.year ?? year, day);
        // From the first day of the year it is the time behind the period only where it is told so by a wait.
        if (phase.from < `${year}-01-02` && beginsOf(text)?.wait === undefined) return [];
      } else {
        const own = spansIn(text, year).find(({ end }) =>
          /^为(?:零星|逾期)?(?:补缴|补办)(?:费)?期/.test(text.slice(end)),
        );
        if (own === undefined) return [];
        phase.from = own.from;
        phase.to = own.to;
      }
      if (BOTH.test(text)) phase.cost = 'both';
      const begins = beginsOf(text);
      if (begins) Object.assign(phase, begins);
      return [{ part: 'late', phase }];
    },
  },
  {
    name: 'first day of benefits of who pays late',
    takes: [
      '非集中缴费期参保缴费的普通参保人群,从缴费当月起3个月内为医保待遇享受固定等待期。',
      '中断参保后,经本人申请,可补办当年度参(续)保缴费手续,并在缴费月起的第三个自然月开始享受城乡居民基本医疗保险待遇。',
      '前一年度正常参保缴费的,从补缴次月享受城乡居民医保待遇;',
      '上年度在本市参保缴费的本市户籍居民,从缴费次月起享受当年余下月份的居民医保待遇;',
    ],
    leaves: [
      '在延长缴费期参保缴费的,自缴费次日起享受当年居民医保待遇。',
      '动态新增的特困人员,自参保缴费次日起享受待遇。',
      '新生儿出生90天后缴费的,缴费次月起享受医保待遇。',
    ],
    read({ text }) {
      if (/新生|出生|动态新增|退出其他|退役|退出现役/.test(text)) return [];
      const previous = PREVIOUS.exec(text);
      const others = OTHERS.test(text.split(',从')[0] ?? '');
      if (!LATE.test(text) && previous === null && !others) return [];
      if (/延长缴费期|底前/.test(text)) return [];
      const begins =
        beginsOf(text) ??
        (previous && /从(?:补缴|缴费)次月享受/.test(text) ? { begins: 'payment > next_month' } : null);
      if (begins === null) return [];
      const who: JsonObject | null =
        previous === null
          ? null
          : previous[1] === undefined
            ? { insured: 'previous_year' }
            : { all: [{ insured: 'previous_year', where: 'here' }, { household: 'local' }] };
      return [{ part: 'late', phase: { from: null, to: null, who, others, ...begins } }];
    },
  },
  {
    name: 'wait of the table',
    takes: [
      '对未在居民医保集中征缴期内参保或未连续参保的人员,设置不低于3个月的待遇等待期。',
      '固定待遇等待期3个月(按90天计算)。',
      '未在集中征缴期间缴费的,设置缴费后待遇等待期3个月。',
    ],
    leaves: [
      '农村低收入人口等特殊群体,不设等待期。',
      '从缴费当月起3个月内为固定等待期。',
      '每断保1年,增加变动待遇等待期1个月。',
    ],
    read({ text }) {
      if (/不设(?:置)?(?:待遇)?等待期|出生|从缴费当月|变动|每(?:多)?断保/.test(text)) return [];
      const wait = waitOf(text);
      if (wait === null) return [];
      const findings: Finding[] = [{ part: 'table', field: 'wait.fixed', value: wait }];
      if (/未(?:在)?[^,]{2,24}(?:或|和)未连续参保/.test(text)) {
        findings.push({ part: 'table', field: 'wait.not_continuous', value: 'waits' });
      }
      return findings;
    },
  },
  {
    name: 'longer wait by lapsed years',
    takes: [
      '未连续参保的,每多断保1年,在固定待遇等待期基础上增加变动待遇等待期1个月。',
      '每多缴纳1年可减少1个月变动待遇等待期。',
    ],
    leaves: ['连续参保每满1年提高大病保险限额1000元。'],
    read({ text }) {
      const findings: Finding[] = [];
      const lapsed = text.split(/每(?:多)?断(?:保|缴)(?:1|一)年/)[1] ?? '';
      const more = /增加(?:变动)?(?:待遇)?(?:等待期)?([一二三]|\d)个月/.exec(lapsed)?.[1];
      const repair = /每(?:多)?(?:缴纳|修复|补缴)(?:1|一)年[^。]{0,12}?减少([一二三]|\d)个月/.exec(text)?.[1];
      if (more !== undefined) findings.push({ part: 'table', field: 'wait.more', value: `${numberOf(more)} months` });
      if (repair !== undefined)
        findings.push({ part: 'table', field: 'wait.repair', value: `${numberOf(repair)} months` });
      return findings;
    },
  },
  {
    name: 'wait by the general rules',
    takes: ['超过集中缴费期补办参保缴费手续的,按相关规定执行待遇等待期。'],
    leaves: ['按相关规定执行。'],
    read: ({ text }) =>
      LATE.test(text) && /按(?:照)?(?:相关|有关|国家)(?:规定|政策)(?:执行|设置)[^。]{0,6}等待期/.test(text)
        ? [{ part: 'late', phase: { from: null, to: null, who: null, others: false, wait: 'table' } }]
        : [],
  },
  {
    name: 'nobody pays later',
    takes: ['缴费时间为2025年10月1日至2025年12月25日,逾期不再办理。', '集中缴费期结束后不予补缴。'],
    leaves: ['逾期可补缴。', '新生儿逾期不再享受免缴。'],
    read: ({ text }) =>
      /(?:逾期|期结束后|期满后|截止后)(?:一律)?(?:不再|不予|不得|不能)(?:办理|受理|补缴|缴费|补办)/.test(text) &&
      !/新生|退费/.test(text)
        ? [{ part: 'table', field: 'otherwise', value: 'closed' }]
        : [],
  },
  {
    name: 'last day of late payment',
    takes: ['最迟不得晚于当年9月30日前完清当年医保费用。'],
    leaves: ['最迟不得晚于2025年9月30日提交材料。'],
    read({ text }, { year }) {
      const match = /最迟不得晚于/.exec(text);
      if (match === null || !/(?:缴|完)清|缴费|补缴/.test(text)) return [];
      const [day] = daysIn(text.slice(match.index));
      if (day === undefined || !/(?:完清|缴清|缴费|补缴)/.test(text.slice(match.index + day.to))) return [];
      const to = isoOf(day.year ?? year, day);
      return [
        { part: 'late', phase: { from: null, to, who: null, others: false } },
        { part: 'table', field: 'otherwise', value: 'closed' },
      ];
    },
  },
];
