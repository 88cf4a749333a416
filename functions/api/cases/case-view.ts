/** What is shown of a case, by its kind. */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { isAmongColleagues } from '../../cases/events.ts';
import { noticeSchema } from '../../store/messages/notice-store.ts';
import { canSchema } from './can.ts';
import { summaryShape, taskSchema } from './case-parts.ts';
import { latePaymentRecordSchema, showLatePayment } from './late-payment/show-case.ts';
import { livingSchema } from './living.ts';
import { newbornRecordSchema, showNewborn } from './newborn/show-case.ts';
import { shownRefundSchema, showRefund } from './refund/show-case.ts';

export const caseSummarySchema = z.object(summaryShape);

export const taskListEntrySchema = taskSchema.extend({
  case: caseSummarySchema,
  /** Why the caller may not approve it, such as one who reviewed it before; null where nothing stands in the way. */
  notByYou: z.string().nullable(),
});

/** What a write answers: the case without what was sent to the person. */
export const caseRecordSchema = z.discriminatedUnion('kind', [
  latePaymentRecordSchema,
  shownRefundSchema,
  newbornRecordSchema,
]);

const sent = {
  notices: z.array(noticeSchema),
  /** What the caller may do with it now. */
  can: canSchema,
  /** Of a refund: cases that live on the payments that go back. */
  living: livingSchema,
};
export const caseViewSchema = z.discriminatedUnion('kind', [
  latePaymentRecordSchema.extend(sent),
  shownRefundSchema.extend(sent),
  newbornRecordSchema.extend(sent),
]);

export function showCase(shown: Case): z.input<typeof caseRecordSchema> {
  switch (shown.kind) {
    case 'late-payment':
      return showLatePayment(shown);
    case 'refund':
      return showRefund(shown);
    case 'newborn':
      return showNewborn(shown);
  }
}

/** As a university reads a case: without what colleagues of the desk write to each other. */
export const forUniversity = <Shown extends Pick<z.input<typeof caseRecordSchema>, 'history' | 'task'>>(
  shown: Shown,
): Shown => ({
  ...shown,
  history: shown.history.filter(({ event }) => !isAmongColleagues(event)),
  task: shown.task && { ...shown.task, assigned: null },
});

export function summarizeCase(shown: Case): z.input<typeof caseSummarySchema> {
  const view = showCase(shown);
  const { caseId, kind, region, coverageYear, state, openedAt, person, payable, refundable, account, due } = view;
  const { handledBy, handledByNames } = view;
  return {
    caseId,
    kind,
    region,
    coverageYear,
    state,
    openedAt,
    person,
    payable,
    refundable,
    account,
    due,
    handledBy,
    handledByNames,
  };
}
