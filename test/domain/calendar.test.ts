import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  dateOfInstant,
  firstOfYear,
  isWorkingDay,
  lastOfYear,
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

/**
 * What the State Council's notices say: days off (first and last of each holiday), and weekend days that are worked.
 * 国办发明电〔2021〕11号, 〔2022〕16号, 〔2023〕7号, 〔2024〕12号, 〔2025〕7号.
 */
const CALENDAR: Record<string, { off: string; worked: string }> = {
  2022: {
    off: '01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31/12-31',
    worked: '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
  },
  2023: {
    off: '01-01/01-02 01-21/01-27 04-05/04-05 04-29/05-03 06-22/06-24 09-29/10-06',
    worked: '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
  },
  2024: {
    off: '01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10/06-10 09-15/09-17 10-01/10-07',
    worked: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  2025: {
    off: '01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08',
    worked: '01-26 02-08 04-27 09-28 10-11',
  },
  2026: {
    off: '01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07',
    worked: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};

describe('working days', () => {
  it.each(Object.entries(CALENDAR))('of %s are those of the State Council, day by day', (year, { off, worked }) => {
    const holidays = off.split(' ').map((days) => days.split('/').map((day) => localDate(`${year}-${day}`)));
    const makeUp = worked.split(' ').map((day) => `${year}-${day}`);
    const wrong: string[] = [];
    for (let day = firstOfYear(Number(year)); day <= lastOfYear(Number(year)); day = addDays(day, 1)) {
      const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
      const isOff = holidays.some(([first = day, last = day]) => first <= day && day <= last);
      if (isWorkingDay(day) !== (!isOff && (!isWeekend || makeUp.includes(day)))) wrong.push(day);
    }
    expect(wrong).toEqual([]);
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
