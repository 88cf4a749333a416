/** What a reviewer is shown beside the decision itself: sentences in Chinese. */

import type { Ask } from '../../cases/case-base.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import { yuan } from '../../notices/words.ts';

export function reviewSummary({ claims = [], plan, payee, accountBy }: RefundCase): Ask {
  const { above } = plan?.secondReview.limit ?? {};
  const differences = [
    ...claims.map(
      ({ voucher, coverageYears, amount }) => `凭证 ${voucher}:退 ${coverageYears.join('、')} 年度 ${yuan(amount)}。`,
    ),
    `收款账户:${payee.masked.holder},${payee.bank},${payee.masked.number}。`,
    ...(payee.ofPerson ? [] : ['户名与参保人姓名不一致,请核对收款关系。']),
    ...(accountBy === undefined ? [] : ['收款账户已更正,请核对更正依据。']),
    ...(plan?.secondReview.approver && above ? [`退费金额超过 ${yuan(above)},须由审批人复审。`] : []),
  ];
  return { reviews: [], confirmations: [], differences };
}
