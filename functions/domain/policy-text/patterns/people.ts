/** Newborns, and people whom the ordinary period does not bind. */
import type { Json, JsonObject } from '../../json.ts';
import { beginsOf } from '../begins.ts';
import { daysIn, isoOf, numberOf } from '../figures.ts';
import type { Finding, Pattern } from '../finding.ts';
import { readGroup } from '../groups.ts';

const NEWBORN = /新生儿|新生婴儿|新出生/;
const WINDOW =
  /出生(?:之日起|后|之日)?(?:的|,)?(?:0-)?(\d{1,3})(天|日|个月)(?:\(含(?:\d{1,3}(?:天|日))?\))?(?:以内|及以内|之内|内)/;
const AFTER = /出生(?:之日起|后)?(?:满)?(\d{2,3})(?:天|日)(?:之|以)?后/;
const NOT_IN =
  /未在(?:出生)?(?:后)?(\d{2,3})(?:天|日)(?:以)?内|(?:^|[,;])(?:超过|逾期超过|满)(\d{2,3})(?:天|日)(?:的|后)?,/;
const SAYS_BIRTH = /出生(?:后|之日起)?(?:满)?\d{2,3}(?:天|日)/;
const FREE = /不缴(?:费|纳)|免缴|免予缴|无需缴|个人缴费(?:部分)?由(?:财政|政府)|不需(?:要)?缴/;
const FROM_BIRTH = /(?:自|从|为)?出生之日起|自出生(?:当日|之日)|从其出生之日/;
/** Who pays nothing and is covered has no other day than his first. */
const ENJOYS_AT_ONCE = /(?:即可|即)(?:独立)?享受[^,;。]{0,16}待遇/;
const INSURED_PARENT = /户籍或(?:者)?(?:其)?父母(?:任意|任何|其中)?(?:一方|双方任意一方)(?:已)?参加/;

const at = (way: string, field: string, value: Json): Finding => ({ part: 'way', way, field, value });

const spokenOf = (text: string, before: string): boolean =>
  NEWBORN.test(text) || SAYS_BIRTH.test(text) || (NEWBORN.test(before) && /出生|\d{2}(?:天|日)/.test(text));

