import { z } from 'zod';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { formatYuan, yuanSchema } from '../../domain/money.ts';
import { actedBy, worksFor } from '../../runtime/caller.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import { recordPayoutBounce } from './keep-payout-result.ts';

const bounceSchema = z.strictObject({
  /** As ordered: a bank sends back all of it. */
  amount: yuanSchema,
  /** The bank's day. */
  on: localDateSchema,
  reference: z.string('请填写退票流水号').regex(/^[A-Za-z0-9-]{4,64}$/, '流水号应为 4 至 64 位字母、数字或连字符'),
  reason: z.string('请写明退票原因').trim().min(2, '请写明退票原因，至少两个字').max(200),
});

export const recordPayoutBounceRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/payouts/{instruction}/bounce',
  operation: 'recordPayoutBounce',
  forPrograms: 'The treasury’s own system, one return at a time; people send the file of the day.',
  summary:
    'What was paid came back from the bank (退票): the case is open again for the right account, which another person reviews.',
  roles: WHO_MAY.recordPayoutBounce,
  params: z.strictObject({ instruction: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: bounceSchema,
  answer: z.object({
    instruction: z.string(),
    caseId: z.string(),
    state: z.string(),
    /** Whether the same was told before. */
    again: z.boolean(),
  }),
  problems: [
    'payout_not_found',
    'payout_not_paid',
    'payout_result_contradicts',
    'person_erased',
    'case_changed_meanwhile',
  ],
  async handle({ params: { instruction }, body, caller, at }, services) {
    if (body.on > dateOfInstant(at)) throw invalidRequest([{ path: 'on', message: '日期不能晚于今天' }]);
    const { amount, ...bounced } = body;
    const teller = { ...actedBy(caller, at), worksFor: (region: string) => worksFor(caller, region) };
    const news = { instruction, amount: formatYuan(amount), bounced };
    const { told, case: found } = await recordPayoutBounce(news, teller, {
      cases: services.cases,
      deliver: (waiting) => deliverOrLeave(waiting, services),
    });
    const answer = { instruction, caseId: found.caseId, state: found.state, again: told === 'again' };
    return { status: 200, caseId: found.caseId, body: answer };
  },
});
