import { describe, expect, test } from 'vitest';
import { parseScheduleExpression } from '../../infra/small-cloud/services/scheduler/schedule-expression.ts';

function nextTimes(expression: string, after: string, count: number, zone = 'Asia/Shanghai'): string[] {
  const times = parseScheduleExpression(expression, zone);
  if (times.kind !== 'cron') throw new Error('expected a cron expression');
  const found: string[] = [];
  for (let due = times.next(Date.parse(after)); due !== undefined && found.length < count; due = times.next(due)) {
    found.push(new Date(due).toISOString().replace(':00.000Z', 'Z'));
  }
  return found;
}

describe('cron', () => {
  test.each<[string, string, string, string[]]>([
    [
      'nine in the morning in Shanghai is one o’clock UTC',
      'cron(0 9 * * ? *)',
      '2026-03-10T01:00:00Z',
      ['2026-03-11T01:00Z'],
    ],
    ['one second before it is due', 'cron(0 9 * * ? *)', '2026-03-10T00:59:59Z', ['2026-03-10T01:00Z']],
    [
      'the date is Shanghai’s: the first of the month begins at 16:00 UTC',
      'cron(0 0 1 * ? *)',
      '2026-03-10T00:00:00Z',
      ['2026-03-31T16:00Z'],
    ],
    ['weekdays by name', 'cron(30 8 ? * MON-FRI *)', '2026-03-13T01:00:00Z', ['2026-03-16T00:30Z']],
    ['weekdays by number, 1 being Sunday', 'cron(0 8 ? * 1 *)', '2026-03-10T00:00:00Z', ['2026-03-15T00:00Z']],
    [
      'steps and lists',
      'cron(0/30 8,9 * * ? *)',
      '2026-03-10T00:00:00Z',
      ['2026-03-10T00:30Z', '2026-03-10T01:00Z', '2026-03-10T01:30Z'],
    ],
    [
      'the last day of the month',
      'cron(0 18 L * ? *)',
      '2026-02-01T00:00:00Z',
      ['2026-02-28T10:00Z', '2026-03-31T10:00Z'],
    ],
    ['29 February comes in leap years', 'cron(0 0 29 2 ? *)', '2026-03-10T00:00:00Z', ['2028-02-28T16:00Z']],
    ['a year that is over never comes', 'cron(0 0 1 1 ? 2025)', '2026-03-10T00:00:00Z', []],
  ])('%s', (_name, expression, after, expected) => {
    expect(nextTimes(expression, after, Math.max(1, expected.length))).toEqual(expected);
  });

  test('an hour that the clocks skip does not come on that day', () => {
    const found = nextTimes('cron(30 2 * * ? *)', '2026-03-28T12:00:00Z', 1, 'Europe/Berlin');
    expect(found).toEqual(['2026-03-30T00:30Z']);
  });
});

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(1 day)', 86_400_000],
])('%s is every %i ms', (expression, everyMs) => {
  expect(parseScheduleExpression(expression, 'UTC')).toEqual({ kind: 'rate', everyMs });
});

test.each([
  ['rate(0 minutes)', 'Asia/Shanghai'],
  ['every day', 'Asia/Shanghai'],
  ['cron(0 9 * * *)', 'Asia/Shanghai'],
  ['cron(0 9 * * * *)', 'Asia/Shanghai'],
  ['cron(0 9 15W * ? *)', 'Asia/Shanghai'],
  ['cron(0 9 ? * 6#3 *)', 'Asia/Shanghai'],
  ['cron(61 9 * * ? *)', 'Asia/Shanghai'],
  ['cron(0 9 * * ? *)', 'Asia/Atlantis'],
  ['cron(0 22-2 * * ? *)', 'Asia/Shanghai'],
  ['cron(0 9 ? * FRI-MON *)', 'Asia/Shanghai'],
  ['cron(0 9 1 NOV-FEB ? *)', 'Asia/Shanghai'],
  ['cron(0 9 30 2 ? *)', 'Asia/Shanghai'],
  ['cron(0 9 31 APR,JUN ? *)', 'Asia/Shanghai'],
  ['cron(0 9 29 2 ? 2027)', 'Asia/Shanghai'],
])('%s in %s is refused', (expression, zone) => {
  expect(() => parseScheduleExpression(expression, zone)).toThrow(RangeError);
});
