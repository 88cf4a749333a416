/** The ways in which a refund ends without money: the state it gets and what the applicant is told. */

import type { RefundCase } from '../../cases/refund/case.ts';
import type { RefundEnding } from '../../cases/refund/close.ts';
import type { Notice } from '../../notices/notice.ts';
import {
  writePayoutFailed,
  writeRefundDocumentsMissing,
  writeRefundWithdrawn,
} from '../../notices/refund/refund-ended.ts';
import { writeRedirected, writeRefundRefusal, writeRefundRejection } from '../../notices/refund/refund-refusal.ts';
import { lastOpinion } from '../case/last-opinion.ts';
import { noticedRefund } from './noticed-refund.ts';

export function writeRefundEnding(ended: RefundCase, ending: RefundEnding): Notice {
  const noticed = noticedRefund(ended);
  const opinion = lastOpinion(ended);
  switch (ending) {
    case 'refused':
      return writeRefundRefusal(noticed, ended.ending?.message);
    case 'redirected':
      return writeRedirected(noticed);
    case 'rejected':
      return writeRefundRejection(noticed, opinion ?? '经审核不符合退费条件。');
    case 'documents_missing':
      return writeRefundDocumentsMissing(noticed, ended.requested);
    case 'payout_failed':
      return writePayoutFailed(noticed, opinion ?? '没有可以收款的账户。');
    case 'withdrawn':
      return writeRefundWithdrawn(noticed, opinion);
  }
}
