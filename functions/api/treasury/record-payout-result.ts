import { z } from 'zod';
import { PAYOUT_OUTCOMES } from '../../cases/refund/payouts.ts';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { formatYuan, yuanSchema } from '../../domain/money.ts';
import { actedBy, worksFor } from '../../runtime/caller.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import { recordPayoutResult } from './keep-payout-result.ts';

const resultSchema = z
  .strictObject({
    outcome: z.enum(PAYOUT_OUTCOMES, '结果应为 paid（已支付）或 returned（已退回）'),
    /** As ordered, whether it was paid or came back. */
    amount: yuanSchema,
    /** The bank's day. */
    on: localDateSchema,
    reference: z.string('请填写支付流水号').regex(/^[A-Za-z0-9-]{4,64}$/, '流水号应为 4 至 64 位字母、数字或连字符'),
    reason: z.string().trim().min(2).max(200).optional(),
  })
  .refine(({ outcome, reason }) => outcome === 'paid' || reason !== undefined, {
    path: ['reason'],
    message: '退回的请写明原因',
  });

export const recordPayoutResultRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/payouts/{instruction}/result',
  operation: 'recordPayoutResult',
  forPrograms: 'The treasury’s own system, one result at a time; people send the file of the day.',
  summary: 'What became of an order to pay out. The same result twice is one; a contradictory one is refused.',
  roles: ['treasury'],
  params: z.strictObject({ instruction: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: resultSchema,
  answer: z.object({
    instruction: z.string(),
    caseId: z.string(),
    outcome: z.enum(PAYOUT_OUTCOMES),
    /** Whether the same was told before. */
    again: z.boolean(),
  }),
  problems: ['payout_not_found', 'payout_result_contradicts', 'case_changed_meanwhile'],
  async handle({ params: { instruction }, body, caller, at }, services) {
    if (body.on > dateOfInstant(at)) throw invalidRequest([{ path: 'on', message: '日期不能晚于今天' }]);
    const { amount, ...result } = body;
    const teller = { ...actedBy(caller, at), worksFor: (region: string) => worksFor(caller, region) };
    const { told, case: found } = await recordPayoutResult(
      { instruction, amount: formatYuan(amount), result },
      teller,
      { cases: services.cases, deliver: (waiting) => deliverOrLeave(waiting, services) },
    );
    const answer = { instruction, caseId: found.caseId, outcome: result.outcome, again: told === 'again' };
    return { status: 200, caseId: found.caseId, body: answer };
  },
});
