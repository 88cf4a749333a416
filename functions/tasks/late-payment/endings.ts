/** The ways in which a case ends without cover: the state it gets and what the person is told. */

import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import type { LatePaymentEnding } from '../../cases/late-payment/close.ts';
import { writeDocumentsMissing, writeUnpaid, writeWithdrawn } from '../../notices/case-ended.ts';
import type { Notice } from '../../notices/notice.ts';
import { writePaymentRefused, writeRefusal, writeRejection } from '../../notices/refusal.ts';
import { lastOpinion } from '../case/last-opinion.ts';
import { noticedCase } from './noticed-case.ts';

export function writeLatePaymentEnding(ended: LatePaymentCase, ending: LatePaymentEnding): Notice {
  const noticed = noticedCase(ended);
  const opinion = lastOpinion(ended);
  switch (ending) {
    case 'refused':
      return writeRefusal(noticed);
    case 'rejected':
      return writeRejection(noticed, opinion ?? '经审核不符合办理条件。');
    case 'documents_missing':
      return writeDocumentsMissing(noticed, ended.requested);
    case 'unpaid':
      return writeUnpaid(noticed);
    case 'payment_refused':
      return writePaymentRefused(noticed, opinion ?? '缴费与核定内容不一致。', ended.payment);
    case 'withdrawn':
      return writeWithdrawn(noticed, opinion);
  }
}
