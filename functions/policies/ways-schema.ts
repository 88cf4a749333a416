/**
 * The JSON Schema of a table in the form of ways, for editors: names in Chinese, the words that may stand where, and red
 * lines while a policy officer types. What it cannot say (a day, a clause that is there) `npm run policies` says.
 */
import { MATERIALS, OCCASIONS } from '../domain/documents/materials.ts';
import type { JsonObject } from '../domain/policy.ts';
import { AID_CATEGORIES, CHANNELS, DISABILITIES, EVENTS } from '../domain/regions.ts';

const MATERIAL: JsonObject = { enum: [...MATERIALS] };
const text = (title: string): JsonObject => ({ title, type: ['string', 'number', 'boolean', 'object'] });
const words = (title: string, list: readonly string[]): JsonObject => ({
  title,
  anyOf: [{ enum: [...list] }, { type: 'array', items: { type: 'string' } }, { type: 'string' }],
});
const map = (title: string, properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  title,
  type: 'object',
  additionalProperties: false,
  properties: { by: text('这一段数值的条款'), note: text('说明'), name: text('中文名称'), ...properties },
  ...(required.length > 0 && { required: [...required] }),
});
const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });
const list = (items: JsonObject): JsonObject => ({ type: 'array', items });
const orSilent = (schema: JsonObject): JsonObject => ({ anyOf: [schema, { type: ['string', 'object'] }] });

const CONDITION = {
  anyOf: [
    { type: 'string', description: 'conditions 中的名称' },
    map('适用对象', {
      all: list(ref('condition')),
      any: list(ref('condition')),
      not: ref('condition'),
      and_the_like: text('等:没有列明的由人认定'),
      age: map('周岁', { from: text('满'), under: text('不满'), on: text('计算日') }),
      lapsed_years: map('断保年数', { from: text('满'), under: text('不满') }),
      sex: words('性别', ['female', 'male']),
      schooling: words('就读', ['none', 'kindergarten', 'school', 'vocational', 'college']),
      localSchool: { title: '在本地就读', type: 'boolean' },
      household: words('户籍', ['local', 'elsewhere', 'residence_permit']),
      tier: words('档次', ['low', 'high']),
      channel: words('缴费渠道', CHANNELS),
      category: words('人群', [...AID_CATEGORIES, 'any_aided']),
      recognised: ref('span'),
      disability: map('残疾', { grade: text('等级'), kind: words('类别', DISABILITIES) }),
      event: words('情形', Object.keys(EVENTS)),
      in: ref('span'),
      born: ref('span'),
      date: words('日期', ['certificate_issued', 'assessed', 'registration']),
      insured: text('参保:previous_year 或 { years_in_a_row: 2 }'),
      where: words('参保地', ['here', 'anywhere']),
      continuous: { title: '没有断保', type: 'boolean' },
      first_enrolment: { title: '首次参保', type: 'boolean' },
      parents: text('父母'),
      fact: text('facts 中的名称'),
      unsaid: text('没有说明时的读法'),
    }),
  ],
};

const WAY = map('办理情形', {
  kind: { title: '时段', enum: ['in_time', 'extension', 'late', 'anytime'] },
  who: ref('condition'),
  open: ref('window'),
  years: text('一次缴费所缴的年度'),
  cost: text('缴费:individual、both、none'),
  aid: text('资助:applies、none'),
  wait: text('等待期:3 months、90 days、none、table'),
  begins: text('待遇起始日'),
  ends: text('待遇终止日'),
  say: text('另有说明的条款'),
  part: text('待遇的一部分,如 1/2'),
  like: text('与另一情形相同'),
  allowed: text('能否办理'),
  before: text('排在哪一情形之前'),
});
const withYears: JsonObject = { type: ['array', 'string', 'number'] };

const WINDOW = map('办理时间', {
  from: text('起始日'),
  to: text('截止日'),
  monthly: { title: '每月缴费时间', type: ['array', 'object'] },
  holidays: text('逢节假日:moved、not_moved'),
  precision: { title: '只写到旬', enum: ['third_of_month'] },
});

