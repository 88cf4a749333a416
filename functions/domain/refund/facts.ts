/** What a refund case knows of an application: everything but the payments themselves, which the ledger has. */
import { z } from 'zod';
import { nationalIdentitySchema } from '../late-payment/request.ts';
import { normalVoucher, voucherSchema } from '../voucher.ts';
import { refundRequestSchema } from './request.ts';

export const refundFactsSchema = refundRequestSchema.omit({ payments: true }).extend({
  identities: z.array(nationalIdentitySchema).max(20).optional(),
  /** Of the payments that the application is about, the one that stays included. */
  vouchers: z
    .array(voucherSchema)
    .min(1, '至少填写一笔缴费的凭证号')
    .max(20, '一次申请最多 20 笔缴费')
    .refine((vouchers) => new Set(vouchers.map(normalVoucher)).size === vouchers.length, '凭证号重复'),
});
export type RefundFacts = z.output<typeof refundFactsSchema>;