export const NEWBORNS: readonly Pattern[] = [
  {
    name: 'window after the birth',
    takes: [
      '新生婴儿出生之日起90天内参保缴纳出生当年医保费的,自出生之日起享受医保待遇;',
      '新生儿监护人按照规定在新生儿出生后90日内缴费参保,参保后可享受当年度待遇。',
      '新生儿正常参保缴费期限为出生90日及以内(含出生当日)。',
    ],
    leaves: [
      '未在90天内缴费,待遇享受期为出生当年缴费后的次月至12月31日;',
      '新生婴儿出生90天后至180天以内,缴费次月起享受医保待遇。',
      '新生儿出生日期距离出生当年12月31日不足90天,可选择缴纳出生次年的医疗保险费;',
    ],
    read({ text, before }) {
      const match = WINDOW.exec(text);
      if (match === null || !spokenOf(text, before) || AFTER.test(text)) return [];
      if (/选择|跨年|次年的|不足\d/.test(text)) return [];
      const [, number = '', unit] = match;
      const counting = /含出生当日|含出生之日/.test(text) ? ' counting the first' : '';
      const length = unit === '个月' ? `${number} months` : `${number} days`;
      const findings = [
        at('newborn', 'kind', 'anytime'),
        at('newborn', 'who', { born: 'year' }),
        at('newborn', 'open.from', 'birth'),
        at('newborn', 'open.to', `birth + ${length}${counting}`),
        at('newborn', 'years', ['birth_year']),
      ];
      if (FROM_BIRTH.test(text.slice(match.index + match[0].length))) findings.push(at('newborn', 'begins', 'birth'));
      if (FREE.test(text) && !/含免缴/.test(text)) findings.push(at('newborn', 'cost', 'none'));
      return findings;
    },
  },
  {
    name: 'the year before beside it',
    takes: [
      '新生婴儿出生之日起90天内参保的(出生之日在上一年度的,需同时按照上一年度缴费标准缴纳上年度费用),自出生之日起享受医保待遇;',
    ],
    leaves: ['新生儿出生90日内且跨年的,可选择缴纳。'],
    read({ text }, { year }) {
      const match = WINDOW.exec(text);
      if (
        match === null ||
        !/上一?年度[^)]{0,4},?需?同时[^)]{0,20}上(?:一)?年度(?:费用|缴费)|足额缴纳当年的费用,还得补缴上年/.test(text)
      )
        return [];
      const births = { born: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` } };
      return [
        at('newborn_both', 'kind', 'anytime'),
        at('newborn_both', 'who', births),
        at('newborn_both', 'open.from', `${year}-01-01`),
        at('newborn_both', 'open.to', `birth + ${match[1]} days`),
        at('newborn_both', 'years', [year - 1, year]),
        ...(FROM_BIRTH.test(text) ? [at('newborn_both', 'begins', 'birth')] : []),
      ];
    },
  },
  {
    name: 'after the window',
    takes: [
      '新生婴儿出生90天后至180天以内,办理参保缴费手续,并缴纳参保当年费用,缴费次月起享受医保待遇。',
      '出生90日后办理我市居民医保参保缴费(含免缴)的新生儿,从参保缴费次月起享受当年余下月份的居民医保待遇。',
      '新生儿自出生之日起90日(含)内缴费的,从出生之日起享受待遇,超过90日的,自缴费之日起30日后享受待遇。',
    ],
    leaves: ['新生儿出生90天内缴费的,自出生之日起享受待遇。', '出生90天后死亡的,不予退费。'],
    read({ text, before }) {
      const after = AFTER.exec(text);
      const notIn = NOT_IN.exec(text);
      const match = after ?? notIn;
      if (match === null || !spokenOf(text, before) || /死亡|退费/.test(text)) return [];
      // What stands before is said of the window itself.
      const rest = after === null ? text.slice(match.index) : text;
      const read = beginsOf(rest);
      const begins = read?.begins ?? (/缴费(?:后)?的?次月至/.test(rest) ? 'payment > next_month' : null);
      if (begins === null) return [];
      const to = /(?:天|日)(?:之|以)?后至(\d{2,3})(?:天|日)/.exec(text)?.[1];
      return [
        at('newborn_later', 'kind', 'anytime'),
        at('newborn_later', 'open.from', `birth + ${match[1] ?? match[2]} days > after`),
        ...(/后至(?:1|一)周岁/.test(text) ? [at('newborn_later', 'open.to', 'birth + 12 months')] : []),
        ...(/不设(?:置)?(?:待遇)?等待期/.test(text) ? [at('newborn_later', 'wait', 'none')] : []),
        ...(read?.wait === undefined ? [] : [at('newborn_later', 'wait', read.wait)]),
        ...(to === undefined ? [] : [at('newborn_later', 'open.to', `birth + ${to} days`)]),
        ...(to === undefined && /当年余下月份|至(?:当年)?12月31日/.test(text)
          ? [
              at('newborn_later', 'who', { born: 'year' }),
              at('newborn_later', 'open.to', 'year_end'),
              at('newborn_later', 'years', ['birth_year']),
            ]
          : []),
        ...(/缴纳参保当年/.test(text) ? [at('newborn_later', 'years', ['payment_year'])] : []),
        at('newborn_later', 'begins', /含免缴/.test(text) ? begins.replace('payment', 'registration') : begins),
      ];
    },
  },
  {
    name: 'near the end of the year',
    takes: [
      '新生儿出生日期距离出生当年12月31日不足90天,在新生出生90天内可选择缴纳出生当年的医疗保险费,也可选择缴纳出生次年的医疗保险费;',
    ],
    leaves: ['新生儿出生90天内缴费的,自出生之日起享受待遇。'],
    read({ text }) {
      const days = /距离?(?:出生)?当年12月31日不足(\d{2,3})(?:天|日)/.exec(text)?.[1];
      if (days === undefined || !NEWBORN.test(text) || !/选择缴纳/.test(text) || !/次年/.test(text)) return [];
      return [
        at('newborn_next', 'kind', 'anytime'),
        at('newborn_next', 'who', { born: { from: `year_end - ${Number(days) - 1} days`, to: 'year_end' } }),
        at('newborn_next', 'open.from', 'birth'),
        at('newborn_next', 'open.to', `birth + ${days} days`),
        at('newborn_next', 'years', ['next_year']),
      ];
    },
  },
  {
    name: 'free in the birth year',
    takes: [
      '新生儿出生当年不缴费,办理参保登记手续后,自出生之日起即可享受当年的医保待遇。',
      '新生儿出生当年个人缴费部分由财政资金承担。',
      '新生儿在我市参加居民医保时,免缴出生当年的参保费用',
    ],
    leaves: ['特困人员个人不缴费。', '新生儿出生当年应缴纳医疗保险费。'],
    read({ text }) {
      if (!NEWBORN.test(text) || !FREE.test(text) || !/当年/.test(text) || WINDOW.test(text) || AFTER.test(text))
        return [];
      return [
        at('newborn', 'kind', 'anytime'),
        at('newborn', 'years', ['birth_year']),
        at('newborn', 'cost', 'none'),
        ...(FROM_BIRTH.test(text) || ENJOYS_AT_ONCE.test(text) ? [at('newborn', 'begins', 'birth')] : []),
        ...(INSURED_PARENT.test(text)
          ? [
              at('newborn', 'who', {
                all: [{ born: 'year' }, { any: [{ household: 'local' }, { parents: 'one_insured' }] }],
              }),
            ]
          : []),
      ];
    },
  },
  {
    name: 'both years of births of the last months',
    takes: ['当年10月1日至12月31日出生的新生儿,可同时缴纳当年和次年的医保费。'],
    leaves: ['10月1日至12月31日出生的新生儿由父母登记。', '学生可同时缴纳当年和次年的医保费。'],
    read({ text }, { year }) {
      if (!/(?:同时|一并|合并)缴纳(?:出生)?当年(?:度)?(?:和|及|与|、)(?:次|下一)年/.test(text)) return [];
      const [first, last] = daysIn(text);
      if (first === undefined || last?.month !== 12 || last.day !== 31) return [];
      if (!/^(?:期间)?出生的?新生(?:儿|婴儿)/.test(text.slice(last.to))) return [];
      const from = isoOf(first.year ?? year, first);
      return [
        at('newborn_both', 'kind', 'anytime'),
        at('newborn_both', 'who', { born: { from, to: `${from.slice(0, 4)}-12-31` } }),
        at('newborn_both', 'open.from', 'birth'),
        at('newborn_both', 'years', ['birth_year', 'next_year']),
      ];
    },
  },
  {
    name: 'no wait for newborns',
    takes: [
      '新生儿、退役军人、刑满释放人员等特殊人群参保缴费后不设待遇等待期。',
      '除新生儿等特殊群体外,对未在居民医保集中参保期内参保或未连续参保的人员,设置参保后固定待遇等待期3个月;',
    ],
    leaves: ['新生儿出生90天后至1周岁参保的,不设等待期。', '除新生儿外,其他人员不得补缴。'],
    read({ text }) {
      if (SAYS_BIRTH.test(text)) return [];
      const [listed = '', ...rest] = text.split(/不(?:再)?设/);
      const isListed = rest.length > 0 && NEWBORN.test(listed) && !/[;。]/.test(listed) && /等待期/.test(rest.join(''));
      const [left = '', others] = text.split(/外,/);
      const isLeftOut =
        others !== undefined && NEWBORN.test(left.split('除')[1] ?? '') && /设.{0,20}等待期/.test(others);
      return isListed || isLeftOut ? [{ part: 'table', field: 'wait.newborn', value: 'free' }] : [];
    },
  },
  {
    name: 'benefits from birth',
    takes: [
      '新生儿自出生之日起享受当年居民医保待遇,其他群体自缴费次日起享受当年居民医保待遇。',
      '出生90日及以内(含出生当日)参保缴费(含免缴)的新生儿,居民医保待遇享受期为出生之日起独立享受出生当年的居民医保待遇。',
    ],
    leaves: ['新生儿出生90天后缴费的,缴费次月起享受待遇。', '自出生之日起登记户口。'],
    read: ({ text }) =>
      NEWBORN.test(text) &&
      !/如果|选择/.test(text) &&
      /出生之日起(?:即可|独立)?(?:享受|至)/.test(text) &&
      !AFTER.test(text)
        ? [at('newborn', 'begins', 'birth')]
        : [],
  },
  {
    name: 'next year of the newborn',
    takes: [
      '2024年出生的新生儿可于2025年3月25日前办理参保缴费手续。',
      '集中参保缴费期新生儿缴纳保费,延续享受次年医保待遇。',
    ],
    leaves: ['2024年出生的新生儿可办理参保登记。', '集中缴费期内出生的新生儿次年参保。'],
    read({ text }, { year }) {
      if (/集中[^,]{0,8}期(?:内)?(?:的)?新生儿[^,]{0,4}缴[^。]{0,10}次年[^。]{0,8}待遇/.test(text)) {
        return [
          at('newborn_next', 'who', { born: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` } }),
          at('newborn_next', 'years', [year]),
        ];
      }
      const born = /(20\d{2})年出生的新生儿/.exec(text)?.[1];
      if (born === undefined || Number(born) !== year - 1 || !/缴费/.test(text)) return [];
      const day = daysIn(text).find(({ year: said }) => said === year);
      if (day === undefined || !/^(?:之)?前/.test(text.slice(day.to))) return [];
      return [
        at('newborn_next', 'who', { born: { from: `${born}-01-01`, to: `${born}-12-31` } }),
        at('newborn_next', 'open.to', isoOf(year, day)),
        at('newborn_next', 'years', [year]),
      ];
    },
  },
];

