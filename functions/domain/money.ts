/**
 * Money is an integer of 厘 (1/1000 yuan): Shenzhen's contribution has three decimals, and floats never add up.
 * It is a decimal string in yuan at every edge.
 */
import { z } from 'zod';

export type Li = number & { readonly unit: '厘' };

const DECIMAL_YUAN = /^(0|[1-9]\d{0,8})(?:\.(\d{1,3}))?$/;

function isLi(value: number): value is Li {
  return Number.isSafeInteger(value);
}

/** An integer of 厘. @throws RangeError if it is not a safe integer. */
export function li(value: number): Li {
  if (!isLi(value)) throw new RangeError(`${value} is not a whole number of 厘`);
  return value;
}

export const ZERO = li(0);

/** Reads a decimal string in yuan, at most three places, never negative; null if it is none. */
export function parseYuan(text: string): Li | null {
  const match = DECIMAL_YUAN.exec(text);
  if (!match) return null;
  return li(Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0')));
}

/** Decimal yuan with two places, or three where the amount has 厘 of its own or the policy counts in three. */
export function formatYuan(amount: Li, places: 2 | 3 = 2): string {
  const sign = amount < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(amount) / 1000);
  const rest = String(Math.abs(amount) % 1000).padStart(3, '0');
  const three = amount !== 0 && (places === 3 || !rest.endsWith('0'));
  return `${sign}${whole}.${three ? rest : rest.slice(0, 2)}`;
}

export const add = (...amounts: Li[]): Li => li(amounts.reduce((sum, amount) => sum + amount, 0));
export const subtract = (from: Li, amount: Li): Li => li(from - amount);
export const times = (amount: Li, count: number): Li => li(amount * count);

/** A decimal string in yuan, read as 厘. */
export const yuanSchema = z.string().transform((text, context) => {
  const amount = parseYuan(text);
  if (amount !== null) return amount;
  context.addIssue({ code: 'custom', message: '金额应为元,最多三位小数,如 "400.00"' });
  return z.NEVER;
});
