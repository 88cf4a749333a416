/** Amounts as a desk reads them. */

/** `1100.00` as `1,100.00`; what is no amount stays as it is. */
export function grouped(amount: string): string {
  const [, whole, part = ''] = /^(-?\d{1,15})(\.\d{1,3})?$/.exec(amount) ?? [];
  return whole === undefined ? amount : `${Number(whole).toLocaleString('en-US')}${part}`;
}

/** `1,100.00 元`. */
export const yuan = (amount: string): string => `${grouped(amount)} 元`;
