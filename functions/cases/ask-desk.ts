/** A desk is asked every question that the tables leave open of a case, whatever its kind. */
import type { Case } from './case.ts';
import type { CaseChange } from './changes.ts';
import { LATE_PAYMENT_OPENINGS, openQuestionsOf as latePaymentQuestions } from './late-payment/waits.ts';
import { NEWBORN_OPENINGS, openQuestionsOf as newbornQuestions } from './newborn/waits.ts';
import { openWait, type WaitCall } from './open-wait.ts';
import { REFUND_OPENINGS, openQuestionsOf as refundQuestions } from './refund/waits.ts';
import type { StepRefusal } from './steps.ts';

export function askDesk(current: Case, call: WaitCall): CaseChange<Case> | StepRefusal | null {
  switch (current.kind) {
    case 'late-payment':
      return openWait(current, LATE_PAYMENT_OPENINGS.decision, call, latePaymentQuestions);
    case 'refund':
      return openWait(current, REFUND_OPENINGS.decision, call, refundQuestions);
    case 'newborn':
      return openWait(current, NEWBORN_OPENINGS.decision, call, newbornQuestions);
  }
}
