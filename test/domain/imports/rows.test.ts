import { describe, expect, test } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import { readAidRow } from '../../../functions/domain/imports/aid-row.ts';
import type { Cell } from '../../../functions/domain/imports/cell.ts';
import { PAYMENT_TEMPLATE, readPaymentRow } from '../../../functions/domain/imports/payment-row.ts';
import { restoreRow, shortenRow } from '../../../functions/domain/imports/stored-cells.ts';

const fullWidth = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));

const context = { today: localDate('2026-03-10'), regions: ['141181'] };
const good = {
  voucher: '14118126000001',
  idNumber: '11010519491231002X',
  name: '',
  region: '141181',
  coverageYears: '2026',
  amount: '400.00',
  collectedOn: '2025-12-01',
  channel: '微信',
  payer: '本人',
  mode: '',
};
type Parts = Partial<Record<keyof typeof good, string | Cell>>;

const read = (parts: Parts) => {
  const cells = PAYMENT_TEMPLATE.columns.map(({ key }): Cell => {
    const given = parts[key] ?? good[key];
    return typeof given === 'string' ? { text: given, form: 'text' } : given;
  });
  return readPaymentRow(restoreRow(shortenRow({ row: 3, cells })), context);
};
const issuesOf = (parts: Parts): string[] => {
  const result = read(parts);
  return result.ok ? [] : result.issues.map(({ column, message, expected }) => `${column}：${message}，${expected}`);
};

test('a payment is read as the tax side writes it', () => {
  expect(read({})).toEqual({
    ok: true,
    value: {
      voucher: '14118126000001',
      idNumber: '11010519491231002X',
      region: '141181',
      coverageYears: [2026],
      amount: 400_000,
      collectedOn: '2025-12-01',
      channel: 'wechat',
      payer: 'insured',
    },
  });
});

test.each<[string, Parts, object]>([
  ['years in a range', { coverageYears: '2026-2028' }, { coverageYears: [2026, 2027, 2028] }],
  ['years one by one', { coverageYears: '2028、2026' }, { coverageYears: [2026, 2028] }],
  ['a date as Excel shows it', { collectedOn: { text: '46000', form: 'date' } }, { collectedOn: '2025-12-09' }],
  ['a date with slashes', { collectedOn: '2025/12/1' }, { collectedOn: '2025-12-01' }],
  ['a date of eight digits', { collectedOn: '20251201' }, { collectedOn: '2025-12-01' }],
  ['a university as the payer', { payer: '高校:10108' }, { payer: 'university:10108' }],
  ['a university behind a full-width colon', { payer: '高校\uFF1A10108' }, { payer: 'university:10108' }],
  ['years between full-width commas', { coverageYears: '2026\uFF0C2027' }, { coverageYears: [2026, 2027] }],
  ['a channel by its code', { channel: 'wechat' }, { channel: 'wechat' }],
  ['a passport with its nationality', { idNumber: '护照 usa e12345678' }, { idNumber: 'USA E12345678' }],
  ['an older residence card', { idNumber: 'USA110190030712' }, { idNumber: 'USA110190030712' }],
  ['text that we made harmless', { payer: "'=甲" }, { payer: '=甲' }],
])('%s is understood', (_what, parts, value) => {
  expect(read(parts)).toMatchObject({ ok: true, value });
});

describe('a row says what is wrong and what would be right', () => {
  test.each<[string, Parts, RegExp]>([
    ['a wrong check digit', { idNumber: '110105194912310021' }, /^身份证号码：校验位不正确，请按身份证逐位核对$/],
    ['17 digits', { idNumber: '11010519491231002' }, /不是 18 位号码（共 17 位）/],
    ['a birth date that is none', { idNumber: '11010519491331002X' }, /出生日期不存在/],
    ['scientific notation', { idNumber: '1.10101E+17' }, /科学计数法.*文本/],
    ['scientific notation in an XLSX', { idNumber: { text: '1.1010519491231E+17', form: 'number' } }, /科学计数法/],
    ['digits that Excel made 0', { idNumber: { text: '110105194912310000', form: 'number' } }, /第 15 位以后/],
    ['full-width digits', { idNumber: fullWidth('110105194912310029') }, /全角.*半角：1101\*+0029/],
    ['a passport without its nationality', { idNumber: 'E12345678' }, /没有写国籍，应写作国籍三位字母.*USA E12345678/],
    ['a nationality that is none', { idNumber: 'QQQ E12345678' }, /不是国籍代码，应为 ISO 3166/],
    ['a full-width passport', { idNumber: 'USA Ｅ12345678' }, /全角.*半角：护照 USA E\*+678/],
    ['zeros lost', { voucher: { text: '126000001', form: 'number' } }, /开头的 0 可能已丢失.*文本/],
    ['a formula', { amount: { text: '400', form: 'formula' } }, /公式.*粘贴/],
    ['an error of Excel', { amount: '#REF!' }, /错误值/],
    ['a serial number for a date', { collectedOn: '46000' }, /日期序号，应写作 2025-12-09/],
    ['a day that is none', { collectedOn: '2025-02-30' }, /不是存在的日期/],
    ['a day to come', { collectedOn: '2026-03-11' }, /晚于今天/],
    ['an amount with commas', { amount: '1,400.00元' }, /应写作 1400\.00/],
    ['no amount', { amount: '0' }, /大于 0/],
    ['a region of others', { region: '140400' }, /不在您负责的统筹区内，应为 141181/],
    ['a channel that is none', { channel: '飞鸽' }, /应为以下之一：微信/],
    ['10,000 characters', { payer: '长'.repeat(501) }, /超过 200 个字符/],
    ['an id number as the payer', { payer: '110105194912310021' }, /缴费人/],
    ['a passport as the payer', { payer: 'USA E12345678' }, /缴费人/],
    ['nothing where something must be', { voucher: ' ' }, /^凭证号：没有填写/],
  ])('%s', (_what, parts, message) => {
    const issues = issuesOf(parts);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(message);
  });

  test('all of it at once, and never a whole id number', () => {
    const result = read({ idNumber: '110105194912310021', amount: 'x', region: 'y', payer: '110105194912310021' });
    const columns = result.ok ? [] : result.issues.map(({ column }) => column);
    expect(columns).toEqual(['身份证号码', '统筹区', '金额', '缴费人']);
    expect(JSON.stringify(result)).not.toContain('110105194912310021');
    expect(JSON.stringify(read({ payer: 'USA X7654321', idNumber: 'X7654321' }))).not.toContain('X7654321');
    const inOthers = { voucher: 'USA X7654321', channel: '护照 X7654321 现金', region: '家长 USA X7654321' };
    expect(JSON.stringify(read(inOthers))).not.toContain('X7654321');
    expect(JSON.stringify(read({ voucher: '11010519491231002X' }))).not.toContain('11010519491231002X');
  });
});

test('a person who left an aid list left it after joining it', () => {
  const cells = ['11010519491231002X', '', '低保对象', '2025-06-01', '2025-05-31', '孝义市民政局'];
  const result = readAidRow(restoreRow([3, cells, 'tttttt']), context);
  expect(result).toMatchObject({ ok: false, issues: [{ column: '退出日期', expected: '应不早于 2025-06-01' }] });
});
