/** Periods of whole months that a page of figures can show. */
export const PERIOD_WORDS = {
  month: '本月',
  before: '上月',
  quarter: '近 3 个月',
  half: '近 6 个月',
  twelve: '近 12 个月',
  year: '今年',
} as const;

/** @param today `2026-03-10` */
export function monthsOf(period: string, today: string): { fromMonth: string; toMonth: string } {
  const now = today.slice(0, 7);
  switch (period) {
    case 'before':
      return { fromMonth: monthBefore(now, 1), toMonth: monthBefore(now, 1) };
    case 'quarter':
      return { fromMonth: monthBefore(now, 2), toMonth: now };
    case 'half':
      return { fromMonth: monthBefore(now, 5), toMonth: now };
    case 'twelve':
      return { fromMonth: monthBefore(now, 11), toMonth: now };
    case 'year':
      return { fromMonth: `${now.slice(0, 4)}-01`, toMonth: now };
    default:
      return { fromMonth: now, toMonth: now };
  }
}

function monthBefore(month: string, count: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - count;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** `2026-03` as `2026 年 3 月`. */
export const monthAsRead = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;

export const periodAsRead = (from: string, to: string): string =>
  from === to ? monthAsRead(to) : `${monthAsRead(from)}至 ${monthAsRead(to)}`;
