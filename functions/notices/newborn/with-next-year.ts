/** The letter that a year is paid also says what comes next: nobody takes one year's payment for two. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { Notice } from '../notice.ts';
import { yuan } from '../words.ts';

export interface NextYear {
  coverageYear: number;
  /** Null where no table says it yet, or the day has passed. */
  lastDay: LocalDate | null;
  /** Decimal yuan; null where no table says it yet. */
  amount: string | null;
}

/** Behind who is told, what was paid, and from when to when it insures. */
const BEFORE = 3;

/** @param next null where no year is covered */
export function withNextYear({ title, body }: Notice, next: NextYear | null): Notice {
  return next === null ? { title, body } : { title, body: body.toSpliced(BEFORE, 0, lineOf(next)) };
}

function lineOf({ coverageYear, lastDay, amount }: NextYear): string {
  const cost = amount === null ? '' : `，缴费 ${yuan(amount)}`;
  if (lastDay !== null) return `${coverageYear} 年度须另行缴费：最后缴费日是 ${lastDay}${cost}。`;
  if (amount !== null) return `${coverageYear} 年度须另行缴费${cost}，请尽快联系经办机构办理。`;
  return `${coverageYear} 年度须另行缴费：缴费时间和标准公布后再提醒您。`;
}
