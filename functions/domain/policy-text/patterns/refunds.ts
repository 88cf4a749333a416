/** Refunds, students who leave, and what papers and desks tell people. */
import { numberOf } from '../figures.ts';
import type { Pattern } from '../finding.ts';

const BACK = /退费|退还|退取|退回|申请退/;

const BEFORE_BENEFITS =
  /待遇(?:享受)?期?(?:开始|生效)?(?:之)?前|享受(?:居民)?(?:医保)?待遇(?:之)?前|(?:20\d{2}年|次年|当年)1月1日(?:之)?前/;
const GROUNDS: readonly (readonly [RegExp, string])[] = [
  [/重复(?:参保|缴费)/, 'duplicate_payment'],
  [/(?:参加|转为|享受)(?:城镇)?职工(?:基本)?医(?:保|疗保险)|职工医保参保/, 'employee_insurance'],
  [/异地(?:参保|参加)|(?:在|到)(?:外地|其他统筹(?:地)?区|统筹区外)参(?:保|加)/, 'enrolled_elsewhere'],
  [/死亡|去世|身故/, 'death'],
];

export const REFUNDS: readonly Pattern[] = [
  {
    name: 'death before the year',
    takes: ['参保人员完清次年缴费后,且在次年1月1日前死亡的,可由其法定继承人或指定受益人申请退还个人缴纳的医保费。'],
    leaves: ['参保人员死亡的,由家属办理停保。'],
    read: ({ text }) =>
      /死亡/.test(text) && BACK.test(text) && /1月1日前死亡|待遇享受期(?:开始)?前死亡/.test(text)
        ? [
            {
              part: 'way_out',
              ground: 'death',
              set: {
                'open.to': 'year_start - 1 days',
                ...(/继承人/.test(text) && { applicant: 'heir' }),
                back: 'all',
              },
            },
          ]
        : [],
  },
  {
    name: 'aid recognised after the payment',
    takes: ['对参保人员已按规定缴纳居民医保费后,获得有关部门批准享受资助参保资格的,按其应享受的资助额退还本人缴费。'],
    leaves: ['享受资助参保的对象,一律不退费。'],
    read: ({ text }) =>
      /资助(?:参保)?(?:资格|身份|条件)/.test(text) && /按其?应?(?:享受)?的?资助(?:额|金额|标准)(?:予以)?退/.test(text)
        ? [{ part: 'way_out', ground: 'aid_recognised', set: { back: 'aid' } }]
        : [],
  },
  {
    name: 'aid recognised in the period and after it',
    takes: [
      '动态调整前已参加居民医保的新增困难群体,集中参保缴费期内由医疗救助按规定给予资助,集中参保缴费期结束后个人参保缴费资金不退还。',
    ],
    leaves: ['集中缴费期结束后,已缴费用不退还。'],
    read({ text }) {
      if (!/(?:新增|新认定)[^,]{0,8}(?:群体|对象|人员)/.test(text)) return [];
      if (!/期内由[^,]{0,16}资助/.test(text) || !/期结束后[^。]{0,16}不(?:予)?退/.test(text)) return [];
      return [
        { part: 'way_out', ground: 'aid_recognised', set: { 'open.to': 'in_time', back: 'aid' } },
        { part: 'way_out', ground: 'aid_recognised', set: { 'open.from': 'in_time > next_day', back: 'none' } },
      ];
    },
  },
  {
    name: 'employee insurance',
    takes: ['对职工医保待遇正常后参加居民医保的,可由参保人员提出居民医保退费申请,核验符合条件的办理居民医保退费。'],
    leaves: ['职工医保个人账户可为家属缴费。', '参加职工医保后不予退费。'],
    read: ({ text }) =>
      /(?:参加|享受|转为)?职工(?:基本)?医(?:保|疗保险)/.test(text) &&
      BACK.test(text) &&
      !/不(?:予|再|得|能)?退/.test(text) &&
      !/前|内申请|日前/.test(text)
        ? [{ part: 'way_out', ground: 'employee_insurance', set: { back: 'all' } }]
        : [],
  },
  {
    name: 'grounds before the benefits begin',
    takes: [
      '参保人在集中缴费期内因重复参保、参加职工医保、死亡等原因,在待遇享受期开始前可申请退费。',
      '已缴费的居民在2025年1月1日前参加职工医保的,可申请退还个人缴费。',
    ],
    leaves: ['进入待遇享受期后,个人缴费不予退还。', '2025年1月1日前可申请退费。', '重复缴费的可申请退费。'],
    read({ text }) {
      if (!BEFORE_BENEFITS.test(text) || !BACK.test(text) || /不(?:予|再|得|能)?(?:办理)?退/.test(text)) return [];
      // Who dies before the year is read with his heirs.
      if (/1月1日前死亡/.test(text)) return [];
      return GROUNDS.filter(([is]) => is.test(text)).map(([, ground]) => ({
        part: 'way_out' as const,
        ground,
        set: { 'open.to': 'year_start - 1 days', back: 'all' },
      }));
    },
  },
  {
    name: 'tier changed in the period',
    takes: [
      '对上年集中筹资期参保人员申请变更当年居民医保档次或退费的,可由参保人员提出申请,在上年集中筹资期间自愿变更缴费档次或退费。',
    ],
    leaves: ['缴费后不能变更档次。'],
    read: ({ text }) =>
      /变更[^。]{0,10}档次或退费/.test(text) && /集中[^,]{0,6}期(?:间|内)?[^,]{0,4}(?:自愿|可)/.test(text)
        ? [
            {
              part: 'way_out',
              ground: ['change_of_tier', 'change_of_mind'],
              set: { 'open.to': 'in_time', back: 'all' },
            },
          ]
        : [],
  },
  {
    name: 'student who also paid as a resident',
    takes: ['大学生与普通居民本市内重缴,其中若已发生大学生医保待遇的,则退还其普通居民医保费。'],
    leaves: ['大学生按学制一次性缴纳。'],
    read: ({ text, before }) =>
      /大学生/.test(`${before}${text}`) && /退还其?普通居民/.test(text)
        ? [{ part: 'way_out', ground: 'duplicate_student', set: { back: 'ordinary_payment' } }]
        : [],
  },
  {
    name: 'student who leaves',
    takes: [
      '高校学生可按学制一次性缴纳居民医保费用,学制内调整个人缴费标准的不再补缴,出现转学、退学、参军等离校情形的可申请退取剩余年度的医保费用。',
    ],
    leaves: ['高校学生在学校所在地参保。'],
    read({ text }) {
      if (!/(?:高校|大)学生/.test(text)) return [];
      const leaving = /转学|退学|参军|应征入伍/.test(text) && BACK.test(text);
      const departures = [
        ...(/转学/.test(text) ? ['transfer'] : []),
        ...(/退学/.test(text) ? ['withdrawal'] : []),
        ...(/参军|入伍/.test(text) ? ['enlistment'] : []),
      ];
      return [
        ...(/按学制一次性缴(?:纳|费)/.test(text)
          ? [{ part: 'table' as const, field: 'student.lumpSum', value: true }]
          : []),
        ...(/学制内[^,]{0,14}不再补缴/.test(text)
          ? [{ part: 'table' as const, field: 'student.toppedUp', value: false }]
          : []),
        ...(leaving ? [{ part: 'table' as const, field: 'student.departures', value: departures }] : []),
        ...(leaving && /剩余年度/.test(text)
          ? [{ part: 'table' as const, field: 'student.remainingYears', value: 'years_not_begun' }]
          : []),
      ];
    },
  },
  {
    name: 'who applies and where',
    takes: ['因重复缴费等符合退费情形的,由缴费人向参保缴费地医保经办机构提出退费申请。'],
    leaves: ['由参保人员向税务部门申报。'],
    read: ({ text }) =>
      /由缴费人向[^,]{0,12}(?:经办机构|医保中心)(?:提出|申请)退费/.test(text)
        ? [
            { part: 'table', field: 'refund.applicant', value: 'payer' },
            { part: 'table', field: 'refund.applyAt', value: 'agency' },
          ]
        : [],
  },
];

