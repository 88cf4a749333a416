import { z } from 'zod';
import { ProblemError } from '../../runtime/problem.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { readIdempotencyKey } from '../http/read-idempotency-key.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { caseRecordSchema, showCase } from './case-view.ts';
import { acceptLatePayment, latePaymentOpeningSchema } from './late-payment/accept-late-payment.ts';
import { acceptNewborn } from './newborn/accept-newborn.ts';
import { newbornOpeningSchema } from './newborn/opening.ts';
import { acceptRefund, refundOpeningSchema } from './refund/accept-refund.ts';

const KINDS = '案件种类应为 late-payment（逾期参保缴费）、refund（退费）或 newborn（新生儿）';

const openingSchema = z.discriminatedUnion(
  'kind',
  [latePaymentOpeningSchema, refundOpeningSchema, newbornOpeningSchema],
  KINDS,
);
type Opening = z.output<typeof openingSchema>;

export const openCase = defineRoute({
  entry: 'write',
  method: 'POST',
  creates: true,
  path: '/cases',
  operation: 'openCase',
  summary: 'Opens a case. The same Idempotency-Key and body give the same case again.',
  roles: ['caseworker', 'approver', 'university'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: openingSchema,
  headers: { 'Idempotency-Key': 'A text of 8 to 200 characters, new for every case' },
  answer: caseRecordSchema,
  problems: [
    'idempotency_key_required',
    'region_not_allowed',
    'policy_not_found',
    'payment_not_found',
    'not_own_student',
    'idempotency_key_reused',
    'case_already_open',
    'already_insured',
    'payment_on_record',
    'person_died',
    'payment_already_refunded',
  ],
  async handle({ body, headers, caller, at }, services) {
    const key = readIdempotencyKey(headers['idempotency-key']);
    if (caller.role === 'university' && body.kind !== 'refund') {
      throw new ProblemError('role_not_allowed', '高校只能申请退费（refund）。');
    }
    const { stored, opened } = await open(body, { key, caller, at }, services);
    await deliverOrLeave(opened, services);
    return { status: stored ? 201 : 200, caseId: opened.caseId, body: showCase(opened) };
  },
});

function open(body: Opening, by: Parameters<typeof acceptRefund>[1], services: WriteServices) {
  switch (body.kind) {
    case 'late-payment':
      return acceptLatePayment(body, by, services);
    case 'refund':
      return acceptRefund(body, by, services);
    case 'newborn':
      return acceptNewborn(body, by, services);
  }
}
