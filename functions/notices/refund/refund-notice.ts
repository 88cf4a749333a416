/** What every notice of a refund is made from. */

import type { RefundCase } from '../../cases/refund/case.ts';
import { GROUND_WORDS } from '../../words/refunds.ts';
import type { Footnotes } from '../footnotes.ts';
import { type NoticedPerson, opening } from '../notice.ts';
import { yuan } from '../words.ts';

/** The part of a refund case that its notices speak of. */
export interface NoticedRefund extends NoticedPerson, Pick<RefundCase, 'facts' | 'payee'> {
  plan: NonNullable<RefundCase['plan']>;
}

export const refundOpening = (noticed: NoticedRefund, sentence: string): string =>
  opening(noticed, sentence, `${GROUND_WORDS[noticed.facts.ground]},`);

const REFUND_RULES = [
  'duplicate_kept',
  'ground',
  'remaining_years',
  'departure',
  'aid_recognised',
  'aid',
  'apply_at',
  'applicant',
];

/** Each payment that goes back with what is given back of it, then the sum; the clauses that say so. */
export function amountLines({ plan }: NoticedRefund, notes: Footnotes): string[] {
  const { assessment, payments } = plan;
  const lines = assessment.items.map(({ paymentId, coverageYear, amount }) => {
    const paid = payments.find(({ voucher }) => voucher === paymentId);
    const on = paid ? `${paid.paidOn} 缴费 ${yuan(paid.amount)}` : '缴费';
    return `· 凭证 ${paymentId}(${on}):退 ${coverageYear} 年度 ${yuan(amount)}`;
  });
  const kept = payments.filter(({ voucher }) => assessment.kept.includes(voucher));
  const mark = notes.markRules(assessment.basis, REFUND_RULES);
  return [
    ...lines,
    `合计退费:${yuan(assessment.amount ?? '0')}。${mark}`,
    ...kept.map(({ voucher, paidOn, amount }) => `保留的缴费:凭证 ${voucher}(${paidOn} 缴费 ${yuan(amount)}),不退。`),
  ];
}

export const accountLine = ({ payee }: NoticedRefund): string =>
  `收款账户:${payee.masked.holder},${payee.bank},${payee.masked.number}。`;