interface EventName {
  is: RegExp;
  event?: string;
  inYear?: boolean;
  means?: JsonObject;
}
const EVENTS: readonly EventName[] = [
  {
    is: /职工(?:基本)?医(?:保|疗保险)(?:参保|关系)?后?(?:转居民医保(?:参保)?|中断缴费|中断|终止|停保|断保)|(?:中断|终止|停止)(?:参加)?职工(?:基本)?医/,
    event: 'left_employee_scheme',
  },
  { is: /当年(?:退出现役|退役)|(?:退出现役|退役)当年(?!随军)|退役士兵在退役当年/, event: 'discharged', inYear: true },
  { is: /退役(?:军人|士兵)(?!在?退役当年)/, event: 'discharged' },
  { is: /随军未就业配偶/, event: 'accompanying_spouse', inYear: true },
  { is: /刑满释放/, event: 'released' },
  { is: /毕业生在毕业当年|毕业当年/, event: 'graduated', inYear: true },
  { is: /毕业生(?!在?毕业)/, event: 'graduated' },
  { is: /户籍(?:新)?迁入|新迁入/, event: 'moved_in' },
];

/** Events that a sentence lists, those of the year beside those of any time. */
function eventsIn(text: string): JsonObject[] {
  const found = EVENTS.filter(({ is }) => is.test(text));
  const listed = (inYear: boolean): string[] =>
    found
      .filter((one) => (one.inYear === true) === inYear)
      .flatMap(({ event }) => (event === undefined ? [] : [event]));
  const any = listed(false);
  const ofYear = listed(true);
  const one = (list: string[]): string | string[] => (list.length === 1 ? (list[0] ?? '') : list);
  return [
    ...(any.length > 0 ? [{ event: one(any) }] : []),
    ...(ofYear.length > 0 ? [{ event: one(ofYear), in: 'year' }] : []),
  ];
}

