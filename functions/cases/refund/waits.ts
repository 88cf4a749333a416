/** What a refund waits for: who is asked in which state, and until when. */
import { openQuestions } from '../../domain/settlement.ts';
import type { Ask } from '../case-base.ts';
import { refuse } from '../changes.ts';
import { answerBy, documentsUntil, type WaitToOpen } from '../open-wait.ts';
import { refuseOutdated, type StepRefusal } from '../steps.ts';
import type { RefundCase, RefundWaitKind } from './case.ts';

export const REFUND_OPENINGS: Record<RefundWaitKind, WaitToOpen<RefundCase>> = {
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
  first_review: {
    kind: 'first_review',
    opener: 'FirstReview',
    from: ['claiming'],
    state: 'awaiting_first_review',
    refuse: refuseOutdated,
    due: answerBy,
  },
  second_review: {
    kind: 'second_review',
    opener: 'SecondReview',
    from: [],
    state: 'awaiting_second_review',
    refuse: refuseOutdated,
    due: answerBy,
  },
  payout: {
    kind: 'payout',
    opener: 'AwaitPayout',
    from: [],
    state: 'awaiting_payout',
    refuse: refuseTold,
    due: answerBy,
  },
  account: {
    kind: 'account',
    opener: 'CorrectAccount',
    from: [],
    state: 'awaiting_account',
    due: answerBy,
  },
};

/** The treasury's result came before anybody waited for it. */
function refuseTold({ state }: RefundCase): StepRefusal | null {
  if (state === 'settling') return refuse('payout_paid', '');
  return state === 'awaiting_account' ? refuse('payout_returned', '') : null;
}

/** Every question that the table leaves open. */
export const openQuestionsOfRefund = ({ plan, settlement }: RefundCase): Ask | StepRefusal =>
  plan ? openQuestions(plan.assessment, settlement) : refuse('case_state', 'the ground was not checked yet');
