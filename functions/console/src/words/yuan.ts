/** Amounts as a desk reads them. */

/** `1100.00` as `1,100.00`; what is no amount stays as it is. */
export const grouped = (amount: string): string =>
  /^-?\d+(?:\.\d+)?$/.test(amount)
    ? amount.replace(/^-?\d+/, (whole) => whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','))
    : amount;

/** `1,100.00 元`. */
export const yuan = (amount: string): string => `${grouped(amount)} 元`;
