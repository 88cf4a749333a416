/** Reckoning with dates as the API writes them, `2026-03-10`. */

const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** What is left until a day, in words; the day itself still counts. */
export function timeLeft(today: string, due: string): { text: string; urgency: 'over' | 'soon' | 'later' } {
  const days = daysBetween(today, due);
  if (days < 0) return { text: `超期 ${-days} 天`, urgency: 'over' };
  if (days === 0) return { text: '今天到期', urgency: 'soon' };
  return { text: `剩 ${days} 天`, urgency: days <= 3 ? 'soon' : 'later' };
}
