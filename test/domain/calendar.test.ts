import { describe, expect, it } from 'vitest';
import {
  addMonths,
  ageOn,
  dateOfInstant,
  isWorkingDay,
  localDate,
  workingDaysAfter,
} from '../../functions/domain/calendar.ts';
import { formatYuan, parseYuan } from '../../functions/domain/money.ts';

describe('months', () => {
  it.each([
    ['2026-03-10', 3, '2026-06-10'],
    ['2025-03-31', 3, '2025-06-30'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2023-11-29', 3, '2024-02-29'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(localDate(from), months)).toBe(to);
  });
});

describe('working days', () => {
  it.each([
    ['2022-10-08', true, 'make-up Saturday of the National Day of 2022'],
    ['2023-06-25', true, 'make-up Sunday of the Dragon Boat Festival of 2023'],
    ['2024-02-18', true, 'make-up Sunday of the Spring Festival of 2024'],
    ['2024-10-07', false, 'National Day of 2024'],
    ['2025-01-26', true, 'make-up Sunday of the Spring Festival of 2025'],
    ['2025-02-04', false, 'Spring Festival of 2025'],
    ['2026-02-14', true, 'make-up Saturday of the Spring Festival of 2026'],
    ['2026-02-23', false, 'Spring Festival of 2026'],
    ['2026-03-14', false, 'an ordinary Saturday'],
  ])('%s: %s (%s)', (day, working) => {
    expect(isWorkingDay(localDate(day))).toBe(working);
  });

  it('are counted without the first day, over the October holiday', () => {
    expect(workingDaysAfter(localDate('2024-09-25'), 5)).toBe('2024-10-08');
    expect(workingDaysAfter(localDate('2025-02-24'), 5)).toBe('2025-03-03');
  });
});

describe('dates', () => {
  it('are local to Shanghai', () => {
    expect(dateOfInstant('2026-03-09T16:00:00Z')).toBe('2026-03-10');
    expect(dateOfInstant('2026-03-09T15:59:59Z')).toBe('2026-03-09');
  });
  it('give a full year of age on the birthday', () => {
    expect(ageOn(localDate('2007-03-10'), localDate('2025-03-09'))).toBe(17);
    expect(ageOn(localDate('2007-03-10'), localDate('2025-03-10'))).toBe(18);
  });
  it.each(['2026-02-29', '2026-13-01', '20260301', '2026-3-1'])('do not include %s', (text) => {
    expect(() => localDate(text)).toThrow(RangeError);
  });
});

describe('money', () => {
  it.each([
    ['38.454', 38454, '38.454'],
    ['400', 400000, '400.00'],
    ['0.5', 500, '0.50'],
    ['1070.00', 1070000, '1070.00'],
  ])('%s is %i 厘 and reads %s', (text, amount, shown) => {
    const parsed = parseYuan(text);
    expect(parsed).toBe(amount);
    expect(parsed === null ? null : formatYuan(parsed)).toBe(shown);
  });
  it.each(['400.0001', '-1', '1e3', '', '01', '4 00', '9999999999'])('does not include %j', (text) => {
    expect(parseYuan(text)).toBeNull();
  });
});
