/** A payment as the tax side exports it. */

import type { LocalDate } from '../calendar.ts';
import type { Li } from '../money.ts';
import { parseIdNumber } from '../person/id-card.ts';
import { DOCUMENT_RULE, type DocumentNumber, parseDocumentNumber } from '../person/identity-document.ts';
import { holdsPersonalNumber } from '../person/numbers-in-text.ts';
import { implausiblePaymentDay } from '../plausible.ts';
import { type CHANNELS, PAYMENT_CHANNEL_NAMES } from '../regions.ts';
import type { ReadRow, RowContext } from './kinds.ts';
import { openRowReader } from './read-row.ts';
import type { TableRow } from './read-table.ts';
import { defineColumn as column, type Template } from './template.ts';

type Channel = (typeof CHANNELS)[number];

export const MODE_NAMES = { ordinary: '正常缴费', special: '特殊缴费', by_agency: '集中代缴' } as const;
type PaymentMode = keyof typeof MODE_NAMES;

export interface PaymentRow {
  voucher: string;
  idNumber: DocumentNumber;
  region: string;
  coverageYears: number[];
  amount: Li;
  collectedOn: LocalDate;
  channel?: Channel;
  /** `insured`, `university:<code>`, or who else it was in words. */
  payer?: string;
  mode?: PaymentMode;
}

export const PAYMENT_TEMPLATE = {
  title: '缴费明细',
  version: '2026.1',
  columns: [
    column('voucher', '凭证号', true, 24, '税务凭证号,4 至 64 位字母、数字或连字符', '14118126000001'),
    column('idNumber', '身份证号码', true, 22, DOCUMENT_RULE, '11010519491231002X'),
    column('name', '姓名', false, 12, '可以不填', '张三'),
    column('region', '统筹区', true, 10, '6 位行政区划代码', '141181'),
    column('coverageYears', '参保年度', true, 12, '一个年度如 2026，或连续几年如 2026-2028', '2026'),
    column('amount', '金额', true, 12, '元，最多三位小数', '400.00'),
    column('collectedOn', '征收日期', true, 14, '年-月-日', '2025-12-01'),
    {
      ...column('channel', '缴费渠道', false, 14, '从列表中选择', '微信'),
      choices: Object.values(PAYMENT_CHANNEL_NAMES),
    },
    column('payer', '缴费人', false, 18, '“本人”，高校代缴填“university:院校代码”，或其他说明', '本人'),
    { ...column('mode', '缴费方式', false, 12, '从列表中选择', '正常缴费'), choices: Object.values(MODE_NAMES) },
  ],
} as const satisfies Template;
type Key = (typeof PAYMENT_TEMPLATE.columns)[number]['key'];

const PAYER = /^(?!.*\d{15})[^\p{C}]{1,40}$/u;

export function readPaymentRow(row: TableRow, { today, regions }: RowContext): ReadRow<PaymentRow> {
  const reader = openRowReader<Key>(PAYMENT_TEMPLATE, row);
  const voucher = reader.code('voucher', {
    fits: /^[A-Za-z0-9-]{4,64}$/,
    expected: '应为 4 至 64 位字母、数字或连字符',
  });
  const idNumber = reader.idNumber('idNumber');
  const region = reader.region('region', regions);
  const coverageYears = reader.years('coverageYears');
  const amount = reader.amount('amount');
  const collectedOn = reader.date('collectedOn');
  const channel = reader.choice('channel', PAYMENT_CHANNEL_NAMES);
  const payer = reader.text('payer', { fits: PAYER, expected: '应为“本人”、“university:院校代码”或 40 字以内的说明' });
  const mode = reader.choice('mode', MODE_NAMES);
  if (payer !== null && (holdsPersonalNumber(payer) || parseDocumentNumber(payer).ok)) {
    reader.report('payer', '不要写证件号码、手机号码或银行卡号', '应为“本人”、“university:院校代码”或 40 字以内的说明');
  }
  if (voucher !== null && parseIdNumber(voucher).ok) {
    reader.report('voucher', '是身份证号码', '应为 4 至 64 位字母、数字或连字符的凭证号');
  }
  if (collectedOn !== null && collectedOn > today) reader.report('collectedOn', '晚于今天', `应不晚于 ${today}`);
  const early = collectedOn && coverageYears && implausiblePaymentDay(collectedOn, coverageYears);
  if (early) reader.report('collectedOn', '征收日期不合常理', early);
  const { issues } = reader;
  if (
    issues.length > 0 ||
    voucher === null ||
    idNumber === null ||
    region === null ||
    coverageYears === null ||
    amount === null ||
    collectedOn === null
  ) {
    return { ok: false, issues };
  }
  return {
    ok: true,
    value: {
      voucher,
      idNumber,
      region,
      coverageYears,
      amount,
      collectedOn,
      ...(channel && { channel }),
      ...(payer !== null && { payer: readPayer(payer) }),
      ...(mode && { mode }),
    },
  };
}

function readPayer(text: string): string {
  if (text === '本人' || text === 'self' || text === 'insured') return 'insured';
  const code = /^(?:university|高校)[:\uFF1A](\d{5})$/.exec(text)?.[1];
  return code === undefined ? text : `university:${code}`;
}
