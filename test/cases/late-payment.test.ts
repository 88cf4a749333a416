/** What changes a late payment: each act by itself, without database and state machine. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../functions/cases/decide.ts';
import { LATE_PAYMENT_ACTS } from '../../functions/cases/late-payment/acts.ts';
import { closeLatePayment, latePaymentEndingOf } from '../../functions/cases/late-payment/close.ts';
import { notifyToPay, remindToPay } from '../../functions/cases/late-payment/notify.ts';
import { openLatePayment, openLatePaymentOf } from '../../functions/cases/late-payment/open.ts';
import { insure } from '../../functions/cases/late-payment/pay.ts';
import { lastDayToHear } from '../../functions/cases/late-payment/payment-days.ts';
import { LATE_PAYMENT_OPENINGS, openQuestionsOfLatePayment } from '../../functions/cases/late-payment/waits.ts';
import { heldBy } from '../../functions/cases/let-go.ts';
import { openWait } from '../../functions/cases/open-wait.ts';
import { park } from '../../functions/cases/park.ts';
import { pay } from '../../functions/cases/pay.ts';
import { relist } from '../../functions/cases/relist.ts';
import { resume } from '../../functions/cases/resume.ts';
import { addDays, localDate, startOfDay } from '../../functions/domain/calendar.ts';
import { tableOn } from '../support/decided-cases.ts';
import { AT, DESK, latePaymentIn, newbornIn, waitFor } from './cases-in.ts';

const payment = { voucher: 'V-9', amount: '400.00', collectedOn: localDate('2026-03-12') };
const confirmed = { ...payment, collectedOn: localDate('2026-03-12') };

describe('a payment', () => {
  test('moves the case and completes its wait', () => {
    const change = pay(latePaymentIn('awaiting_payment', { wait: waitFor('payment') }), payment, DESK);
    expect(change).toMatchObject({
      state: 'checking_payment',
      set: { payment },
      wait: null,
      pending: { kind: 'complete', token: 'token-of-payment', output: { decision: 'paid' } },
      event: { by: 'caseworker-1', event: 'payment_confirmed', detail: payment },
    });
  });

  test('between two waits moves the case alone: there is no token to complete', () => {
    expect(pay(latePaymentIn('awaiting_payment'), payment, DESK)).not.toHaveProperty('pending');
  });

  test('that the case has taken changes nothing, and another one is refused', () => {
    const paid = latePaymentIn('checking_payment', { payment: confirmed });
    expect(pay(paid, payment, DESK)).toBeNull();
    expect(pay(paid, { ...payment, voucher: 'V-10' }, DESK)).toMatchObject({
      refused: 'case_not_awaiting_payment',
      members: { state: 'checking_payment' },
    });
  });
});

describe('a notice and its reminder', () => {
  const noticed = latePaymentIn('awaiting_payment', { wait: waitFor('payment') });
  const end = lastDayToHear(noticed);

  test('go out once for one entry of the state, and never by facts that are no longer the case’s', () => {
    const assessed = latePaymentIn('assessing');
    expect(notifyToPay(assessed, AT)).toMatchObject({ state: 'awaiting_payment' });
    expect(notifyToPay({ ...assessed, planOutdated: true }, AT)).toMatchObject({ refused: 'case_changed' });
    expect(notifyToPay(latePaymentIn('withdrawn'), AT)).toMatchObject({ refused: 'case_withdrawn' });
    expect(notifyToPay({ ...assessed, plan: undefined }, AT)).toMatchObject({ refused: 'case_state' });
  });

  test.each([
    [
      'on the day before the last day to hear of a payment the person is reminded',
      -1,
      { event: { event: 'reminded' } },
    ],
    ['on the last day to hear too', 0, { event: { event: 'reminded' } }],
    ['on the day after it the time is over', 1, { state: 'unpaid', wait: null, event: { event: 'window_over' } }],
  ])('%s', (_says, days, change) => {
    expect(remindToPay(noticed, startOfDay(addDays(end, days)))).toMatchObject(change);
  });

  test('say nothing to a case that was paid', () => {
    expect(remindToPay(latePaymentIn('checking_payment', { payment: confirmed }), AT)).toBeNull();
  });
});

describe('a list of aid', () => {
  const listings = [{ category: 'monitored' as const, identifiedOn: localDate('2026-01-02') }];
  const listed = (current: Parameters<typeof relist>[0]) =>
    relist(current, { listings, day: localDate('2026-03-12') }, { at: AT, source: 'upload/file:1' });

  test('fails the wait for a payment whose amount it changes, and ends a desk’s question', () => {
    expect(listed(latePaymentIn('awaiting_payment', { wait: waitFor('payment') }))).toMatchObject({
      state: 'assessing',
      set: { planOutdated: true },
      pending: { kind: 'fail', error: 'CaseChanged' },
    });
    expect(listed(latePaymentIn('awaiting_decision', { wait: waitFor('decision') }))).toMatchObject({
      state: 'assessing',
      pending: { kind: 'complete', output: { decision: 'changed' } },
    });
  });

  test('leaves alone what was paid, also while it is parked', () => {
    for (const state of ['checking_payment', 'awaiting_benefits', 'insured', 'parked'] as const) {
      expect(listed(latePaymentIn(state, { payment: confirmed }))).toBeNull();
    }
  });

  test('changes nothing that is known', () => {
    const known = latePaymentIn('assessing');
    const identities = [{ category: 'monitored' as const, identifiedOn: localDate('2026-01-02') }];
    expect(listed({ ...known, facts: { ...known.facts, identities } })).toBeNull();
  });
});

describe('a desk', () => {
  const asked = latePaymentIn('awaiting_decision', { wait: waitFor('decision') });
  const policy = tableOn('141181', 2026, '2026-03-10');
  const by = { ...DESK, role: 'approver' };
  const open = { action: 'approve' as const, confirm: [], acknowledge: [] };

  test('cannot confirm what was not asked, and leaves nothing open when it approves', () => {
    const wrong = { ...open, confirm: ['contribution.none'] };
    expect(decide(asked, waitFor('decision'), { decided: wrong, by, policy, consent: null })).toMatchObject({
      refused: 'invalid_request',
      issues: [{ path: 'confirm.0' }],
    });
    expect(decide(asked, waitFor('decision'), { decided: open, by, policy, consent: null })).toMatchObject({
      refused: 'questions_left_open',
    });
  });

  test('returns a case for ninety days at most, and says what is to be brought', () => {
    const back = (days: number, documents = ['户口簿']) =>
      decide(asked, waitFor('decision'), {
        decided: { action: 'return', documents, until: addDays(localDate('2026-03-12'), days), opinion: '请补正' },
        by,
        policy,
        consent: null,
      });
    expect(back(90)).toMatchObject({ state: 'awaiting_documents', pending: { output: { decision: 'returned' } } });
    expect(back(91)).toMatchObject({ refused: 'invalid_request', issues: [{ path: 'until' }] });
    expect(back(10, [])).toMatchObject({ refused: 'invalid_request', issues: [{ path: 'documents' }] });
  });
});

describe('an execution', () => {
  const call = { at: AT, token: 'token-2', attempt: 1 };

  test('leaves its token once, and a late try of the same state is overtaken', () => {
    const change = openWait(
      latePaymentIn('assessing'),
      LATE_PAYMENT_OPENINGS.decision,
      call,
      openQuestionsOfLatePayment,
    );
    expect(change).toMatchObject({
      wait: { kind: 'decision', token: 'token-2' },
      event: { event: 'decision_awaited' },
    });
    const waiting = latePaymentIn('awaiting_decision', { wait: { ...waitFor('decision'), since: AT, attempt: 2 } });
    expect(openWait(waiting, LATE_PAYMENT_OPENINGS.decision, call)).toMatchObject({ refused: 'overtaken' });
  });

  test('finds no wait for a payment that came before it', () => {
    const paid = latePaymentIn('checking_payment', { payment: confirmed });
    expect(openWait(paid, LATE_PAYMENT_OPENINGS.payment, call)).toMatchObject({ refused: 'payment_already_here' });
  });

  test('ends a case by what the case says, not by what it was told', () => {
    expect(closeLatePayment(latePaymentIn('assessing'), AT, 'refused')).toMatchObject({ state: 'refused' });
    expect(closeLatePayment(latePaymentIn('assessing', { planOutdated: true }), AT, 'refused')).toBeNull();
    expect(latePaymentEndingOf(latePaymentIn('withdrawn'), 'documents_missing')).toBe('withdrawn');
    expect(latePaymentEndingOf(latePaymentIn('assessing'), 'documents_missing')).toBe('not_ended');
    expect(latePaymentEndingOf(latePaymentIn('insured'), 'refused')).toMatchObject({ refused: 'case_state' });
  });

  test('insures nobody whose first day of benefits is not known', () => {
    const { plan } = latePaymentIn('awaiting_benefits');
    expect(insure(latePaymentIn('awaiting_benefits', { plan: undefined }), AT)).toMatchObject({ refused: 'undecided' });
    expect(plan && insure(latePaymentIn('awaiting_benefits'), AT)).toMatchObject({ state: 'insured' });
  });

  test('that fails parks the case once, and says where; what a case has ended in stands', () => {
    const failure = { state: 'Assess', error: 'CaseContended', cause: '' };
    expect(park(latePaymentIn('assessing'), AT, failure)).toMatchObject({
      state: 'parked',
      event: { event: 'parked', detail: { from: 'assessing' } },
    });
    expect(park(latePaymentIn('parked'), AT, failure)).toBeNull();
    const ended = park(latePaymentIn('refused'), AT, failure);
    expect(ended).toMatchObject({ event: { event: 'end_unfinished' } });
    expect(ended).not.toHaveProperty('state');
  });
});

test('a parked case goes on where it is certain: what was paid is checked again, the rest is decided again', () => {
  const resumed = { set: { ending: undefined }, pending: { kind: 'start', run: 1 } };
  expect(resume(latePaymentIn('parked', { payment: confirmed }), '已排除', DESK)).toMatchObject({
    ...resumed,
    state: 'checking_payment',
  });
  expect(resume(latePaymentIn('parked'), '已排除', DESK)).toMatchObject({ ...resumed, state: 'assessing' });
});

test('an ended case lets its collection and its year go', () => {
  const { caseId, person } = latePaymentIn('refused');
  expect(heldBy(latePaymentIn('refused'))).toEqual([
    { of: 'collection', caseId },
    { of: 'year', personRef: person.ref, coverageYear: 2026, caseId },
  ]);
});

test('a desk and a newborn’s case open the same late payment', () => {
  const { caseId, requestDigest, keyDigest, person, facts } = latePaymentIn('assessing');
  const atDesk = openLatePayment({ caseId, requestDigest, keyDigest, person, facts }, DESK);
  const ofChild = openLatePaymentOf(newbornIn('opening_late_payment'), AT);
  expect(Object.keys(ofChild.opened).sort()).toEqual(Object.keys(atDesk.opened).sort());
  expect(ofChild).toMatchObject({
    opened: { caseId: 'L140400-2025-AAAAAAAAAA', state: 'assessing', pending: { kind: 'start' } },
    event: { by: 'system:OpenLatePaymentCase', detail: { from: 'N140400-2025-AAAAAAAAAA' } },
  });
  expect(LATE_PAYMENT_ACTS[atDesk.opened.state]).toContain('assess');
  const child = newbornIn('opening_late_payment');
  const known = { ...child, facts: { ...child.facts, identityDocument: 'passport' as const } };
  expect(openLatePaymentOf(known, AT).opened.facts).toMatchObject({ identityDocument: 'passport' });
});
