/** What a late payment waits for: who is asked in which state, and until when. */
import { openQuestions } from '../../domain/settlement.ts';
import type { Ask } from '../case-base.ts';
import { refuse } from '../changes.ts';
import { answerBy, documentsUntil, type WaitToOpen } from '../open-wait.ts';
import { refuseOutdated, type StepRefusal } from '../steps.ts';
import type { LatePaymentCase, LatePaymentWaitKind } from './case.ts';
import { refuseUnassessed } from './notify.ts';
import { benefitOf, lastDayOfCase } from './payment-days.ts';

export const LATE_PAYMENT_OPENINGS: Record<LatePaymentWaitKind, WaitToOpen<LatePaymentCase>> = {
  decision: {
    kind: 'decision',
    opener: 'AskCaseworker',
    from: ['assessing'],
    state: 'awaiting_decision',
    refuse: refuseOutdated,
    due: answerBy,
  },
  documents: {
    kind: 'documents',
    opener: 'AwaitDocuments',
    from: [],
    state: 'awaiting_documents',
    due: documentsUntil,
  },
  payment: {
    kind: 'payment',
    opener: 'AwaitPayment',
    from: [],
    state: 'awaiting_payment',
    refuse: (current) => refuseOutdated(current) ?? refusePaid(current) ?? refuseUnassessed(current),
    due: lastDayOfCase,
  },
  payment_question: {
    kind: 'payment_question',
    opener: 'AskAboutPayment',
    from: [],
    state: 'checking_payment',
    due: answerBy,
  },
  benefits: {
    kind: 'benefits',
    opener: 'AwaitBenefits',
    from: ['checking_payment', 'assessing'],
    state: 'awaiting_benefits',
    refuse: refuseOutdated,
    due: (current) => benefitOf(current)?.start ?? refuse('undecided', 'the day on which benefits begin is not known'),
  },
};

/** The payment was confirmed before anybody waited for it. */
const refusePaid = ({ payment, state }: LatePaymentCase) =>
  payment && state === 'checking_payment' ? refuse('payment_already_here', '') : null;

/** Every question that the table leaves open. */
export const openQuestionsOfLatePayment = ({ plan, settlement }: LatePaymentCase): Ask | StepRefusal =>
  plan ? openQuestions(plan.assessment, settlement) : refuse('case_state', 'nothing was assessed yet');
