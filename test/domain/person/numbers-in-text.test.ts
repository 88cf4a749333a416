import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIdNumber } from '../../../functions/domain/person/id-card.ts';
import { holdsPersonalNumber, maskPersonalNumbers } from '../../../functions/domain/person/numbers-in-text.ts';
import { hasCardCheckDigit } from '../../../functions/domain/refund/payee-account.ts';

test.each([
  '本人 11010519491231002X 申请',
  '110105 19491231 002x',
  '电话13900000000',
  '退到 6200 0000 0000 0005',
  '补正\n13900000000',
  '13900000000',
  '139000 00000',
  '13900 00000 0',
  '+8613900000000',
  '0086-139-0000-0000',
  '139.0000.0000',
  '1390000000013911111111',
  '11010519491231002X13900000000',
  '2026031013900000000',
  '一三九零零零零零零零零',
  '１１０１０５１９４９１２３１００２Ｘ',
  '١٣٩٠٠٠٠٠٠٠٠',
  '①③⑨00000000',
  'tel:13900000000;',
  '案件 L141181-2026-AAAAAAAAAA 电话13900000000',
])('%j names somebody', (text) => expect(holdsPersonalNumber(text)).toBe(true));

test.each([
  '依据医保办函〔2021〕11号',
  '医保发〔2021〕23号、晋医保发〔2025〕13号',
  '凭证号 314018250900012345',
  '2026-03-10 已补正',
  '2026-03-10 15:30 来电,2025-11-03、2025-11-15 两笔,各400.00元',
  '案件 L141181-2026-AAAAAAAAAA',
  '案件 L141181-2026-7KAAAAAAAA',
  '支付指令 R141181-2026-7A3BCD4EF9-P1',
  '第13条第2款,条款 YC-13、A-01',
  '金额 1,380.00 元,应退 13900.00 元',
  '统筹区 141181,年度 2026',
  '一、二、三项材料齐全',
])('%j names nobody', (text) => expect(holdsPersonalNumber(text)).toBe(false));

test('what a bank says keeps the last four digits', () => {
  expect(maskPersonalNumbers('账号6200000000000005户名不符')).toBe('账号****0005户名不符');
  expect(maskPersonalNumbers('账号６２００ 0000-0000.0005户名不符,电话 139 0000 0001')).toBe(
    '账号****0005户名不符,电话 ****0001',
  );
});

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const day = fc
  .date({ min: new Date('1920-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
/** The one of eleven or ten last characters that makes a number right. */
const completed = (body: string, right: (number: string) => boolean): string =>
  [...'0123456789X'].map((last) => body + last).find(right) ?? body;
const idNumbers = fc
  .tuple(fc.constantFrom('141181', '110105', '440304'), day, digits(3))
  .map((parts) => completed(parts.join(''), (number) => parseIdNumber(number).ok));
const mobiles = fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), digits(9)).map((parts) => parts.join(''));
const cards = fc
  .tuple(fc.constantFrom('622848', '621700', '955880', '436742'), fc.constantFrom(9, 12).chain(digits))
  .map((parts) => completed(parts.join(''), (number) => !number.endsWith('X') && hasCardCheckDigit(number)));
const withCountry = fc.tuple(fc.constantFrom('', '86', '0086', '0'), mobiles).map((parts) => parts.join(''));
const numbers = fc.oneof(idNumbers, withCountry, cards);

const separator = fc.constantFrom(
  ...['', ' ', '  ', '\n', '\r\n', '\t', '-', '—', '–', '.', '。', '·', '_', '/', ',', ',', '、', '*', '(', ')', '|'],
  ...['\u200b', '\u00a0', '\u3000', '\u2028', '\u00ad', '\ufeff', '\u0301', ' - '],
);
const width = fc.constantFrom<(digit: string) => string>(
  (digit) => digit,
  (digit) => digit.replace(/\d/, (one) => String.fromCodePoint(0xff10 + Number(one))),
  (digit) => digit.replace(/\d/, (one) => String.fromCodePoint(0x1d7ce + Number(one))),
  (digit) => digit.replace(/\d/, (one) => String.fromCodePoint(0x0660 + Number(one))),
  (digit) => digit.replace('X', 'Ｘ').toLowerCase(),
);
/** As somebody may write it: each digit in its own width, anything that is no letter between. */
const written = (number: fc.Arbitrary<string>) =>
  number.chain((plain) =>
    fc
      .array(fc.tuple(separator, width), { minLength: plain.length, maxLength: plain.length })
      .map((ways) => [...plain].map((digit, at) => `${at === 0 ? '' : ways[at]?.[0]}${ways[at]?.[1](digit)}`).join('')),
  );
const before = fc.constantFrom('', '本人', '联系', 'tel ', '电话:', '+', '(86) ', '于2026年3月10日\n', '\n');
const behind = fc.constantFrom('', '。', '申请', ' ok', ',请回电', '\n已办');

describe('whatever separators and widths', () => {
  test('a number of a person is found', () => {
    fc.assert(
      fc.property(before, written(numbers), behind, (one, number, other) =>
        holdsPersonalNumber(`${one}${number}${other}`),
      ),
      { numRuns: 3000, seed: 20261129 },
    );
  });

  test('two numbers written together are found, and neither stays', () => {
    fc.assert(
      fc.property(numbers, numbers, before, (one, other, text) => {
        const masked = maskPersonalNumbers(`${text}${one}${other}`);
        return holdsPersonalNumber(`${one}${other}`) && !masked.includes(one) && !masked.includes(other);
      }),
      { numRuns: 3000, seed: 20261129 },
    );
  });

  test('no number stays in a text that was masked', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(written(numbers), behind), { maxLength: 5 }), (parts) => {
        const masked = maskPersonalNumbers(parts.join('说'));
        return !holdsPersonalNumber(masked);
      }),
      { numRuns: 2000, seed: 20261129 },
    );
  });
});