const conditionOf = (parts: JsonObject[], andTheLike: boolean): JsonObject | null => {
  const [only] = parts;
  if (only === undefined) return null;
  return { ...(parts.length === 1 ? only : { any: parts }), ...(andTheLike && { and_the_like: true }) };
};

export const EXEMPT: readonly Pattern[] = [
  {
    name: 'not bound by the period',
    takes: [
      '新生儿、各类特殊困难人群、职工医保参保转居民医保参保等各类特殊参保人群参保缴费时间不受集中缴费期限制,缴费完成后即可享受全年待遇。',
      '新生儿、2025年新纳入的医疗救助资助参保对象、军人退出现役当年、军人退出现役当年随军未就业配偶,缴费不受参保缴费期限制,只缴纳个人缴费部分。',
    ],
    leaves: ['缴费方式不受限制。'],
    read({ text }) {
      const match = /(?:缴费(?:时间)?)?不受[^,]{0,10}缴费期(?:的)?限制/.exec(text);
      if (match === null) return [];
      const said = text.slice(0, match.index);
      const aided: JsonObject | null = /新纳入的(?:医疗救助)?(?:资助)?(?:参保)?对象/.test(said)
        ? { category: 'any_aided', recognised: 'year' }
        : /困难(?:人群|群体|群众)|(?:救助|资助)对象/.test(said)
          ? { category: 'any_aided' }
          : null;
      const findings: Finding[] = [];
      const parts: JsonObject[] = [...(aided ? [aided] : []), ...eventsIn(said)];
      const rest = text.slice(match.index);
      const whole = /享受全年待遇/.test(rest);
      // Where newborns have the same first day as the others they stand in one list; else in a way of their own.
      const own = NEWBORN.test(said) && !whole;
      const who = conditionOf(
        [...(NEWBORN.test(said) && !own ? [{ born: 'year' }] : []), ...parts],
        /等[^,]{0,14}(?:人群|人员|群体|对象)/.test(said),
      );
      const individual = /只(?:需)?缴纳个人缴费部分/.test(rest);
      for (const way of [...(own ? ['newborn'] : []), ...(who ? ['all_year'] : [])]) {
        findings.push(at(way, 'kind', 'anytime'));
        findings.push(at(way, 'who', way === 'newborn' ? { born: 'year' } : (who ?? {})));
        findings.push(at(way, 'open.from', 'year_start'), at(way, 'open.to', 'year_end'));
        if (way === 'newborn') findings.push(at(way, 'years', ['birth_year']));
        if (individual) findings.push(at(way, 'cost', 'individual'));
        if (whole) findings.push(at(way, 'begins', 'year_start'));
      }
      return findings;
    },
  },
  {
    name: 'benefits of the others who are not bound',
    takes: ['新生儿自出生之日起享受当年居民医保待遇,其他群体自缴费次日起享受当年居民医保待遇。'],
    leaves: ['其他群体按规定执行。'],
    read({ text }) {
      const rest = text.split(/其他(?:群体|人员|人群)/)[1];
      const begins = rest === undefined || !NEWBORN.test(text) ? null : beginsOf(rest);
      return begins === null ? [] : [at('all_year', 'begins', begins.begins)];
    },
  },
  {
    name: 'after another scheme',
    takes: [
      '符合规定的职工医保中断缴费人员,当年退出现役的军人,以及刑满释放等退出其他制度保障的人员,在退出其他制度保障3个月内,可按规定补办居民医保参保手续,自参保缴费次日起享受待遇。',
      '退役军人、高校毕业生、户籍迁入人员可在90日内中途参保,按个人缴费标准缴费。',
      '参加职工医保后中断缴费的人员,可在中断缴费3个月内办理居民医保参保缴费,自缴费之日起享受待遇。',
    ],
    leaves: ['退出其他制度保障的人员可参加居民医保。', '职工医保中断3个月以上的,停止享受职工医保待遇。'],
    read({ text }) {
      const match =
        /(?:退出|中断|终止|停止)[^,]{0,14}?([一二三四五六]|\d{1,3})(个月|天|日)(?:之|以)?内/.exec(text) ??
        /(?:人员|人群|对象)可?在([一二三四五六]|\d{1,3})(个月|天|日)(?:之|以)?内/.exec(text);
      const number = numberOf(match?.[1]);
      if (number === null || !/参保|补办/.test(text) || NEWBORN.test(text)) return [];
      const who = conditionOf(eventsIn(text), /等[^,]{0,14}(?:人员|情形)/.test(text));
      const begins = beginsOf(text);
      const individual = /按个人缴费标准(?:缴|补缴)|只(?:需)?缴(?:纳)?个人/.test(text);
      if (who === null || (begins === null && !individual && !/不设/.test(text))) return [];
      return [
        at('exit', 'kind', 'late'),
        at('exit', 'who', who),
        at('exit', 'open.from', 'in_time > next_day'),
        at('exit', 'open.to', `event + ${number} ${match?.[2] === '个月' ? 'months' : 'days'}`),
        ...(begins === null ? [] : [at('exit', 'begins', begins.begins)]),
        ...(individual ? [at('exit', 'cost', 'individual')] : []),
        ...(/不设(?:置)?(?:待遇)?等待期/.test(text) ? [at('exit', 'wait', 'none')] : []),
      ];
    },
  },
  {
    name: 'at the individual price after an event',
    takes: ['其中退役士兵在退役当年、应届大中专毕业生在毕业当年参保等情形的,按个人缴费标准补缴。'],
    leaves: ['退役士兵按规定参保。', '逾期的按个人缴费标准补缴。'],
    read({ text }) {
      const match = /的,(?:只)?按个人缴费标准(?:补缴|缴费|缴纳)/.exec(text);
      const said = match
        ? (text
            .slice(0, match.index)
            .split(/其中|,对/)
            .at(-1) ?? '')
        : '';
      const who = conditionOf(eventsIn(said), /等情形|等人员/.test(said));
      return who === null
        ? []
        : [at('event', 'kind', 'late'), at('event', 'who', who), at('event', 'cost', 'individual')];
    },
  },
  {
    name: 'newly recognised',
    takes: ['动态新增的特困人员、低保对象、返贫致贫人口等特殊群体,自参保缴费次日起享受待遇。'],
    leaves: ['动态调整名单由民政部门提供。'],
    read({ text }) {
      const phrase = /^(?:对)?(?:动态新增|新增|新认定|新纳入)的?([^,]{2,60}),/.exec(text)?.[1];
      if (phrase === undefined) return [];
      const group = readGroup(phrase);
      const begins = beginsOf(text);
      if (!group?.who || begins === null) return [];
      const who = { ...group.who, ...(group.andTheLike && { and_the_like: true }) };
      return [
        at('new_aided', 'kind', 'anytime'),
        at('new_aided', 'who', who),
        at('new_aided', 'open.from', 'year_start'),
        at('new_aided', 'open.to', 'year_end'),
        at('new_aided', 'begins', begins.begins),
      ];
    },
  },
  {
    name: 'what the text calls its people in difficulty',
    takes: [
      '特困人员、低保对象、监测对象、返贫致贫人口(以下统称为困难群体)以民政局、乡村振兴发展中心等部门核实认定后经医保部门比对确认的名单为准;',
      '对特困人员、孤儿、低保对象(以下简称“困难群众”)参保给予资助。',
    ],
    leaves: ['对特困人员等困难群体给予资助。', '新增困难群体(以下统称新增人员)由民政部门认定。'],
    read({ text }) {
      const phrase = /^(?:对)?([^,。;()]{4,80})\(以下(?:统称|简称)(?:为)?[“"]?困难(?:群体|群众|人员)[”"]?\)/.exec(
        text,
      )?.[1];
      const group = phrase === undefined ? null : readGroup(phrase);
      return group?.who ? [{ part: 'called_aided', who: group.who }] : [];
    },
  },
  {
    name: 'newly recognised and not yet insured',
    takes: [
      '动态调整前未参加居民医保的新增困难群体,其个人缴费自付部分由个人补缴,个人缴费资助部分由医疗救助资金负担,财政补助部分由市财政全额承担。',
    ],
    leaves: ['动态调整前已参加居民医保的新增困难群体,集中参保缴费期结束后个人参保缴费资金不退还。'],
    read({ text }) {
      if (!/未参加居民医保的新增|新增[^,]{0,10}未参保/.test(text)) return [];
      const payer = /财政补助部分由(市|省|县|区县)(?:级)?财政/.exec(text)?.[1];
      if (payer === undefined) return [];
      const code = payer === '市' ? 'city_finance' : payer === '省' ? 'province_finance' : 'county_finance';
      return [at('new_aided', 'kind', 'late'), at('new_aided', 'cost', { individual: 'person', subsidy: code })];
    },
  },
];
