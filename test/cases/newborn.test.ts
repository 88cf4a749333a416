/** What changes a newborn's case: each act by itself, without database and state machine. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../functions/cases/decide.ts';
import { heldBy } from '../../functions/cases/let-go.ts';
import type { NewbornCase } from '../../functions/cases/newborn/case.ts';
import { closeNewborn, handOver, refuseHandover } from '../../functions/cases/newborn/close.ts';
import { recordEvent, wasReceived } from '../../functions/cases/newborn/event.ts';
import { cover } from '../../functions/cases/newborn/pay.ts';
import { remindParents, tellPaymentRefused } from '../../functions/cases/newborn/tell.ts';
import { NEWBORN_OPENINGS } from '../../functions/cases/newborn/waits.ts';
import { openWait } from '../../functions/cases/open-wait.ts';
import { pay } from '../../functions/cases/pay.ts';
import { resume } from '../../functions/cases/resume.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { AT, DESK, newbornIn, waitFor } from './cases-in.ts';

const received = { key: 'key-1', digest: 'digest-1' };
const registered = { event: 'registered' as const, registeredOn: localDate('2024-07-01') };
const payment = { voucher: 'V-1', amount: '400.00', collectedOn: localDate('2025-03-12') };

describe('an event', () => {
  const record = (current: NewbornCase, event: Parameters<typeof recordEvent>[1]['event'] = registered) =>
    recordEvent(current, { event, received }, DESK);

  test('changes the facts, makes the plan out of date, and wakes the execution', () => {
    expect(record(newbornIn('tracking', { wait: waitFor('parents') }))).toMatchObject({
      state: 'assessing',
      set: { facts: { registeredOn: '2024-07-01' }, factsRevision: 1, events: [received] },
      pending: { kind: 'complete', output: { decision: 'changed' } },
    });
  });

  test('is taken once: the same key with another content is refused', () => {
    const known = newbornIn('tracking', { events: [received] });
    expect(wasReceived(known, received)).toBe(true);
    expect(wasReceived(known, { ...received, digest: 'other' })).toMatchObject({ refused: 'idempotency_key_reused' });
    expect(wasReceived(known, { ...received, key: 'key-2' })).toBe(false);
  });

  test('before the birth, or in the future, names its field', () => {
    const early = { ...registered, registeredOn: localDate('2024-06-14') };
    expect(record(newbornIn('tracking'), early)).toMatchObject({
      refused: 'invalid_request',
      issues: [{ path: 'registeredOn' }],
    });
  });

  test.each(['parked', 'insured', 'opening_late_payment'] as const)('is refused where the case is %s', (state) => {
    expect(record(newbornIn(state))).toMatchObject({ refused: 'case_has_ended', members: { state } });
  });

  test('of death, or of a move to where no table is, ends the case', () => {
    expect(record(newbornIn('tracking'), { event: 'died', diedOn: localDate('2024-07-02') })).toMatchObject({
      state: 'died',
      set: { ending: { reason: 'died' } },
    });
    const moved = { event: 'moved' as const, region: '110101' };
    const away = recordEvent(newbornIn('tracking'), { event: moved, movesTo: { coverageYear: null }, received }, DESK);
    expect(away).toMatchObject({ state: 'moved_away', set: { facts: { movedTo: '110101' } } });
    const there = recordEvent(newbornIn('tracking'), { event: moved, movesTo: { coverageYear: 2025 }, received }, DESK);
    expect(there).toMatchObject({ moves: { region: '110101', coverageYear: 2025 } });
    expect(there).not.toHaveProperty('state');
  });
});

describe('a payment', () => {
  test('comes at any moment until one was accepted, but not for a day before the birth', () => {
    expect(pay(newbornIn('tracking', { wait: waitFor('parents') }), payment, DESK)).toMatchObject({
      state: 'checking_payment',
      pending: { output: { decision: 'paid' } },
    });
    expect(pay(newbornIn('assessing', { payment: { ...payment, voucher: 'V-0' } }), payment, DESK)).toMatchObject({
      refused: 'case_not_awaiting_payment',
    });
    const refused = newbornIn('assessing', { payment: { ...payment, voucher: 'V-0', accepted: false } });
    expect(pay(refused, payment, DESK)).toMatchObject({ state: 'checking_payment' });
    expect(pay(newbornIn('tracking'), { ...payment, collectedOn: localDate('2024-06-14') }, DESK)).toMatchObject({
      refused: 'invalid_request',
      issues: [{ path: 'collectedOn' }],
    });
  });

  test('covers nobody while it differs, or its first day is not known', () => {
    const paid = newbornIn('checking_payment', { payment });
    expect(cover(paid, AT, () => [])).toMatchObject({ refused: 'case_changed' });
  });

  test('that was refused is told once, and not after the end', () => {
    const refused = { ...payment, accepted: false };
    expect(tellPaymentRefused(newbornIn('assessing', { payment: refused }), AT)).toMatchObject({
      set: { payment: { refusalTold: true } },
    });
    expect(tellPaymentRefused(newbornIn('died', { payment: refused }), AT)).toMatchObject({ refused: 'case_changed' });
  });
});

test('a step by a plan that is no longer the plan looks at the case again', () => {
  const changed = newbornIn('assessing', { factsRevision: 1 });
  expect(remindParents(changed, AT)).toMatchObject({ refused: 'case_changed' });
  const call = { at: AT, token: 'token' };
  expect(openWait(changed, NEWBORN_OPENINGS.parents, call)).toMatchObject({ refused: 'case_changed' });
  expect(openWait(newbornIn('assessing'), NEWBORN_OPENINGS.parents, call)).toMatchObject({ state: 'tracking' });
});

test('a late payment needs the child’s id number', () => {
  const asked = newbornIn('awaiting_wish', { wait: waitFor('late_payment_wish') });
  const wish = (current: NewbornCase) =>
    decide(current, waitFor('late_payment_wish'), {
      decided: { action: 'open_late_payment', opinion: '家长愿意补缴' },
      by: DESK,
      policy: null,
      consent: null,
    });
  expect(wish(asked)).toMatchObject({ state: 'opening_late_payment' });
  expect(wish({ ...asked, birth: { ...asked.birth, ref: asked.person.ref } })).toMatchObject({
    refused: 'id_number_needed',
  });
});

test('the child’s year is handed over once, and only while the wish stands', () => {
  expect(handOver(newbornIn('opening_late_payment'), AT, 'L-1')).toMatchObject({
    state: 'late_payment_opened',
    set: { latePaymentCase: 'L-1' },
  });
  expect(refuseHandover(newbornIn('tracking'), AT)).toMatchObject({ refused: 'case_changed' });
});

test('the end is insured where the year is covered, else missed; an insured child keeps its birth settled', () => {
  expect(closeNewborn(newbornIn('awaiting_wish'), AT)).toMatchObject({ state: 'missed' });
  const covered = { from: localDate('2025-01-01'), until: null };
  expect(closeNewborn(newbornIn('awaiting_wish', { covered }), AT)).toMatchObject({ state: 'insured' });
  expect(closeNewborn(newbornIn('tracking'), AT)).toBeNull();
  expect(heldBy(newbornIn('insured'))[0]).toMatchObject({ of: 'birth', settled: true });
  expect(heldBy(newbornIn('withdrawn'))[0]).toMatchObject({ of: 'birth', settled: false });
});

test('a parked case goes on with what somebody had decided or paid', () => {
  const parkedFrom = (from: string) => {
    const parked = newbornIn('parked');
    const [first] = parked.history;
    if (!first) throw new Error('a case has a first entry');
    return { ...parked, history: [...parked.history, { ...first, event: 'parked', detail: { from } }] };
  };
  for (const from of ['checking_payment', 'opening_late_payment'] as const) {
    expect(resume(parkedFrom(from), '已排除', DESK)).toMatchObject({ state: from });
  }
  expect(resume(parkedFrom('tracking'), '已排除', DESK)).toMatchObject({ state: 'assessing' });
});
