/** Cases of each kind in any state, decided by published tables; nothing is stored. */
import type { z } from 'zod';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../functions/cases/late-payment/case.ts';
import { type NewbornCase, newbornCaseSchema } from '../../functions/cases/newborn/case.ts';
import { type RefundCase, refundCaseSchema } from '../../functions/cases/refund/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { decidedLatePayment, decidedNewborn, decidedRefund } from '../support/decided-cases.ts';

export const AT = '2026-03-12T02:00:00.000Z';
export const DESK = { at: AT, by: 'caseworker-1', role: 'caseworker' };

const LATE_PAYMENT = decidedLatePayment();
const REFUND = decidedRefund();
const NEWBORN = decidedNewborn();

/** What a case of a kind waits for. */
export const waitFor = <Kind extends string>(kind: Kind) => ({
  waitId: 'case.1',
  kind,
  token: `token-of-${kind}`,
  since: '2026-03-11T01:00:00.000Z',
  due: localDate('2026-03-24'),
});

type Parts<Schema extends z.ZodType> = Partial<z.output<Schema>>;

export const latePaymentIn = (
  state: LatePaymentCase['state'],
  parts: Parts<typeof latePaymentCaseSchema> = {},
): LatePaymentCase =>
  latePaymentCaseSchema.parse({ ...LATE_PAYMENT, payment: undefined, collected: undefined, state, ...parts });

export const refundIn = (state: RefundCase['state'], parts: Parts<typeof refundCaseSchema> = {}): RefundCase =>
  refundCaseSchema.parse({ ...REFUND, state, ...parts });

export const newbornIn = (state: NewbornCase['state'], parts: Parts<typeof newbornCaseSchema> = {}): NewbornCase =>
  newbornCaseSchema.parse({ ...NEWBORN, state, ...parts });