const TELEPHONE = /(\p{Script=Han}{2,14}(?:中心|局|热线|大厅|窗口|分局))(?:咨询|服务)?(?:电话)?:?(0\d{2,3}-\d{7,8})/u;

export const PAPERS: readonly Pattern[] = [
  {
    name: 'delay of the query',
    takes: [
      '缴费人在社保缴费完成5个工作日后,才能查询到缴费入库记录。',
      '缴费完成3个~7个工作日后,才能查询缴费记录。',
      '完成缴费的,五个工作日后,可登录微信查询。',
    ],
    leaves: ['退费在5个工作日内办结。'],
    read({ text }) {
      const match = /([一二三四五六七八九十]|\d{1,2})(?:个)?(?:[~至-]([一二三四五六七八九十]|\d{1,2})个)?工作日后/.exec(
        text,
      );
      if (match === null || !/缴费/.test(text) || /退费/.test(text)) return [];
      const min = numberOf(match[1]);
      const max = match[2] === undefined ? min : numberOf(match[2]);
      return min === null || max === null ? [] : [{ part: 'table', field: 'notice.queryDelay', value: { min, max } }];
    },
  },
  {
    name: 'telephone of an agency',
    takes: ['潞州区医保中心:0355-2225095'],
    leaves: ['电话:010-63607677', '京ICP备16016777号'],
    read({ text }) {
      const match = TELEPHONE.exec(text);
      if (match === null) return [];
      const [, who = '', phone = ''] = match;
      const about = /税/.test(who) ? 'payment' : 'registration_and_benefits';
      return [{ part: 'table', field: 'notice.enquiries+', value: { about, who, phone } }];
    },
  },
  {
    name: 'option for the year',
    takes: ['日常缴费的选择“2025年”;特殊缴费的选择“特殊缴费”。', '正常缴费的选择“2026年”。'],
    leaves: ['请选择正确的参保地。'],
    read({ text }) {
      const ordinary = /(?:日常|正常|普通)缴费的?选择“([^”]{2,10})”/.exec(text)?.[1];
      const special = /特殊缴费的?选择“([^”]{2,10})”/.exec(text)?.[1];
      return [
        ...(ordinary === undefined
          ? []
          : [{ part: 'table' as const, field: 'notice.ordinaryOption', value: ordinary }]),
        ...(special === undefined ? [] : [{ part: 'table' as const, field: 'notice.specialOption', value: special }]),
      ];
    },
  },
  {
    name: 'which moment counts',
    takes: ['参保缴费时间节点的认定以税务部门征收时间为准。'],
    leaves: ['以税务部门公告为准。'],
    read: ({ text }) =>
      /以税务部门(?:的)?征收时间为准/.test(text)
        ? [{ part: 'table', field: 'notice.paymentDay', value: 'tax_collection' }]
        : [],
  },
  {
    name: 'number of the document',
    takes: ['汾政办发〔2022〕46号'],
    leaves: ['按照《关于做好居民医保工作的通知》(晋医保发〔2022〕11号)文件要求,开展工作。'],
    read({ text }) {
      const match = /^(\p{Script=Han}{2,10}[〔[【]20\d{2}[〕\]】](?:第)?\d{1,4}号)$/u.exec(text);
      return match === null ? [] : [{ part: 'table', field: 'documents.notice.number', value: match[1] ?? '' }];
    },
  },
  {
    name: 'day of the document',
    takes: ['2024年9月14日'],
    leaves: ['2024年9月14日起缴费。'],
    read({ text }) {
      const match = /^(20\d{2})年(\d{1,2})月(\d{1,2})日$/.exec(text);
      if (match === null) return [];
      const [, year = '', month = '', day = ''] = match;
      const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
      return [{ part: 'table', field: 'documents.notice.issuedOn', value }];
    },
  },
];
