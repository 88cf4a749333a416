import { describe, expect, it } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import { decideNewbornReminder, nextNewbornStep } from '../../../functions/domain/newborn/reminder.ts';
import type { OpenQuestions } from '../../../functions/domain/settlement.ts';

const DEADLINE = localDate('2024-12-31');
const DAYS = ['2024-12-01', '2024-12-24', '2024-12-30'].map((day) => localDate(day));
const child = { bornOn: localDate('2024-06-15'), covered: false };
const NOTHING_OPEN: OpenQuestions = { reviews: [], confirmations: [] };
const open = (settledBy: 'value' | 'acknowledgement'): OpenQuestions => ({
  reviews: [{ code: 'c', field: 'f', label: '', message: '', settledBy }],
  confirmations: [],
});

/** The table's days from a day on, as they are found on that day. */
const on = (today: string, deadline: string | null = DEADLINE) => ({
  deadline: deadline === null ? null : localDate(deadline),
  remindOn: deadline === DEADLINE ? DAYS.filter((day) => day >= localDate(today)) : [],
  registrationRequired: true,
});
const planned = (daysBefore: number) => ({ lastDay: DEADLINE, daysBefore });
const decide = (today: string, daysBefore = 30, parts: Partial<typeof child> = {}, questions = NOTHING_OPEN) =>
  decideNewbornReminder(planned(daysBefore), { ...child, ...parts }, on(today), questions, localDate(today));

describe('the parents of a newborn', () => {
  it.each([
    ['2024-11-30', '2024-12-01', 30],
    ['2024-12-01', '2024-12-01', 30],
    ['2024-12-02', '2024-12-24', 7],
    ['2024-12-30', '2024-12-30', 1],
  ])('planned for on %s are reminded next on %s, %s days before the last', (today, dueOn, daysBefore) => {
    expect(nextNewbornStep(on(today), localDate(today))).toEqual({ dueOn, daysBefore });
  });

  it('are reminded no more once the last day has come, and never of a day that nobody states', () => {
    expect(nextNewbornStep(on('2024-12-31'), DEADLINE)).toBeNull();
    expect(nextNewbornStep(on('2024-12-01', null), localDate('2024-12-01'))).toBeNull();
  });

  it('are reminded on the day, and then on the next', () => {
    expect(decide('2024-12-01')).toMatchObject({ action: 'send', daysBefore: 30, next: { dueOn: '2024-12-24' } });
    expect(decide('2024-12-30', 1)).toMatchObject({ action: 'send', daysBefore: 1, next: null });
  });

  it('are reminded late of a day on which the machine was off, but not beside the one that is due', () => {
    expect(decide('2024-12-05')).toMatchObject({ action: 'send', daysBefore: 30, next: { dueOn: '2024-12-24' } });
    expect(decide('2024-12-24')).toMatchObject({ action: 'send', daysBefore: 7, next: { dueOn: '2024-12-30' } });
    expect(decide('2025-01-01', 1)).toEqual({ action: 'done', reason: 'over' });
  });

  it('are told nothing while a value is open; what only waits to be acknowledged holds up nothing', () => {
    expect(decide('2024-12-01', 30, {}, open('value'))).toEqual({ action: 'later' });
    expect(decide('2024-12-01', 30, {}, open('acknowledgement')).action).toBe('send');
  });

  it('who have paid are reminded of the registration while it brings the birth year, and of nothing after it', () => {
    expect(decide('2024-12-24', 7, { covered: true }).action).toBe('send');
    const registered = { ...child, covered: true, registeredOn: localDate('2024-12-02') };
    const decided = decideNewbornReminder(
      planned(7),
      registered,
      on('2024-12-24'),
      NOTHING_OPEN,
      localDate('2024-12-24'),
    );
    expect(decided).toEqual({ action: 'done', reason: 'paid' });
  });

  it('are reminded of another last day on its own days', () => {
    const later = {
      deadline: localDate('2025-03-25'),
      remindOn: [localDate('2025-02-23')],
      registrationRequired: true,
    };
    const moved = decideNewbornReminder(planned(7), child, later, NOTHING_OPEN, localDate('2024-12-24'));
    expect(moved).toEqual({ action: 'move', lastDay: '2025-03-25', next: { dueOn: '2025-02-23', daysBefore: 30 } });
    const silent = decideNewbornReminder(
      planned(7),
      child,
      on('2024-12-24', null),
      NOTHING_OPEN,
      localDate('2024-12-24'),
    );
    expect(silent).toEqual({ action: 'done', reason: 'no_last_day' });
  });
});