const LINE = map('缴费标准', {
  who: ref('condition'),
  individual: text('个人缴费'),
  subsidy: text('财政补助'),
  per: words('计费单位', ['year', 'month']),
  alongside: { title: '一并收缴', type: 'object' },
});
const AID_LINE = map('资助', {
  who: ref('condition'),
  pays: text('本人缴纳'),
  aid: text('资助金额或百分比'),
  of: { title: '只资助某一档', type: 'object' },
  payer: text('资金来源'),
  parts: { title: '几方负担', type: 'array' },
  mode: { title: '缴费办法', enum: ['special', 'by_agency'] },
  list_from: text('名单的提供部门'),
});

export function waysFileSchema(): JsonObject {
  const named = (title: string): JsonObject => ({ title, type: 'object', additionalProperties: { type: 'string' } });
  const way = { ...WAY, properties: { ...Object(WAY.properties), years: withYears } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '统筹区和参保年度的政策表',
    type: 'object',
    additionalProperties: false,
    required: ['region', 'name', 'coverageYear', 'inForceFrom', 'documents', 'clauses', 'ways', 'otherwise'],
    properties: {
      region: { title: '行政区划代码', type: 'string', pattern: '^\\d{6}$' },
      name: { title: '统筹区', type: 'string' },
      coverageYear: { title: '参保年度', type: 'integer' },
      inForceFrom: { title: '施行日期', type: 'string' },
      revision: { title: '修订次数', type: 'integer' },
      why: { type: 'string' },
      documents: { title: '文件', type: 'object' },
      clauses: { title: '条款', type: 'object' },
      materials: {
        title: '申请材料（不写的按通常的清单）',
        type: 'object',
        propertyNames: { enum: [...OCCASIONS] },
        additionalProperties: {
          type: 'object',
          additionalProperties: false,
          required: ['required'],
          properties: { required: list(MATERIAL), optional: list(MATERIAL), clause: { type: 'string' } },
        },
      },
      take: { title: '采用的规定和读法', type: 'array', items: { type: 'string' } },
      groups: named('本地人群'),
      payers: named('本地负担方'),
      events: named('本地情形'),
      facts: named('须申报的事实'),
      conditions: { title: '有名称的条件', type: 'object', additionalProperties: ref('condition') },
      contribution: {
        title: '缴费标准',
        anyOf: [list(LINE), map('缴费标准', { per: text('计费单位'), places: text('小数位数'), lines: list(LINE) })],
      },
      aid: {
        title: '参保资助',
        anyOf: [
          list(AID_LINE),
          map('参保资助', {
            lines: list(AID_LINE),
            several: text('多重身份'),
            others: text('未列举的人群'),
            rounding: text('取整'),
            ordinary_forecloses: text('正常缴费后不能再办特殊缴费'),
          }),
        ],
      },
      who_may_join: ref('condition'),
      ways: {
        title: '办理情形',
        type: 'object',
        additionalProperties: { anyOf: [way, map('两种读法', { either: { type: 'array' } })] },
      },
      otherwise: text('其他人员和日期'),
      wait: { title: '等待期', type: 'object' },
      ends: text('待遇终止日'),
      january: text('年度开始前缴费的待遇起始日'),
      age_on: text('年龄的计算日'),
      aided: { title: '困难群体的范围', type: ['array', 'object'] },
      one_end: text('只写明一端的期限'),
      after_gap: text('集中期内缴费而未连续参保者的待遇起始日'),
      other_years: { title: '其他年度的个人缴费标准', type: 'object' },
      ways_out: { title: '退费', type: 'array' },
      refund: { title: '退费', type: 'object' },
      student: { title: '学生', type: 'object' },
      newborn: { title: '新生儿', type: 'object' },
      notice: { title: '缴费指引', type: 'object' },
      amendments: { title: '年度中间的变动', type: 'array' },
    },
    $defs: {
      condition: CONDITION,
      span: orSilent(map('期间', { from: text('起'), to: text('止') })),
      window: { anyOf: [WINDOW, list(WINDOW), { type: 'string' }] },
    },
  };
}
