import { describe, expect, test } from 'vitest';
import {
  foundBy,
  foundByStudentNumber,
  readTyped,
  studentLookedFor,
} from '../../../functions/domain/person/found-by.ts';
import { idNumber } from '../../api/people.ts';

const someone = { idNumber: idNumber(1), name: '欧阳·试一', phone: '13900000001' };

/** Whether somebody is listed under what was typed. */
function finds(typed: string, person = someone): boolean {
  const read = readTyped(typed);
  const [first] = read.ok ? read.readings : [];
  if (first?.kind !== 'person') return false;
  const { term, also } = first.lookedFor;
  return foundBy(person).some((one) => one.term === term && (also === undefined || one.also.includes(also)));
}

describe('a person is found', () => {
  test.each([
    ['by the whole name', '欧阳·试一'],
    ['by the name without its dot, or with another', '欧阳试一'],
    ['by the name with blanks', ' 欧 阳 • 试一 '],
    ['by the phone', '13900000001'],
    ['by the phone as people write it', '+86 139-0000-0001'],
    ['by the phone in full-width digits', '１３９００００００１'.replace('００００００', '０００００００')],
    ['by birthday and surname', '1985-05-17 欧'],
    ['by birthday and name, the other way round', '欧阳试一 1985年5月17日'],
    ['by birthday without marks and the last four', `19850517 ${idNumber(1).slice(-4)}`],
    ['by the last four and birthday', `${idNumber(1).slice(-4).toLowerCase()} 1985.5.17`],
  ])('%s', (_how, typed) => {
    expect(finds(typed)).toBe(true);
  });

  test.each([
    ['a part of the name', '欧阳'],
    ['another surname with the birthday', '1985-05-17 阳'],
    ['another day with the surname', '1985-05-18 欧'],
    ['the phone but for a digit', '13900000002'],
  ])('not by %s', (_how, typed) => {
    expect(finds(typed)).toBe(false);
  });
});

test.each([
  ['l141181-2026-abcdefghij', [{ kind: 'case', caseId: 'L141181-2026-ABCDEFGHIJ' }]],
  [idNumber(1).toLowerCase(), [{ kind: 'id_number', idNumber: idNumber(1) }]],
  [` ${idNumber(1).slice(0, 6)} ${idNumber(1).slice(6)}`, [{ kind: 'id_number', idNumber: idNumber(1) }]],
  [
    'P2026-000123',
    [
      { kind: 'voucher', voucher: 'P2026-000123' },
      { kind: 'student', studentNumber: 'P2026-000123' },
    ],
  ],
  ['usa e12345678', expect.arrayContaining([{ kind: 'id_number', idNumber: 'USA E12345678' }])],
  ['\u202aUSA E1234\u200b5678\u202c', expect.arrayContaining([{ kind: 'id_number', idNumber: 'USA E12345678' }])],
  ['USA110190030712', expect.arrayContaining([{ kind: 'id_number', idNumber: 'USA110190030712' }])],
  ['e12345678', expect.arrayContaining([{ kind: 'passport', lookedFor: { term: 'passport E12345678' } }])],
  ['20230101', expect.arrayContaining([{ kind: 'student', studentNumber: '20230101' }])],
  ['13900000001', expect.arrayContaining([{ kind: 'student', studentNumber: '13900000001' }])],
])('%s is read as all that it may be, the likelier first', (typed, readings) => {
  expect(readTyped(typed)).toEqual({ ok: true, readings });
});

test.each([
  '%',
  '郭',
  '*',
  'a',
  '护照 <script>',
  '护照 E1234\u200B5678',
  '<script>alert(1)</script>',
  '1985-05-17',
  '1985-13-40 郭',
  '141199198505170019',
])('%s finds nothing, and it is said what would do', (typed) => {
  expect(readTyped(typed)).toMatchObject({ ok: false, message: expect.stringMatching(/请|应/) });
});

test('a student is found by the number in either case and in full width, of its own university where one is named', () => {
  const listed = foundByStudentNumber('ab-2023-01', '10108');
  const finds = (typed: string, university?: string) => {
    const { term, also } = studentLookedFor(typed, university);
    return term === listed.term && (also === undefined || listed.also.includes(also));
  };
  expect(['AB-2023-01', 'ａｂ-2023-01 '].map((typed) => finds(typed))).toEqual([true, true]);
  expect([finds('ab-2023-01', '10108'), finds('ab-2023-01', '10109'), finds('ab-2023-02')]).toEqual([
    true,
    false,
    false,
  ]);
});
