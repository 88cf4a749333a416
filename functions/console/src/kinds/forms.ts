/** The forms by kind of case: what they ask, what is assessed while they are filled in, and what opens the case. */

import { RULES } from '../api/schema.ts';
import { objectIn } from '../decision/read-decision.ts';
import {
  APPLICANT_WORDS,
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  DEPARTURE_WORDS,
  GRADE_WORDS,
  GROUND_WORDS,
  LODGED_WORDS,
  MODE_WORDS,
  SCHEME_WORDS,
  TIER_WORDS,
} from '../words/dictionary.ts';
import { completeNumber } from './document-number.ts';
import type { Field } from './form-fields.ts';

type Json = Record<string, unknown>;

/** How something was paid. */
const PAID_MODES = Object.fromEntries(Object.entries(MODE_WORDS).filter(([mode]) => mode !== 'none'));

interface Form {
  title: string;
  /** Under which name it asks for the person whose case it will be. */
  who: 'person' | 'parent';
  fields: readonly Field[];
  /** The request of the dry run; null as long as it would be refused for what is plainly not there yet. */
  assessment(read: Json, today: string): Json | null;
  /** The same for the person whose number is there: with what the ledger and the lists know. */
  trial?(read: Json): Json | null;
  /** The body that opens the case. */
  opening(read: Json): Json;
}

const person = (name: string, label: string): Field => ({
  type: 'group',
  name,
  label,
  fields: [
    { type: 'text', name: 'name', label: '姓名', required: true },
    {
      type: 'document',
      name: 'idNumber',
      label: '证件号码',
      required: true,
      hint: '18 位身份证号码；出生日期由它得出',
    },
    { type: 'text', name: 'phone', label: '手机号码' },
  ],
});

const identities: Field = {
  type: 'list',
  name: 'identities',
  label: '困难身份',
  rare: true,
  item: '身份',
  fields: [
    { type: 'choice', name: 'category', label: '类别', words: CATEGORY_WORDS, required: true },
    { type: 'date', name: 'identifiedOn', label: '认定日期' },
    { type: 'choice', name: 'grade', label: '残疾等级', words: GRADE_WORDS, numeric: true },
    { type: 'date', name: 'certificateIssuedOn', label: '办证日期' },
    { type: 'date', name: 'assessedOn', label: '评定日期' },
  ],
};

const YEAR: Field = { type: 'number', name: 'coverageYear', label: '参保年度', required: true, hint: '如 2026' };

const LATE_PAYMENT: Form = {
  title: '逾期参保缴费',
  who: 'person',
  fields: [
    person('person', '参保人'),
    {
      type: 'group',
      name: 'facts',
      label: '参保',
      fields: [
        YEAR,
        {
          type: 'group',
          name: 'history',
          label: '参保史',
          hint: '三项至少填一项，决定等待期',
          fields: [
            { type: 'years', name: 'insuredYears', label: '已参保年度', hint: '如 2024、2025' },
            { type: 'years', name: 'lapsedYears', label: '断保年度', hint: '如 2023' },
            { type: 'flag', name: 'firstEnrolment', label: '首次参保' },
          ],
        },
        { type: 'choice', name: 'channel', label: '缴费渠道', words: CHANNEL_WORDS },
        { type: 'flag', name: 'student', label: '是学生' },
        {
          type: 'date',
          name: 'birthDate',
          label: '出生日期',
          rare: true,
          hint: '证件号码里没有的才填：护照、旧版永久居留证',
        },
        identities,
        {
          type: 'group',
          name: 'exit',
          label: '退出其他制度',
          rare: true,
          fields: [
            { type: 'choice', name: 'scheme', label: '制度', words: SCHEME_WORDS },
            { type: 'date', name: 'on', label: '退出日期' },
          ],
        },
        { type: 'number', name: 'repairYears', label: '修复年数', rare: true, hint: '补缴断保年度以缩短等待期' },
        {
          type: 'choice',
          name: 'tier',
          label: '缴费档次',
          rare: true,
          words: TIER_WORDS,
          hint: '只有分档的统筹区要填',
        },
        { type: 'number', name: 'months', label: '参保月数', rare: true, hint: '只有按月缴费的统筹区要填' },
      ],
    },
    { type: 'date', name: 'paidOn', label: '假定缴费日', hint: '只用于测算，不填为今天' },
  ],
  assessment({ facts, paidOn, person: who }, today) {
    const known = objectIn(facts);
    if (known.coverageYear === undefined) return null;
    const birthDate = birthDateOf(String(objectIn(who).idNumber ?? ''));
    return { ...known, ...(birthDate && { birthDate }), paidOn: paidOn ?? today };
  },
  trial({ facts, paidOn, person: who }) {
    const idNumber = idNumberOf(who);
    if (idNumber === null || objectIn(facts).coverageYear === undefined) return null;
    return { kind: 'late-payment', person: { idNumber }, facts, ...(paidOn !== undefined && { paidOn }) };
  },
  opening: ({ person: who, facts }) => ({ kind: 'late-payment', person: who, facts }),
};

