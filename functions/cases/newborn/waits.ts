/** What a newborn's case waits for: who is asked in which state, and until when. */
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import type { Ask } from '../case-base.ts';
import { isRefusal, refuse } from '../changes.ts';
import { answerBy, type WaitToOpen } from '../open-wait.ts';
import type { StepRefusal } from '../steps.ts';
import type { NewbornCase, NewbornWaitKind } from './case.ts';
import { planOf, refuseUnplanned } from './plan-of-child.ts';

export const NEWBORN_OPENINGS: Record<NewbornWaitKind, WaitToOpen<NewbornCase>> = {
  decision: {
    kind: 'decision',
    opener: 'AskCaseworker',
    from: ['assessing'],
    state: 'awaiting_decision',
    refuse: refuseUnplanned,
    due: answerBy,
  },
  parents: {
    kind: 'parents',
    opener: 'AwaitParents',
    from: ['assessing'],
    state: 'tracking',
    refuse: refuseUnplanned,
    due: untilDeadline,
  },
  payment_question: {
    kind: 'payment_question',
    opener: 'AskAboutPayment',
    from: [],
    state: 'checking_payment',
    refuse: ({ state }) => (state === 'checking_payment' ? null : refuse('case_changed', '')),
    due: answerBy,
  },
  late_payment_wish: {
    kind: 'late_payment_wish',
    opener: 'AskAboutLatePayment',
    from: ['assessing'],
    state: 'awaiting_wish',
    refuse: refuseUnplanned,
    due: answerBy,
  },
};

function untilDeadline(current: NewbornCase) {
  const plan = planOf(current);
  return isRefusal(plan) ? plan : (plan.assessment.deadline ?? plan.lookAgainOn);
}

/** Every question that the table leaves open for a child as it is known today. */
export function openQuestionsOfNewborn(current: NewbornCase): Ask | StepRefusal {
  const plan = planOf(current);
  if (isRefusal(plan)) return plan;
  return openNewbornQuestions(plan.assessment, current.settlement, current.facts.registeredOn !== undefined);
}