const year = fc.integer({ min: 1998, max: 2030 });
const small = fc.integer({ min: 1, max: 99 });
const date = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')));
const ordinary = fc.oneof(
  date.map((parts) => parts.join('-')),
  date.map(([y, m, d]) => `${y}年${m}月${d}日`),
  fc.integer({ min: 1, max: 9_999_999 }).map((cents) => `${(cents / 100).toFixed(2)}元`),
  fc.tuple(fc.constantFrom('医保发', '晋医保办函', '国办发'), year, small).map(([who, y, n]) => `${who}〔${y}〕${n}号`),
  fc.tuple(fc.constantFrom('YC', 'A', 'R'), small).map(([letter, n]) => `条款${letter}-${n}`),
  fc.stringMatching(/^[LRN]141181-20[0-9]{2}-[A-Z2-7]{9}[A-Z]$/).map((id) => `案件${id}`),
  fc.stringMatching(/^3[0-9]{17}$/).map((voucher) => `凭证${voucher}`),
  fc.stringMatching(/^V-20[0-9]{2}-[0-9]{6}$/).map((voucher) => `凭证${voucher}`),
);

test('ordinary text is let through: dates, amounts, documents, clauses, cases, vouchers', () => {
  const samples = fc.sample(fc.array(ordinary, { minLength: 1, maxLength: 4 }), { numRuns: 3000, seed: 20261129 });
  const refused = samples.map((parts) => parts.join(',')).filter(holdsPersonalNumber);
  // A voucher of 18 digits is the number of a citizen once in tens of thousands.
  expect(refused.length, refused.slice(0, 5).join('\n')).toBeLessThanOrEqual(2);
});

describe('a passport or an older residence card', () => {
  test.each([
    ['护照号码：E12345678，已核对', '护照号码:****678,已核对'],
    ['护照为 USA E1234 5678', '护照为 ****678'],
    ['passport no. kor m12345678', 'passport no. ****678'],
    ['证件ＵＳＡ110190030712', '证件****712'],
    ['护照No.E12345678；护照编号 E87654321', '护照No.****678;护照编号 ****321'],
    ['护照（美国）\u200BE1234\u200B5678', '护照(美国)****678'],
    ['与 usa e12345678 是同一人', '与 ****678 是同一人'],
  ])('%s is found, and masked', (text, masked) => {
    expect([holdsPersonalNumber(text), maskPersonalNumbers(text)]).toEqual([true, masked]);
  });

  test.each([
    '护照2026-03-10到期',
    '已核对护照原件',
    '凭证 TAX110190030712',
    '护照由本人保管，凭证 YC-2026',
    '凭证 INV E12345678',
  ])('%s is let through', (text) => {
    expect([holdsPersonalNumber(text), maskPersonalNumbers(text)]).toEqual([false, text]);
  });
});
