/** Amounts as a desk reads them. */

/** `1100.00` as `1,100.00`; what is no amount stays as it is. */
export function grouped(amount: string): string {
  const [, whole, part = ''] = /^(-?\d{1,15})(\.\d{1,3})?$/.exec(amount) ?? [];
  return whole === undefined ? amount : `${Number(whole).toLocaleString('en-US')}${part}`;
}

/** An amount as people type it: `1,100 元` is `1100`; the API takes it with or without its decimals. */
export const typedAmount = (text: string): string => text.replace(/[,，\s元¥￥]/g, '');

/** `420` is `420.00`. */
export const isSameAmount = (one: string, other: string): boolean => {
  const [typed, written] = [Number(typedAmount(one)), Number(other)];
  return Number.isFinite(typed) && typed === written;
};

/** `1,100.00 元`. */
export const yuan = (amount: string): string => `${grouped(amount)} 元`;
