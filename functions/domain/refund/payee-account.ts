/** The account into which a refund is paid. */
import { z } from 'zod';

/** Whether a number of a bank card has the right check digit (ISO/IEC 7812-1, Luhn). */
export function hasCardCheckDigit(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const holder = z
  .string('请填写户名')
  .trim()
  .regex(/^[\p{L}\p{M}\p{N}·.()\uFF08\uFF09' -]{2,80}$/u, '户名应为 2 至 80 个字');
const bank = z
  .string('请填写开户银行')
  .trim()
  .regex(/^[\p{L}\p{N}()\uFF08\uFF09 -]{2,60}$/u, '开户银行应为 2 至 60 个字');

/** A card has a check digit; other accounts (a passbook, a university's) have none that is common to all banks. */
export const payeeAccountSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('card'),
      holder,
      bank,
      number: z
        .string('请填写银行卡号')
        .transform((text) => text.replaceAll(' ', ''))
        .pipe(
          z
            .string()
            .regex(/^\d{16,19}$/, '银行卡号应为 16 至 19 位数字')
            .refine(hasCardCheckDigit, '银行卡号校验位不正确,请逐位核对'),
        ),
    }),
    z.strictObject({
      kind: z.literal('account'),
      holder,
      bank,
      number: z
        .string('请填写账号')
        .transform((text) => text.replaceAll(' ', ''))
        .pipe(z.string().regex(/^\d[\d-]{6,30}\d$/, '账号应为 8 至 32 位数字')),
    }),
  ],
  '账户种类应为 card(银行卡)或 account(存折或对公账户)',
);
export type PayeeAccount = z.output<typeof payeeAccountSchema>;

/** The last four digits: enough to recognise one's own account. */
export const maskAccountNumber = (number: string): string => `**** ${number.slice(-4)}`;
