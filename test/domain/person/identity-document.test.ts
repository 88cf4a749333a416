import { describe, expect, test } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import {
  birthDateIn,
  canBeBornOn,
  kindOfDocument,
  parseDocumentNumber,
} from '../../../functions/domain/person/identity-document.ts';
import { maskPerson } from '../../../functions/domain/person/masking.ts';
import { NATIONALITY_NAMES } from '../../../functions/domain/person/nationalities.ts';

const CHECK = '10X98765432';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** With the check digit of GB 11643. */
const numbered = (body: string): string =>
  body + CHECK.charAt([...body].reduce((sum, digit, at) => sum + Number(digit) * (WEIGHTS[at] ?? 0), 0) % 11);

function read(text: string) {
  const result = parseDocumentNumber(text);
  if (!result.ok) throw new Error(result.fault);
  return result.number;
}

describe('a document is told by its number', () => {
  test.each([
    [numbered('11010519491231002'), 'id_card', '1949-12-31'],
    [numbered('81000019900307013'), 'hmt_residence_permit', '1990-03-07'],
    [numbered('82000020010229013').replace('20010229', '20010228'), null, null],
    [numbered('83000020010228013'), 'hmt_residence_permit', '2001-02-28'],
    [numbered('91184019900307013'), 'permanent_residence', '1990-03-07'],
    ['USA110190030712', 'permanent_residence', null],
    ['USA E12345678', 'passport', null],
  ])('%s is of %s, with the birthday %s', (number, kind, birthday) => {
    if (kind === null) return expect(parseDocumentNumber(number)).toEqual({ ok: false, fault: 'check_digit' });
    return expect([kindOfDocument(read(number)), birthDateIn(number)]).toEqual([kind, birthday]);
  });

  test.each([
    ' usa e12345678 ',
    'USA-E1234 5678',
    '护照 USA E12345678',
    '护照：usa/E12345678',
    'ＵＳＡ　Ｅ１２３４５６７８',
  ])('%s is the same passport', (typed) => {
    expect(read(typed)).toBe('USA E12345678');
  });

  test('one number of two nationalities is two people’s, and neither is the bare number’s', () => {
    expect(new Set(['USA E12345678', 'KOR E12345678'].map(read)).size).toBe(2);
    expect(parseDocumentNumber('E12345678')).toEqual({ ok: false, fault: 'nationality_missing' });
  });
});

test.each([
  ['QQQ E12345678', 'nationality'],
  ['QQQ110190030712', 'nationality'],
  ['HKG E12345678', 'residence_permit'],
  ['USA E123', 'passport_number'],
  ['USA ABCDEFGH', 'passport_number'],
  [`USA ${'1'.repeat(21)}`, 'passport_number'],
  ['CHN 11010519491231002X', 'passport_is_id_number'],
  ['USA110190130712', 'card_birth_date'],
  ['USA E1234\u200B5678', 'hidden'],
  ['护照 E12345678', 'nationality_missing'],
  ['11010519491231002Y', 'shape'],
  ['1'.repeat(10_000), 'shape'],
  [`USA ${'E'.repeat(10_000)}1`, 'shape'],
  ['USA <script>1', 'passport_number'],
])('%.40s is refused: %s', (typed, fault) => {
  expect(parseDocumentNumber(typed)).toEqual({ ok: false, fault });
});

test('an older card has a birthday without its century, a passport none', () => {
  const days = ['1990-03-07', '1990-03-08'].map(localDate);
  expect(days.map((day) => canBeBornOn('USA110190030712', day))).toEqual([true, false]);
  expect(days.map((day) => canBeBornOn('USA E12345678', day))).toEqual([true, true]);
  expect(days.map((day) => canBeBornOn(numbered('91184019900307013'), day))).toEqual([true, false]);
});

test('at least half of a passport’s number is hidden', () => {
  const masked = ['USA E12345678', 'KOR M1234', 'VNM A1B2C3D'].map(
    (idNumber) => maskPerson({ idNumber, name: '' }).idNumber,
  );
  expect(masked).toEqual(['护照 USA E*****678', '护照 KOR M**34', '护照 VNM A****3D']);
});

test('nationalities are those of ISO 3166 and the three of ICAO 9303 for people without one', () => {
  const codes = Object.keys(NATIONALITY_NAMES);
  expect([codes.length, codes.filter((code) => !/^[A-Z]{3}$/.test(code))]).toEqual([249, []]);
  expect(['CHN', 'USA', 'KOR', 'XXA'].map((code) => NATIONALITY_NAMES[code])).toEqual([
    '中国',
    '美国',
    '韩国',
    '无国籍人',
  ]);
});
