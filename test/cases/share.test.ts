import { expect, test } from 'vitest';
import { forUniversity, showCase } from '../../functions/api/cases/case-view.ts';
import { assignedNow, handOver, take, writeNote } from '../../functions/cases/share.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { DESK, latePaymentIn, refundIn, waitFor } from './cases-in.ts';

const assigned = { task: 'parked', to: 'wang', toName: '王一', at: DESK.at, by: 'wang' };

test('who has a task has that task alone: the next one is nobody’s', () => {
  const parked = latePaymentIn('parked', { assigned });
  expect(assignedNow(parked)?.to).toBe('wang');
  expect(assignedNow(latePaymentIn('awaiting_decision', { wait: waitFor('decision'), assigned }))).toBeNull();
  expect(assignedNow({ ...parked, state: 'assessing' })).toBeNull();
});

test('where a desk has nothing to do, nothing is taken and nothing handed over', () => {
  const to = { sub: 'wang', role: 'caseworker' as const };
  for (const current of [latePaymentIn('insured'), latePaymentIn('assessing')]) {
    expect(take(current, undefined, DESK)).toMatchObject({ refused: 'no_open_task' });
    expect(handOver(current, { to, note: '请接着办理' }, DESK)).toMatchObject({ refused: 'no_open_task' });
  }
});

test('four eyes: who opened or reviewed a refund first neither takes its second review nor gets it', () => {
  const first = { by: 'wang', role: 'caseworker', at: DESK.at, opinion: '同意' };
  const current = refundIn('awaiting_second_review', { wait: waitFor('second_review'), firstReview: first });
  const wang = { sub: 'wang', role: 'caseworker' as const };
  expect(take(current, undefined, { ...DESK, by: 'wang' })).toMatchObject({ refused: 'same_person_reviews' });
  expect(handOver(current, { to: wang, note: '请复核' }, { ...DESK, by: 'zhao' })).toMatchObject({
    refused: 'same_person_reviews',
  });
});

test('a case without its person takes no note', () => {
  const erased = latePaymentIn('insured', { erasedOn: localDate('2026-03-10') });
  expect(writeNote(erased, { note: '已电话联系', to: undefined }, DESK)).toMatchObject({ refused: 'person_erased' });
});

test('a university reads nothing of what colleagues write to each other', () => {
  const event = {
    event: 'note_written',
    seq: 2,
    at: DESK.at,
    by: 'wang',
    detail: { note: '内部批注' },
    previous: '',
    hash: '',
  };
  const found = refundIn('awaiting_first_review', { wait: waitFor('first_review') });
  const shown = showCase({ ...found, history: [...found.history, event] });
  expect(JSON.stringify(forUniversity(shown))).not.toContain('内部批注');
  expect(JSON.stringify(shown)).toContain('内部批注');
});
