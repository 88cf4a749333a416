import { describe, expect, it } from 'vitest';
import { localDate, workingDaysAfter } from '../../../functions/domain/calendar.ts';
import type { NewbornAssessment } from '../../../functions/domain/newborn/assess.ts';
import { decideNextStep, type TrackedChild } from '../../../functions/domain/newborn/next-step.ts';
import type { OpenQuestions } from '../../../functions/domain/settlement.ts';

/** Changzhi for a child of June 2024: register by the end of the year, pay by 25 March. */
const assessment = (deadline: string, remindOn: string[], contribution = '400.00'): NewbornAssessment => ({
  status: 'decided',
  review: [],
  confirm: [],
  warnings: [],
  basis: [],
  policy: { region: '140400', coverageYear: 2025, version: '1' },
  registrationRequired: true,
  birthYear: { coverageYear: 2024, contribution: '0.00', benefitStart: localDate('2024-06-15') },
  nextYear: { coverageYear: 2025, contribution, deadline: localDate('2025-03-25'), benefitStart: null },
  deadline: localDate(deadline),
  remindOn: remindOn.map(localDate),
});
const toRegister = assessment('2024-12-31', ['2024-12-01', '2024-12-24', '2024-12-30']);
const toPay = assessment('2025-03-25', ['2025-02-23', '2025-03-18', '2025-03-24']);

const child = (parts: Partial<TrackedChild> = {}): TrackedChild => ({
  bornOn: localDate('2024-06-15'),
  registrationTold: false,
  covered: false,
  missedTold: false,
  reminded: [],
  planned: { deadline: null, remindOn: [] },
  ...parts,
});
const registered = { registeredOn: localDate('2024-07-01'), registrationTold: true };
const NOTHING_OPEN: OpenQuestions = { reviews: [], confirmations: [] };
const open = (settledBy: 'value' | 'acknowledgement'): OpenQuestions => ({
  reviews: [{ code: 'c', field: 'f', label: '', message: '', settledBy }],
  confirmations: [],
});

const next = (tracked: TrackedChild, decided: NewbornAssessment, today: string, questions = NOTHING_OPEN) =>
  decideNextStep(tracked, decided, questions, localDate(today), 5);

describe('a reminder', () => {
  const daysFrom = (day: string) => toRegister.remindOn.filter((planned) => planned >= localDate(day));
  it.each([
    ['2024-11-30', 'wait', '2024-12-01'],
    ['2024-12-01', 'remind', '2024-12-24'],
    ['2024-12-02', 'wait', '2024-12-24'],
    ['2024-12-31', 'wait', '2025-01-01'],
  ])('on %s: %s, and look again on %s', (today, step, lookAgainOn) => {
    const decided = { ...toRegister, remindOn: daysFrom(today) };
    expect(next(child(), decided, today)).toMatchObject({ step, lookAgainOn });
  });

  it('that went out does not go out again', () => {
    expect(next(child({ reminded: toRegister.remindOn }), toRegister, '2024-12-24').step).toBe('wait');
  });

  it('whose day came while nobody looked goes out late, once for all of them', () => {
    const late = { ...toRegister, remindOn: daysFrom('2024-12-26') };
    const tracked = child({ planned: toRegister });
    expect(next(tracked, late, '2024-12-26')).toMatchObject({
      step: 'remind',
      remindFor: ['2024-12-01', '2024-12-24'],
    });
  });

  it('is not made up for once its last day is over, or for another day than it was planned for', () => {
    expect(next(child({ planned: toRegister }), { ...toPay, remindOn: [] }, '2025-01-02').step).toBe('wait');
  });

  it('does not go to whoever has paid and registered', () => {
    expect(next(child({ ...registered, covered: true }), toPay, '2025-02-23').step).toBe('over');
  });

  it('waits for no acknowledgement, but for every value that is open', () => {
    expect(next(child(registered), toPay, '2025-02-23', open('acknowledgement')).step).toBe('remind');
    expect(next(child(registered), toPay, '2025-02-23', open('value')).step).toBe('ask');
  });
});

describe('a registration', () => {
  it('is told once', () => {
    const arrived = { registeredOn: localDate('2024-12-31') };
    expect(next(child(arrived), toPay, '2024-12-31').step).toBe('tell_registered');
    expect(next(child({ ...arrived, registrationTold: true }), toPay, '2024-12-31').step).toBe('wait');
  });

  it('with an open question is told after somebody has looked', () => {
    const late = child({ registeredOn: localDate('2025-01-08') });
    expect(next(late, toPay, '2025-01-08', open('acknowledgement')).step).toBe('ask');
  });

  it('is waited for after the payment until the birth year ends', () => {
    expect(next(child({ covered: true }), { ...toRegister, remindOn: [] }, '2024-12-31').step).toBe('wait');
    expect(next(child({ covered: true }), toPay, '2025-01-01').step).toBe('over');
  });

  it('is all that is needed where aid bears the contribution', () => {
    expect(next(child(registered), assessment('2025-03-25', [], '0.00'), '2024-08-01').step).toBe('tell_covered');
  });
});

describe('the last day', () => {
  const quiet = { ...toPay, remindOn: [] };
  const heard = workingDaysAfter(localDate('2025-03-25'), 5);
  it.each([
    ['2025-03-25', 'wait'],
    ['2025-03-26', 'wait'],
    [heard, 'wait'],
    ['2025-04-02', 'tell_missed'],
  ])('is missed only when a payment of it would have been heard of: %s %s', (today, step) => {
    expect(heard).toBe('2025-04-01');
    expect(next(child(registered), quiet, today).step).toBe(step);
  });

  it('once told, the parents are asked; and at the end of the coming year all is over', () => {
    const told = child({ ...registered, missedTold: true });
    expect(next(told, quiet, '2025-04-02').step).toBe('ask_about_late_payment');
    expect(next(told, quiet, '2025-12-31').step).toBe('ask_about_late_payment');
    expect(next(told, quiet, '2026-01-01').step).toBe('over');
  });
});
