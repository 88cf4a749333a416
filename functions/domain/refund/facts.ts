/** What a refund case knows of an application: everything but the payments themselves, which the ledger has. */
import { z } from 'zod';
import { nationalIdentitySchema } from '../late-payment/request.ts';
import { refundRequestSchema } from './request.ts';

const voucherSchema = z.string('请填写凭证号').regex(/^[A-Za-z0-9-]{4,64}$/, '凭证号应为 4 至 64 位字母、数字或连字符');

export const refundFactsSchema = refundRequestSchema.omit({ payments: true }).extend({
  identities: z.array(nationalIdentitySchema).max(20).optional(),
  /** Of the payments that the application is about, the one that stays included. */
  vouchers: z
    .array(voucherSchema)
    .min(1, '至少填写一笔缴费的凭证号')
    .max(20, '一次申请最多 20 笔缴费')
    .refine((vouchers) => new Set(vouchers).size === vouchers.length, '凭证号重复'),
});
export type RefundFacts = z.output<typeof refundFactsSchema>;
