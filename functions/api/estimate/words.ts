/** Amounts, waits and spans as the page says them. */
import type { Benefit, Waiting } from '../../domain/late-payment/assessment.ts';
import { dateAsRead } from '../../words/as-read.ts';

export const NOT_SAID = '请咨询经办机构';

/** `1100.00` as `1,100.00 元`. */
export function money(amount: string): string {
  const [, whole = amount, part = ''] = /^(\d+)(\.\d{1,3})?$/.exec(amount) ?? [];
  return `${Number(whole).toLocaleString('en-US')}${part} 元`;
}

export const payableOf = (amount: string | null): string =>
  amount === null ? NOT_SAID : Number(amount) === 0 ? '本人不需要缴费' : money(amount);

export function waitOf({ months, days, atLeast }: Waiting): string {
  const length = days ?? months;
  if (length === null) return NOT_SAID;
  if (length === 0) return '不用等待';
  return `${length} ${days === undefined ? '个月' : '天'}${atLeast ? '（文件规定不低于该期限）' : ''}`;
}

export function spanOf({ start, end, part }: Benefit): string {
  if (start === null) return NOT_SAID;
  if (end !== null && start > end) return dateAsRead(`按规定要到 ${start}，本年度已没有可以享受的待遇`);
  const until = end === null ? '' : dateAsRead(`，到 ${end} 止`);
  return `${dateAsRead(start)}${until}${part === undefined ? '' : `（待遇的 ${part}）`}`;
}
