import { describe, expect, it } from 'vitest';
import { localDate, workingDaysAfter } from '../../../functions/domain/calendar.ts';
import type { NewbornAssessment } from '../../../functions/domain/newborn/assessment.ts';
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

describe('a day on which the parents are reminded', () => {
  it("is the daily run's: the case waits, and is not looked at again for it", () => {
    const expected = { step: 'wait', lookAgainOn: '2025-01-01', remindFor: [] };
    expect(next(child(), toRegister, '2024-12-01')).toMatchObject(expected);
  });

  it('is still said to an execution that was planned to remind by itself, once for all days that have come', () => {
    const selfReminding = { reminded: [localDate('2024-12-01')], planned: toRegister };
    const remindOn = toRegister.remindOn.filter((day) => day >= localDate('2024-12-31'));
    expect(next(child({ selfReminding }), { ...toRegister, remindOn }, '2024-12-31')).toMatchObject({
      step: 'remind',
      remindFor: ['2024-12-24', '2024-12-30'],
    });
    const reminded = { reminded: toRegister.remindOn, planned: toRegister };
    expect(next(child({ selfReminding: reminded }), toRegister, '2024-12-31').step).toBe('wait');
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
