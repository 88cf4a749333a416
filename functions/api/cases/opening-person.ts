/** The person of a case that is opened. */
import { z } from 'zod';
import { documentNumberSchema } from '../../domain/person/identity-document.ts';

export const openingPersonSchema = z.strictObject({
  idNumber: documentNumberSchema,
  name: z
    .string('请填写姓名')
    .trim()
    .regex(/^[\p{L}\p{M}·.' -]{2,50}$/u, '姓名应为 2 至 50 个字'),
  phone: z
    .string('手机号码应为文字')
    .regex(/^1[3-9]\d{9}$/, '手机号码应为 11 位数字')
    .optional(),
});
