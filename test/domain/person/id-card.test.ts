import { describe, expect, test } from 'vitest';
import { birthDateOf, parseIdNumber, sexOf } from '../../../functions/domain/person/id-card.ts';
import { maskName, maskPerson } from '../../../functions/domain/person/masking.ts';

// The two numbers that GB 11643-1999 itself gives as examples.
const EXAMPLES = ['11010519491231002X', '440524188001010014'] as const;

function read(text: string) {
  const result = parseIdNumber(text);
  if (!result.ok) throw new Error(result.fault);
  return result.idNumber;
}

describe('an id number', () => {
  test.each(EXAMPLES)('%s of the standard is accepted', (number) => {
    expect(read(number)).toBe(number);
  });

  test('gives birth date and sex', () => {
    expect([birthDateOf(read(EXAMPLES[0])), sexOf(read(EXAMPLES[0]))]).toEqual(['1949-12-31', 'female']);
    expect([birthDateOf(read(EXAMPLES[1])), sexOf(read(EXAMPLES[1]))]).toEqual(['1880-01-01', 'male']);
  });

  test('of 15 digits is the same person as the one of 18', () => {
    expect(read('110105491231002')).toBe('11010519491231002X');
  });

  test('may be typed with a small x and spaces around it', () => {
    expect(read(' 11010519491231002x ')).toBe('11010519491231002X');
  });

  test.each([
    ['110105194912310021', 'check_digit', 'a wrong check digit'],
    ['440524188001010024', 'check_digit', 'a digit mistyped in the middle'],
    ['440524188010010014', 'check_digit', 'two digits exchanged'],
    ['110105194902290029', 'birth_date', '29 February of a year that has none'],
    ['110105491331002', 'birth_date', 'a thirteenth month in 15 digits'],
    ['1101051949123100', 'shape', '16 digits'],
    ['11010519491231002Y', 'shape', 'another letter'],
    ['', 'shape', 'nothing'],
  ])('%s is refused: %s (%s)', (text, fault) => {
    expect(parseIdNumber(text)).toEqual({ ok: false, fault });
  });
});

describe('a masked person', () => {
  test('keeps four characters of the id number at each end, three and four of the phone number', () => {
    expect(maskPerson({ idNumber: EXAMPLES[0], name: '李小明', phone: '13912345678' })).toEqual({
      idNumber: '1101**********002X',
      name: '李*明',
      phone: '139****5678',
    });
  });

  test.each([
    ['王芳', '王*'],
    ['李小明', '李*明'],
    ['欧阳小明', '欧**明'],
    ['𠮷野家', '𠮷*家'],
  ])('%s is shown as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});
