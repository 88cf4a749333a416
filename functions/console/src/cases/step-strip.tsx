/** Where the case is, in the steps that people speak of; the machine's own states are behind a click. */
import { hasEnded, wordOf } from '../words/case-words.ts';
import { STATE_WORDS } from '../words/dictionary.ts';
import type { CaseView } from './case-view.ts';

/** Each step with the states in which a case is at it, and the events after which it has been reached. */
type Step = readonly [name: string, states: readonly string[], reached: readonly string[]];

const DECIDING = ['assessing', 'awaiting_decision', 'awaiting_documents', 'parked'];

const STEPS: Readonly<Record<CaseView['kind'], readonly Step[]>> = {
  'late-payment': [
    ['受理', [], ['case_opened']],
    ['核定', DECIDING, ['assessed']],
    ['缴费', ['awaiting_payment', 'checking_payment'], ['payment_notice_issued', 'payment_awaited']],
    ['等待期', ['awaiting_benefits'], ['benefits_awaited']],
    ['享受待遇', ['insured'], ['insured']],
  ],
  refund: [
    ['受理', [], ['case_opened']],
    ['核定', DECIDING, ['ground_checked']],
    ['初审', ['claiming', 'awaiting_first_review'], ['first_review_awaited']],
    ['复核', ['awaiting_second_review'], ['second_review_awaited']],
    ['退库', ['instructing', 'awaiting_payout', 'awaiting_account', 'settling'], ['payout_instructed']],
    ['已退费', ['refunded'], ['refunded']],
  ],
  newborn: [
    ['受理', [], ['case_opened']],
    ['参保登记', [], ['assessed']],
    ['缴费', ['checking_payment', 'awaiting_wish', 'opening_late_payment'], ['registered', 'payment_confirmed']],
    ['享受待遇', ['insured', 'late_payment_opened'], ['insured']],
  ],
};

export function StepStrip({ shown }: { shown: CaseView }) {
  const steps = STEPS[shown.kind];
  const { at, ended, good } = placeOf(shown, steps);
  return (
    <ol className="step-strip" aria-label="办理进度">
      {steps.map(([name], index) => {
        const isNow = index === at && !good;
        const state = index < at || (index === at && good) ? 'done' : isNow ? (ended ? 'stopped' : 'now') : 'next';
        return (
          <li key={name} className={state} aria-current={isNow ? 'step' : undefined}>
            <span className="sign" aria-hidden="true">
              {state === 'done' ? '✓' : state === 'stopped' ? '✕' : index + 1}
            </span>
            {name}
            {state === 'stopped' && <small>{wordOf(STATE_WORDS, shown.state)}</small>}
            <span className="hidden">{SAID[state]}</span>
          </li>
        );
      })}
    </ol>
  );
}

const SAID = { done: '，已办', now: '，正在办', stopped: '，止于此步', next: '，未到' };

function placeOf({ state, history }: CaseView, steps: readonly Step[]) {
  const events = new Set(history.map(({ event }) => event));
  const byState = steps.findIndex(([, states]) => states.includes(state));
  const byEvents = steps.findLastIndex(([, , reached]) => reached.some((event) => events.has(event)));
  const at = state === 'parked' || byState === -1 ? byEvents : byState;
  const good = at === steps.length - 1 && byState === at;
  return { at, good, ended: hasEnded(state) && !good };
}
