import { z } from 'zod';
import type { Payment } from '../../cases/ledger.ts';
import { worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { paymentViewSchema, showPayment } from './payment-view.ts';

/** Never by an id number: what is in an address is in somebody's log. `POST /payments/search` takes one. */
export const listPayments = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/payments',
  operation: 'listPayments',
  forPrograms:
    'A program that follows a voucher; the console finds one by its search box, and those of a refund with its case.',
  summary: 'A payment by its voucher, or those of a refund case, each with the case that has it.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z
    .strictObject({ voucher: z.string().max(64).optional(), caseId: z.string().max(100).optional() })
    .refine(
      ({ voucher, caseId }) => (voucher === undefined) !== (caseId === undefined),
      '应填写 voucher 或 caseId 之一',
    ),
  body: NO_BODY,
  answer: z.object({ payments: z.array(paymentViewSchema) }),
  problems: ['case_not_found', 'payment_not_found'],
  async handle({ query: { voucher, caseId }, caller, at }, { cases, ledger }) {
    const payments: Payment[] = [];
    if (caseId !== undefined) {
      const found = await cases.get(caseId);
      if (found?.kind !== 'refund' || !worksFor(caller, found.region)) throw caseNotFound(caseId);
      for (const one of found.facts.vouchers) {
        const payment = await ledger.getPayment(one);
        if (payment) payments.push(payment);
      }
    }
    if (voucher !== undefined) {
      const payment = await ledger.getPayment(voucher);
      if (!payment || !worksFor(caller, payment.region)) {
        throw new ProblemError('payment_not_found', '没有这个凭证号的缴费记录，或不属于您负责的统筹区。');
      }
      payments.push(payment);
    }
    const shown = await Promise.all(payments.map((payment) => showPayment(payment, cases, at)));
    return { status: 200, body: { payments: shown } };
  },
});
