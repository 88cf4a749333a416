/** The number of a medical certificate of birth (出生医学证明编号): one letter and nine digits. */
import { z } from 'zod';

export const birthCertificateSchema = z
  .string('请填写出生医学证明编号')
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]\d{9}$/, '出生医学证明编号应为 1 位字母和 9 位数字，如 O140123456');

/** The letter, the first two digits and the last two. */
export const maskBirthCertificate = (number: string): string => `${number.slice(0, 3)}*****${number.slice(-2)}`;