const REFUND: Form = {
  title: '退费',
  who: 'person',
  fields: [
    person('person', '参保人'),
    {
      type: 'group',
      name: 'facts',
      label: '申请',
      fields: [
        YEAR,
        { type: 'choice', name: 'ground', label: '退费事由', words: GROUND_WORDS, required: true },
        { type: 'choice', name: 'applicant', label: '申请人', words: APPLICANT_WORDS, required: true },
        { type: 'choice', name: 'lodgedAt', label: '受理处', words: LODGED_WORDS },
        { type: 'date', name: 'eventOn', label: '事件日期', hint: '死亡、参加职工医保或认定身份之日' },
        {
          type: 'group',
          name: 'departure',
          label: '离校',
          fields: [
            { type: 'choice', name: 'kind', label: '情形', words: DEPARTURE_WORDS },
            { type: 'date', name: 'on', label: '离校日期' },
          ],
        },
        identities,
      ],
    },
    {
      type: 'list',
      name: 'payments',
      label: '缴费',
      item: '缴费',
      atLeast: 1,
      hint: '受理时按凭证号从台账核对；其余各项只用于测算',
      fields: [
        { type: 'text', name: 'id', label: '凭证号', required: true },
        { type: 'years', name: 'coverageYears', label: '缴费年度' },
        { type: 'date', name: 'paidOn', label: '缴费日期' },
        { type: 'money', name: 'amount', label: '金额（元）' },
        { type: 'choice', name: 'channel', label: '缴费渠道', words: CHANNEL_WORDS },
        { type: 'text', name: 'place', label: '缴费地区划代码', hint: '不填为本统筹区' },
        { type: 'text', name: 'payer', label: '缴费人', hint: '以台账为准' },
        { type: 'choice', name: 'mode', label: '缴费方式', words: PAID_MODES },
      ],
    },
    {
      type: 'group',
      name: 'account',
      label: '收款账户',
      fields: [
        {
          type: 'choice',
          name: 'kind',
          label: '种类',
          words: { card: '银行卡', account: '存折或对公账户' },
          required: true,
        },
        { type: 'text', name: 'holder', label: '户名', required: true },
        { type: 'text', name: 'bank', label: '开户银行', required: true },
        { type: 'text', name: 'number', label: '账号', required: true },
      ],
    },
  ],
  assessment({ facts, payments }, today) {
    const known = objectIn(facts);
    const paid = entriesOf(payments).filter(({ amount, paidOn, channel }) => amount && paidOn && channel);
    if (known.coverageYear === undefined || !known.ground || !known.applicant || paid.length === 0) return null;
    return {
      ...known,
      appliedOn: today,
      payments: paid.map((payment) => ({
        place: known.region,
        coverageYears: [known.coverageYear],
        ...payment,
      })),
    };
  },
  trial({ facts, payments, person: who }) {
    const idNumber = idNumberOf(who);
    const known = objectIn(facts);
    const vouchers = vouchersOf(payments);
    if (idNumber === null || known.coverageYear === undefined || vouchers.length === 0) return null;
    if (!known.ground || !known.applicant) return null;
    return { kind: 'refund', person: { idNumber }, facts: { ...known, vouchers } };
  },
  opening: ({ person: who, facts, payments, account }) => ({
    kind: 'refund',
    person: who,
    facts: { ...objectIn(facts), vouchers: vouchersOf(payments) },
    account,
  }),
};

const NEWBORN: Form = {
  title: '新生儿参保',
  who: 'parent',
  fields: [
    { type: 'text', name: 'birthCertificateNumber', label: '出生医学证明编号', required: true },
    { type: 'text', name: 'childName', label: '新生儿姓名' },
    { type: 'date', name: 'bornOn', label: '出生日期', required: true },
    person('parent', '父母一方'),
    identities,
    { type: 'date', name: 'registeredOn', label: '登记日期', hint: '只用于测算' },
    { type: 'date', name: 'paidOn', label: '假定缴费日', hint: '只用于测算' },
    { type: 'years', name: 'forYears', label: '缴费年度', hint: '只用于测算；出生当年、次年或两年，如 2025、2026' },
  ],
  assessment: ({ region, bornOn, registeredOn, paidOn, forYears, identities: given }, today) =>
    bornOn === undefined
      ? null
      : {
          region,
          bornOn,
          asOf: today,
          ...(registeredOn !== undefined && { registeredOn }),
          ...(paidOn !== undefined && { paidOn }),
          ...(forYears !== undefined && { forYears }),
          ...(given !== undefined && { identities: given }),
        },
  opening: ({ registeredOn: _registered, paidOn: _paid, forYears: _years, ...rest }) => ({ kind: 'newborn', ...rest }),
};

export const FORMS: Readonly<Record<string, Form>> = {
  'late-payment': LATE_PAYMENT,
  refund: REFUND,
  newborn: NEWBORN,
};

const vouchersOf = (payments: unknown): unknown[] => entriesOf(payments).flatMap(({ id }) => (id ? [id] : []));

/** Null while it is not complete. */
const idNumberOf = (who: unknown): string | null => completeNumber(String(objectIn(who).idNumber ?? ''));

/** Characters 7 to 14 of an id number; nothing where they are no date. */
function birthDateOf(idNumber: string): string | null {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(idNumber.trim()) ?? [];
  const date = `${year}-${month}-${day}`;
  return year !== undefined && !Number.isNaN(Date.parse(date)) ? date : null;
}

const entriesOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectIn) : []);

/** Of the facts that the form of a kind asks for, those that a correction takes; an id card tells the birth date itself. */
export function correctableFields(kind: keyof typeof RULES.correctable, known: object): readonly Field[] {
  const facts = FORMS[kind]?.fields.find(({ name }) => name === 'facts');
  const all: readonly string[] = RULES.correctable[kind];
  const taken = all.filter((name) => name !== 'birthDate' || 'identityDocument' in known);
  return facts?.type === 'group' ? facts.fields.filter(({ name }) => taken.includes(name)) : [];
}
