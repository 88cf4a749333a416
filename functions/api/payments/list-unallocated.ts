import { z } from 'zod';
import type { Payment } from '../../cases/ledger.ts';
import { isPaidKind, isTaken } from '../../cases/pay.ts';
import { regionSchema } from '../../domain/regions.ts';
import { worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import type { ReadServices } from '../http/services.ts';
import { paymentViewSchema, showPayment } from './payment-view.ts';

/** What was collected and no case has: nothing of it is unknown. */
export const listUnallocated = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/payments/unallocated',
  operation: 'listUnallocatedPayments',
  summary: 'Payments of a region that no case has taken (待认领), for a desk to give to a case or back.',
  roles: ['caseworker', 'approver', 'tax', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({ region: regionSchema }),
  body: NO_BODY,
  answer: z.object({ payments: z.array(paymentViewSchema) }),
  problems: ['region_not_allowed'],
  async handle({ query: { region }, caller, at }, { cases, ledger }) {
    if (!worksFor(caller, region)) {
      throw new ProblemError('region_not_allowed', `您不负责统筹区 ${region}，只能查看 ${caller.regions.join('、')}。`);
    }
    const listed = await ledger.unallocated.ofRegion(region);
    const used = await Promise.all(listed.map((payment) => isUsed(payment, cases)));
    const payments = listed.filter((_, index) => !used[index]);
    return {
      status: 200,
      body: { payments: await Promise.all(payments.map((payment) => showPayment(payment, cases, at))) },
    };
  },
});

/** Its case has it, and a crash has left the mark. */
async function isUsed({ caseId, voucher }: Payment, cases: ReadServices['cases']): Promise<boolean> {
  const found = caseId === undefined ? null : await cases.get(caseId);
  return found !== null && isPaidKind(found) && isTaken(found, voucher);
}
