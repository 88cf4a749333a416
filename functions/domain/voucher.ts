/** Vouchers as they are compared: people and spreadsheets write one number in several ways. */
import { z } from 'zod';

/** NFKC, trimmed, upper case; zeros in front count. */
export const normalVoucher = (written: string): string => written.normalize('NFKC').trim().toUpperCase();

export const isSameVoucher = (one: string, other: string): boolean => normalVoucher(one) === normalVoucher(other);

/** The normal form without the zeros in front, which a spreadsheet may have eaten. */
export const withoutZeros = (voucher: string): string => normalVoucher(voucher).replace(/^0+/, '');

/** Two records that may be of one payment: only a person can say. */
export const mayBeOne = (one: string, other: string): boolean => withoutZeros(one) === withoutZeros(other);

/** As it was written: a record keeps its spelling. */
export const voucherSchema = z
  .string('请填写凭证号')
  .max(200)
  .overwrite((written) => written.normalize('NFKC').trim())
  .regex(/^[A-Za-z0-9-]{4,64}$/, '凭证号应为 4 至 64 位字母、数字或连字符');

/** How else a voucher may have been recorded by a release that kept spellings apart. */
export const spellingsOf = (voucher: string): string[] => [
  ...new Set([voucher, normalVoucher(voucher), normalVoucher(voucher).toLowerCase()]),
];

/** Whether it has one spelling only. */
export const hasOneSpelling = (voucher: string): boolean => !/\p{L}/u.test(voucher);
