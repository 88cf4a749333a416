import { describe, expect, it } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import { versionInForce } from '../../../functions/domain/policy/version-in-force.ts';
import { type DueDecision, decideDue } from '../../../functions/domain/reminder/decide-due.ts';
import { parseQuietHours, quietUntil } from '../../../functions/domain/reminder/quiet-hours.ts';
import type { ReminderRequest } from '../../../functions/domain/reminder/request.ts';
import { LATE_STEP, nextStep, readStepName, stepName } from '../../../functions/domain/reminder/steps.ts';
import { versionsOf } from '../late-payment/tables.ts';

function decide(
  [region, coverageYear]: readonly [string, number],
  today: string,
  planned: { lastDay: string; daysBefore: number },
  more: Partial<ReminderRequest> = {},
): DueDecision {
  const asOf = localDate(today);
  const policy = versionInForce(versionsOf(region, coverageYear), asOf);
  if (!policy) throw new Error('no table');
  const { lastDay, daysBefore } = planned;
  return decideDue(
    { occasion: 'period', lastDay: localDate(lastDay), daysBefore },
    { region, coverageYear, asOf, ...more },
    policy,
  );
}

const XIAOYI = ['141181', 2026] as const;
const CHANGZHI = ['140400', 2025] as const;
const YUNCHENG = ['140800', 2024] as const;
const week = { lastDay: '2026-02-25', daysBefore: 7 };

describe('a reminder whose day has come', () => {
  it.each([
    [
      'a week before the last day is sent, and the next is the day before it',
      XIAOYI,
      '2026-02-18',
      week,
      7,
      '2026-02-24',
    ],
    [
      'on the day before is sent, and the next says what late means',
      XIAOYI,
      '2026-02-24',
      { ...week, daysBefore: 1 },
      1,
      '2026-02-26',
    ],
    [
      'that a run missed is sent once, and not the one that was passed over',
      XIAOYI,
      '2026-02-24',
      week,
      7,
      '2026-02-26',
    ],
    ['that a run missed until after the last day is the late one', XIAOYI, '2026-02-27', week, LATE_STEP, undefined],
    [
      'on the day after the last day is the last',
      XIAOYI,
      '2026-02-26',
      { ...week, daysBefore: LATE_STEP },
      LATE_STEP,
      undefined,
    ],
  ] as const)('%s', (_rule, table, today, planned, step, next) => {
    expect(decide(table, today, planned)).toMatchObject({ action: 'send', daysBefore: step });
    const decision = decide(table, today, planned);
    expect(decision.action === 'send' ? decision.next?.dueOn : null).toBe(next);
  });

  it('is over for a person who has paid', () => {
    expect(decide(XIAOYI, '2026-02-18', week, { paidYears: [2026] })).toEqual({ action: 'done', reason: 'paid' });
  });

  it('waits to the day after the one on which a payment must be visible', () => {
    const said = { paidOn: localDate('2026-02-17'), channel: 'bank' as const };
    const decision = decide(XIAOYI, '2026-02-18', week, said);
    // Five working days after 17 February, over the Spring Festival with its make-up days.
    expect(decision).toEqual({ action: 'postpone', until: '2026-03-01' });
    expect(decide(XIAOYI, '2026-02-28', week, said)).toEqual(decision);
    const after = decide(XIAOYI, '2026-03-01', week, said);
    expect(after).toMatchObject({ action: 'send', matter: { assessment: { template: 'payment_not_found' } } });
  });

  it('says after the last day what late costs and how long the wait is', () => {
    const decision = decide(CHANGZHI, '2025-02-26', { lastDay: '2025-02-25', daysBefore: LATE_STEP });
    expect(decision).toMatchObject({
      matter: { assessment: { template: 'late_payment', quote: { payable: '1070.00', waitingMonths: 3 } } },
    });
  });

  it('tells an aided person of the special payment and what an ordinary one forecloses', () => {
    const identities = [{ category: 'subsistence_allowance' as const }];
    const decision = decide(CHANGZHI, '2025-02-18', { lastDay: '2025-02-25', daysBefore: 7 }, { identities });
    expect(decision).toMatchObject({
      matter: {
        assessment: { template: 'special_payment' },
        foreclosure: { forecloses: true, basis: [{ clause: 'CZ-08' }] },
      },
    });
  });

  it('on a day on which the window is closed names the next open one', () => {
    const decision = decide(XIAOYI, '2026-01-26', { lastDay: '2026-02-25', daysBefore: 30 });
    expect(decision).toMatchObject({ matter: { assessment: { payableNow: false, nextOpenOn: '2026-02-01' } } });
  });

  it('moves with a last day that a newer version of the table has put off', () => {
    const late = { lastDay: '2023-12-25', daysBefore: LATE_STEP };
    const decision = decide(YUNCHENG, '2024-01-20', late);
    expect(decision).toEqual({
      action: 'move',
      lastDay: '2024-02-25',
      next: { dueOn: '2024-01-26', daysBefore: 30 },
    });
    expect(decide(YUNCHENG, '2024-01-26', late)).toMatchObject({ action: 'send', daysBefore: 30 });
  });

  it('is over where the table has no last day, or nothing can be paid any more', () => {
    const planned = { lastDay: '2024-12-25', daysBefore: 7 };
    expect(decide(['310000', 2025], '2024-12-18', planned)).toEqual({ action: 'done', reason: 'no_last_day' });
    const fenxi = { lastDay: '2022-12-25', daysBefore: LATE_STEP };
    expect(decide(['141034', 2023], '2022-12-26', fenxi)).toEqual({ action: 'done', reason: 'not_payable' });
  });
});

