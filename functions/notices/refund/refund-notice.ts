/** What every notice of a refund is made from. */

import type { RefundCase } from '../../cases/refund/case.ts';
import { refundPaymentOf } from '../../cases/refund/stored-refund.ts';
import { sumOfAmounts } from '../../domain/refund/claims.ts';
import { yearsLeft } from '../../domain/refund/price-of-year.ts';
import { REFUND_GROUND_NAMES } from '../../domain/regions.ts';
import type { Footnotes } from '../footnotes.ts';
import { type NoticedPerson, opening } from '../notice.ts';
import { yuan } from '../words.ts';

/** The part of a refund case that its notices speak of. */
export interface NoticedRefund extends NoticedPerson, Pick<RefundCase, 'facts' | 'payee'> {
  plan: NonNullable<RefundCase['plan']>;
}

export const refundOpening = (noticed: NoticedRefund, sentence: string): string =>
  opening(noticed, sentence, `${REFUND_GROUND_NAMES[noticed.facts.ground]}，`);

export const REFUND_RULES = [
  'duplicate_kept',
  'ground',
  'remaining_years',
  'departure',
  'aid_recognised',
  'aid',
  'apply_at',
  'applicant',
];

/** What was applied for: each payment by its voucher, with its day, amount and years. */
export const appliedLines = ({ plan }: NoticedRefund): string[] =>
  plan.payments.map(
    ({ voucher, paidOn, amount, coverageYears }) =>
      `申请退还：凭证 ${voucher}，${paidOn} 缴费 ${yuan(amount)}（${coverageYears.join('、')} 年度）。`,
  );

/** Each payment that goes back with what is given back of it, then the sum; the clauses that say so. */
export function refundLines({ plan }: NoticedRefund, notes: Footnotes): string[] {
  const { assessment, payments } = plan;
  const lines = assessment.items.map(({ paymentId, coverageYear, amount }) => {
    const paid = payments.find(({ voucher }) => voucher === paymentId);
    const on = paid ? `${paid.paidOn} 缴费 ${yuan(paid.amount)}` : '缴费';
    return `· 凭证 ${paymentId}（${on}）：退 ${coverageYear} 年度 ${yuan(amount)}`;
  });
  const kept = payments.filter(({ voucher }) => assessment.kept.includes(voucher));
  const mark = notes.markRules(assessment.basis, REFUND_RULES);
  return [
    ...lines,
    ...payments.flatMap(givenBackBefore).map((said) => `· ${said}`),
    ...yearsThatStay(payments, assessment.items),
    `合计退费：${yuan(assessment.amount ?? '0')}。${mark}`,
    ...kept.map(
      ({ voucher, paidOn, amount }) => `保留的缴费：凭证 ${voucher}（${paidOn} 缴费 ${yuan(amount)}），不退。`,
    ),
  ];
}

/** Of a payment for several years, those that do not go back. */
function yearsThatStay(
  payments: NoticedRefund['plan']['payments'],
  items: NoticedRefund['plan']['assessment']['items'],
): string[] {
  return payments.flatMap((payment) => {
    const { voucher } = payment;
    const back = items.filter(({ paymentId }) => paymentId === voucher).map(({ coverageYear }) => coverageYear);
    const stay = stillFor(payment).filter((year) => !back.includes(year));
    return back.length === 0 || stay.length === 0 ? [] : [`· 凭证 ${voucher} 的 ${stay.join('、')} 年度不退。`];
  });
}

type Paid = NoticedRefund['plan']['payments'][number];

/** The years that a payment pays for still, as this case found it. */
const stillFor = (payment: Paid): readonly number[] => yearsLeft(refundPaymentOf(payment));

/** What an earlier refund gave back of a payment: nobody counts it as part of this one. */
export function givenBackBefore({ voucher, back = [] }: Paid): string[] {
  if (back.length === 0) return [];
  const parts = back.map(({ coverageYear, amount }) => `${coverageYear} 年度 ${yuan(amount)}`);
  return [`凭证 ${voucher} 此前已退 ${parts.join('、')}，本次不再退。`];
}

/** Which years the money is of. */
export function yearsLine({ plan: { assessment } }: NoticedRefund): string {
  const years = [...new Set(assessment.items.map(({ coverageYear }) => coverageYear))].toSorted((a, b) => a - b);
  const said = years.map((year) => {
    const own = assessment.items.filter(({ coverageYear }) => coverageYear === year);
    return `${year} 年度 ${yuan(sumOfAmounts(own.map(({ amount }) => amount)))}`;
  });
  return `退费年度：${said.join('、')}。`;
}

export const accountLine = ({ payee }: NoticedRefund): string =>
  `收款账户：${payee.masked.holder}，${payee.bank}，${payee.masked.number}。`;
