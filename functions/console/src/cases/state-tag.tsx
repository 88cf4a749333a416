/** The state of a case, told apart by a sign and a colour: who has to act, or how it ended. */
import { hasEnded, wordOf } from '../words/case-words.ts';
import { STATE_WORDS } from '../words/dictionary.ts';

type Group = 'desk' | 'outside' | 'system' | 'done' | 'not-done' | 'parked';

const SIGNS: Record<Group, string> = { desk: '◆', outside: '○', system: '…', done: '✓', 'not-done': '✕', parked: '‖' };

const OUTSIDE = ['awaiting_documents', 'awaiting_payment', 'awaiting_benefits', 'awaiting_payout', 'tracking'];
const DESK = [
  'awaiting_decision',
  'awaiting_first_review',
  'awaiting_second_review',
  'awaiting_account',
  'awaiting_wish',
];
const DONE = ['insured', 'refunded', 'redirected', 'late_payment_opened'];

function groupOf(state: string): Group {
  if (state === 'parked') return 'parked';
  if (DONE.includes(state)) return 'done';
  if (hasEnded(state)) return 'not-done';
  if (DESK.includes(state)) return 'desk';
  return OUTSIDE.includes(state) ? 'outside' : 'system';
}

export function StateTag({ state }: { state: string }) {
  const group = groupOf(state);
  return (
    <span className={`state-tag ${group}`}>
      <span aria-hidden="true">{SIGNS[group]}</span> {wordOf(STATE_WORDS, state)}
    </span>
  );
}
