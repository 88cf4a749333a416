/** A day is an anchor and steps, read from left to right. */
import { expect, test } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import { dayText, durationText } from '../../../functions/domain/reading/day-text.ts';
import { dayOf } from '../../../functions/domain/ways/day.ts';

const words = { ways: ['in_time'], events: ['moved_in'] };

function reckon(text: string, wait?: string): string | null {
  const day = dayText(words)(text);
  if (!day.ok) throw new Error(day.message);
  const waited = wait === undefined ? undefined : durationText(wait);
  return dayOf(day.value, {
    year: 2025,
    payment: localDate('2025-03-31'),
    birth: localDate('2024-11-30'),
    event: localDate('2025-01-15'),
    wait: waited?.ok ? waited.value : undefined,
    lastDayOf: (way) => (way === 'in_time' ? localDate('2025-02-25') : null),
    eventOn: () => localDate('2025-02-01'),
  });
}

test.each([
  ['payment > next_day', '2025-04-01'],
  ['payment > month_start + 3 months', '2025-06-01'],
  ['payment > next_month + 6 months', '2025-10-01'],
  ['payment + 3 months', '2025-06-30'],
  ['payment + 1 months', '2025-04-30'],
  ['birth', '2024-11-30'],
  ['birth + 3 months', '2025-02-28'],
  ['birth + 90 days', '2025-02-28'],
  ['birth + 90 days counting the first', '2025-02-27'],
  ['event + 90 days', '2025-04-15'],
  ['moved_in > next_month', '2025-03-01'],
  ['in_time > next_day', '2025-02-26'],
  ['later of birth and event', '2025-01-15'],
  ['year_start - 1 days', '2024-12-31'],
  ['birth_year_end', '2024-12-31'],
  ['next_year_start', '2026-01-01'],
])('%s is %s', (text, day) => expect(reckon(text)).toBe(day));

test('a wait in months ends on the corresponding day, one in days after so many days', () => {
  expect(reckon('payment + wait', '3 months')).toBe('2025-06-30');
  expect(reckon('payment + wait', '90 days')).toBe('2025-06-29');
  expect(reckon('payment > month_start + wait', 'at least 3 months')).toBe('2025-06-01');
});

test('a day counted from the payment is never before the year that is paid for, unless the text says so', () => {
  const before = (text: string) => {
    const day = dayText(words)(text);
    const anchors = { year: 2025, payment: localDate('2024-10-10'), lastDayOf: () => null, eventOn: () => null };
    return day.ok ? dayOf(day.value, anchors) : null;
  };
  expect(before('payment > next_day')).toBe('2025-01-01');
  expect(before('payment > next_day > may_precede_year')).toBe('2024-10-11');
});

test.each([
  ['paymant', /是否想写 payment/],
  ['payment > nextday', /是否想写 next_day/],
  ['payment + 3', /应为月数或天数/],
  ['payment + 900 days', /至多 24 个月或 400 天/],
  ['2025-02-30', /不是存在的日期/],
  ['payment > next_day > next_day > next_day > next_day > next_day', /至多写 4 步/],
])('%s is refused', (text, message) => {
  const day = dayText(words)(text);
  expect(day.ok ? '' : day.message).toMatch(message);
});
