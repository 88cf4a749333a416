import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import type { Payment } from '../../cases/ledger.ts';
import { isPaidKind, isTaken, pay, paysFor } from '../../cases/pay.ts';
import { actedBy, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { giveTo, isFree } from '../../store/ledger/take-payment.ts';
import { accepted } from '../cases/accepted.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';

const ATTEMPTS = 3;

/**
 * A desk gives a payment that nobody has to the case of the same person that waits for it: amount and day are checked as
 * of every payment. Giving it back is a refund of its own, with its two reviews.
 */
export const allocatePayment = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/payments/{voucher}/allocation',
  operation: 'allocatePayment',
  summary: 'Gives a payment that no case has (待认领) to a case of the same person that waits for it.',
  roles: ['caseworker', 'approver'],
  params: z.strictObject({ voucher: z.string().max(64) }),
  query: NO_PARAMETERS,
  body: z.strictObject({ caseId: z.string('请填写案件号').max(100) }),
  answer: z.object({ voucher: z.string(), caseId: z.string(), state: z.string() }),
  problems: [
    'payment_not_found',
    'case_not_found',
    'payment_not_for_case',
    'case_not_awaiting_payment',
    'case_changed_meanwhile',
  ],
  async handle({ params, body: { caseId }, caller, at }, services) {
    const payment = await services.ledger.getPayment(params.voucher);
    if (!payment || !worksFor(caller, payment.region)) {
      throw new ProblemError('payment_not_found', '没有这个凭证号的缴费记录，或不属于您负责的统筹区。');
    }
    const { voucher } = payment;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await services.cases.get(caseId);
      if (!found || !worksFor(caller, found.region)) throw caseNotFound(caseId);
      const wrong = whyNot(payment, found);
      if (wrong !== null || !isPaidKind(found)) throw notForCase(voucher, wrong ?? '案件不是补缴或新生儿参保');
      const by = actedBy(caller, at);
      // Refused before the payment is bound to the case.
      accepted(pay(found, payment, by));
      const taken = await giveTo(found, payment, { by, act: pay }, services);
      if (taken === 'moved') continue;
      if (taken === null) throw notForCase(voucher, '它已由另一个案件使用，或正在退费');
      await deliverOrLeave(taken, services);
      return { status: 200, caseId, body: { voucher, caseId, state: taken.state } };
    }
    throw new ProblemError('case_changed_meanwhile', '案件正在变动，缴费没有分配。请再试一次。');
  },
});

function whyNot(payment: Payment, found: Case): string | null {
  if (isPaidKind(found) && isTaken(found, payment.voucher)) return null;
  if (!isFree(payment)) return '它已由另一个案件使用，或正在退费';
  if (found.person.ref !== payment.personRef) return '不是同一个人';
  if (found.region !== payment.region) return '不是同一个统筹区';
  const isForYear =
    found.kind === 'newborn'
      ? paysFor(found, payment.coverageYears)
      : payment.coverageYears.includes(found.coverageYear);
  return isForYear ? null : '不是同一个参保年度';
}

const notForCase = (voucher: string, why: string): ProblemError =>
  new ProblemError('payment_not_for_case', `缴费 ${voucher} 不能分配给这个案件：${why}。`);
