/** What a reviewer is shown beside the decision itself: sentences in Chinese. */

import type { Ask } from '../../cases/case-base.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import { yearsBack } from '../../cases/refund/years-back.ts';
import { isStated } from '../../domain/refund/stated-amounts.ts';
import { PAYMENT_CHANNEL_NAMES } from '../../domain/regions.ts';
import { givenBackBefore } from '../../notices/refund/refund-notice.ts';
import { yuan } from '../../notices/words.ts';
import type { Living } from '../../store/ledger/living-on.ts';
import { KIND_WORDS, STATE_WORDS } from '../../words/cases.ts';

/** @param living cases that live on the payments that go back */
export function reviewSummary(reviewed: RefundCase, living: readonly Living[]): Ask {
  const { claims = [], facts, plan, payee, accountBy } = reviewed;
  const { above } = plan?.secondReview.limit ?? {};
  const differences = [
    ...claims.map(
      ({ voucher, coverageYears, amount }) =>
        `凭证 ${voucher}${channelOf(voucher, plan)}：退 ${coverageYears.join('、')} 年度 ${yuan(amount)}。`,
    ),
    ...(plan?.payments ?? []).flatMap(givenBackBefore),
    ...living.map(({ voucher, found }) => sentenceOf(voucher, found, reviewed)),
    `收款账户：${payee.masked.holder},${payee.bank},${payee.masked.number}。`,
    ...(payee.ofPerson ? [] : ['户名与参保人姓名不一致，请核对收款关系。']),
    ...(accountBy === undefined ? [] : ['收款账户已更正，请核对更正依据。']),
    ...(isStated(facts.ground) ? ['退还金额由经办人员写明，须由审批人复核；请核对每笔金额的依据文件。'] : []),
    ...(plan?.secondReview.approver && above && !isStated(facts.ground)
      ? [`退费金额超过 ${yuan(above)}，须由审批人复核。`]
      : []),
  ];
  return { reviews: [], confirmations: [], differences };
}

/** What a refund does to the case that lives on one of its payments. */
function sentenceOf(
  voucher: string,
  { caseId, kind, state, coverageYear }: Living['found'],
  reviewed: RefundCase,
): string {
  const ends = yearsBack(reviewed).some(
    (year) => year.coverageYear === coverageYear && year.vouchers.includes(voucher),
  );
  const what = ends ? '退费支付后，该案件（或由它取得的参保）随之终止' : '该案件不受影响';
  return `凭证 ${voucher} 正用于${KIND_WORDS[kind]}案件 ${caseId}(${STATE_WORDS[state]});${what}。`;
}

/** Where the money came from: what a relative's account paid does not go to a card. */
function channelOf(voucher: string, plan: RefundCase['plan']): string {
  const channel = plan?.payments.find((payment) => payment.voucher === voucher)?.channel;
  return channel === undefined ? '' : `（${PAYMENT_CHANNEL_NAMES[channel]}缴费）`;
}
