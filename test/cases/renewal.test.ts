/** A case whose execution is nearly a year old: the next one takes over the wait, or the answer that came meanwhile. */
import { describe, expect, test } from 'vitest';
import type { CaseBase } from '../../functions/cases/case-base.ts';
import { isRefusal } from '../../functions/cases/changes.ts';
import { nextEntry } from '../../functions/cases/history.ts';
import { leftLatePayment } from '../../functions/cases/late-payment/left.ts';
import { LATE_PAYMENT_OPENINGS } from '../../functions/cases/late-payment/waits.ts';
import { openWait } from '../../functions/cases/open-wait.ts';
import { renew } from '../../functions/cases/renew.ts';
import { goOn } from '../../functions/cases/resume.ts';
import { lastRun } from '../../functions/cases/run.ts';
import { stepEvent } from '../../functions/cases/steps.ts';
import { AT, latePaymentIn, waitFor } from './cases-in.ts';

const NIGHT = { at: '2027-01-06T18:30:00.000Z', by: 'system:SweepCases' };
const CALL = { at: '2027-01-06T18:31:00.000Z', token: 'token-of-the-second' };
const wait = waitFor('payment');
const opened = stepEvent('AwaitPayment', wait.since, 'payment_awaited', { due: wait.due });

const historyOf = (...events: Parameters<typeof nextEntry>[1][]): CaseBase['history'] =>
  events.reduce<CaseBase['history']>((before, event) => [...before, nextEntry(before, event)], []);

const waiting = latePaymentIn('awaiting_payment', { wait, history: historyOf(opened) });
const renewal = renew(waiting, { run: 1, instead: 0 }, NIGHT);
if (!renewal) throw new Error('not renewed');
const renewed = { ...waiting, history: historyOf(opened, renewal.event) };

describe('an execution that is renewed', () => {
  test('is noted with its number and the one to be ended, and moves nothing of the case', () => {
    expect(renewal).toEqual({
      event: { ...NIGHT, event: 'execution_renewed', detail: { run: 1 } },
      pending: { kind: 'start', run: 1, instead: 0 },
    });
    expect(lastRun(renewed.history)).toBe(1);
    expect(goOn(renewed, { reason: 'x', run: lastRun(renewed.history) + 1 }, NIGHT).pending).toMatchObject({ run: 2 });
  });

  test('is none where nothing waits, or an answer is under way', () => {
    expect(renew(latePaymentIn('assessing'), { run: 1 }, NIGHT)).toBeNull();
    expect(renew({ ...waiting, pending: { kind: 'start' } }, { run: 1 }, NIGHT)).toBeNull();
  });
});

describe('the next execution', () => {
  test('is sent to the wait with its end; one that took it over, or has to decide anew, is not', () => {
    expect(leftLatePayment(renewed)).toMatchObject({ outcome: 'waits_for_payment' });
    expect(leftLatePayment(waiting)).toBeNull();
    expect(leftLatePayment({ ...renewed, planOutdated: true })).toBeNull();
    const taken = stepEvent('AwaitPayment', CALL.at, 'wait_taken_over', { task: wait.waitId });
    expect(leftLatePayment({ ...renewed, history: historyOf(opened, renewal.event, taken) })).toBeNull();
  });

  test('keeps the wait as it is but for the token; called again it asks nobody again', () => {
    const change = openWait(renewed, LATE_PAYMENT_OPENINGS.payment, CALL);
    if (!change || isRefusal(change) || !change.wait) throw new Error('not taken over');
    expect(change).toEqual({
      wait: { ...wait, token: CALL.token },
      event: stepEvent('AwaitPayment', CALL.at, 'wait_taken_over', { task: wait.waitId }),
    });
    const taken = {
      ...renewed,
      wait: { ...wait, token: CALL.token },
      history: historyOf(opened, renewal.event, change.event),
    };
    expect(openWait(taken, LATE_PAYMENT_OPENINGS.payment, CALL)).toBeNull();
    const retried = openWait(taken, LATE_PAYMENT_OPENINGS.payment, { ...CALL, token: 'of the retry', attempt: 1 });
    expect(retried).toMatchObject({ wait: { waitId: wait.waitId, token: 'of the retry', since: wait.since } });
  });

  test('hears an answer that came before it, under its own token', () => {
    const said = { at: CALL.at, by: 'caseworker-1', event: 'task_decided' as const, detail: { task: wait.waitId } };
    const answered = {
      ...latePaymentIn('awaiting_documents', { wait: undefined }),
      pending: { kind: 'complete' as const, token: wait.token, output: { decision: 'received' } },
      history: historyOf(stepEvent('AwaitDocuments', AT, 'documents_awaited', { due: wait.due }), renewal.event, said),
    };
    expect(openWait(answered, LATE_PAYMENT_OPENINGS.documents, CALL)).toMatchObject({
      pending: { kind: 'complete', token: CALL.token, output: { decision: 'received' } },
      event: { event: 'answer_taken_over' },
    });
  });
});