describe('the steps of an occasion', () => {
  it('have names of their own for every last day, which can be read back', () => {
    const name = stepName('period', localDate('2026-02-25'), LATE_STEP);
    expect(name).toBe('period_2026-02-25_late');
    const lastDay = localDate('2026-02-25');
    expect(readStepName(name)?.occasions).toEqual(['period']);
    expect(readStepName(name)?.daysBefore(lastDay)).toBe(LATE_STEP);
    expect(readStepName('payment_notice')).toBeNull();
  });

  it('keep the names by which state machines up to 0.1.1 reminded, so that nobody is reminded again', () => {
    const lastDay = localDate('2026-02-25');
    expect(stepName('payment_notice', lastDay, 7)).toBe('payment_reminder');
    expect(stepName('exit_window', lastDay, 7, 2)).toBe('payment_reminder_2');
    expect(stepName('newborn', lastDay, 1)).toBe('newborn_reminder_2026-02-24');
    expect(readStepName('payment_reminder_2')?.occasions).toEqual(['payment_notice', 'exit_window']);
    expect(readStepName('payment_reminder')?.daysBefore(lastDay)).toBe(7);
    expect(readStepName('newborn_reminder_2026-02-24')?.daysBefore(lastDay)).toBe(1);
  });

  it('begin after the day on which they are planned', () => {
    expect(nextStep('period', localDate('2026-02-25'), localDate('2026-02-18'))?.dueOn).toBe('2026-02-24');
    expect(nextStep('documents', localDate('2026-02-25'), localDate('2026-02-22'))).toBeNull();
  });
});

describe('quiet hours', () => {
  const night = parseQuietHours('21:00-08:00') ?? { from: '', to: '' };
  it.each([
    ['begin at nine in the evening', '2026-02-18T13:00:00Z', '2026-02-19T00:00:00.000Z'],
    ['last over midnight', '2026-02-18T20:00:00Z', '2026-02-19T00:00:00.000Z'],
    ['are over at eight', '2026-02-19T00:00:00Z', null],
    ['have not begun a minute before nine', '2026-02-18T12:59:00Z', null],
  ])('%s', (_rule, instant, until) => expect(quietUntil(instant, night)).toBe(until));

  it('are not read from another text', () => expect(parseQuietHours('at night')).toBeNull());
});
