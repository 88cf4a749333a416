/** Ruling 23: each paid year is looked at by itself; those whose benefits had not begun go back at the price paid. */
import { describe, expect, it } from 'vitest';
import { answer, answerBy } from '../answers.ts';

interface Paid {
  id?: string;
  years?: number[];
  paidOn?: string;
  amount?: string;
  place?: string;
  channel?: string;
}
const paid = ({ id = 'p1', years = [2025], paidOn = '2024-10-10', amount = '400.00', ...more }: Paid = {}) => ({
  id,
  coverageYears: years,
  paidOn,
  amount,
  place: '140400',
  channel: 'bank',
  ...more,
});
const prepaid = paid({ years: [2025, 2026, 2027, 2028], paidOn: '2024-11-03', amount: '1600.00' });
const asked = (ground: string, eventOn: string, more: object = {}) => ({
  region: '140400',
  coverageYear: 2025,
  ground,
  applicant: ground === 'death' ? 'heir' : 'payer',
  appliedOn: '2027-12-31',
  eventOn,
  payments: [prepaid],
  ...more,
});
const items = (...years: number[]) =>
  years.map((coverageYear) => ({ paymentId: 'p1', coverageYear, amount: '400.00' }));

describe.each(['death', 'employee_insurance', 'enrolled_elsewhere'])('%s, with four years prepaid', (ground) => {
  it.each([
    ['2024-12-31', [2025, 2026, 2027, 2028]],
    ['2025-01-01', [2026, 2027, 2028]],
    ['2025-09-15', [2026, 2027, 2028]],
    ['2025-12-31', [2026, 2027, 2028]],
    ['2026-01-01', [2027, 2028]],
    ['2026-05-10', [2027, 2028]],
    ['2027-12-31', [2028]],
  ])('on %s gives back the years %j at the price paid', async (eventOn, years) => {
    expect(await answer('refund', asked(ground, eventOn))).toMatchObject({
      status: 'decided',
      outcome: 'refund',
      amount: `${400 * years.length}.00`,
      items: items(...years),
    });
  });

  it('in the last year gives nothing back, and says by which clause', async () => {
    const answered = await answer('refund', asked(ground, '2028-01-02', { appliedOn: '2028-02-01' }));
    expect(answered).toMatchObject({ outcome: 'refuse', reason: 'benefit_period_started', amount: '0.00' });
    expect(answered).toMatchObject({
      basis: expect.arrayContaining([expect.objectContaining({ clause: 'X09-after' })]),
    });
  });

  it('leaves the year that was used, and says by which clause', async () => {
    const answered = await answer('refund', asked(ground, '2025-09-15', { appliedOn: '2025-10-30' }));
    expect(answered).toMatchObject({ amount: '1200.00', items: items(2026, 2027, 2028) });
    expect(answered).toMatchObject({
      basis: expect.arrayContaining([expect.objectContaining({ clause: 'X09-after' })]),
    });
  });
});

describe('an event that takes effect on the first day of benefits', () => {
  const elsewhere = (appliedOn: string, payments = [paid()]) =>
    answer('refund', asked('enrolled_elsewhere', '2025-01-01', { appliedOn, payments }));
  it('counts as before them, applied for before that day', async () => {
    expect(await elsewhere('2024-12-31')).toMatchObject({ status: 'decided', outcome: 'refund', amount: '400.00' });
  });
  it.each(['2025-01-01', '2025-01-20'])('does not, applied for on %s', async (appliedOn) => {
    expect(await elsewhere(appliedOn)).toMatchObject({ outcome: 'refuse', reason: 'benefit_period_started' });
  });
  it('of a later prepaid year counts so too', async () => {
    const answered = await answer('refund', asked('enrolled_elsewhere', '2027-01-01', { appliedOn: '2026-11-20' }));
    expect(answered).toMatchObject({ status: 'decided', items: items(2027, 2028) });
  });
  it('of a late payment counts so on the day on which its wait is over', async () => {
    const late = [paid({ paidOn: '2025-03-10', amount: '1070.00' })];
    const joined = (appliedOn: string) =>
      answer('refund', asked('employee_insurance', '2025-06-10', { appliedOn, payments: late }));
    expect(await joined('2025-06-09')).toMatchObject({ outcome: 'refund', amount: '1070.00' });
    expect(await joined('2025-06-10')).toMatchObject({ outcome: 'refuse' });
  });
});

it('an event that has not happened yet, on another day, is a question', async () => {
  const answered = await answer(
    'refund',
    asked('employee_insurance', '2024-12-20', { appliedOn: '2024-12-01', payments: [paid()] }),
  );
  expect(answered).toMatchObject({ status: 'needs_review', amount: '400.00', review: [{ code: 'event_in_future' }] });
});

describe('payments of another region', () => {
  const university = paid({ id: 'p2', years: [2025, 2026, 2027, 2028], amount: '1600.00', place: '330100' });
  it('stay: the home payment alone goes back', async () => {
    const request = asked('enrolled_elsewhere', '2024-12-01', {
      appliedOn: '2024-12-10',
      payments: [paid(), university],
    });
    expect(await answer('refund', request)).toMatchObject({
      status: 'decided',
      outcome: 'refund',
      amount: '400.00',
      items: items(2025),
      kept: ['p2'],
    });
  });
  it.each(['death', 'employee_insurance', 'enrolled_elsewhere'])('alone are redirected, for %s', async (ground) => {
    const request = asked(ground, '2024-12-01', { appliedOn: '2024-12-10', payments: [university] });
    expect(await answer('refund', request)).toMatchObject({ outcome: 'redirect', reason: 'paid_elsewhere' });
  });
  it('of a departing student and of aid recognised later stay too', async () => {
    const left = { kind: 'withdrawal', on: '2026-09-10' };
    const of = (more: object) =>
      answer('refund', {
        region: '141181',
        coverageYear: 2026,
        applicant: 'payer',
        appliedOn: '2026-09-10',
        payments: [university],
        ...more,
      });
    expect(await of({ ground: 'departure', departure: left })).toMatchObject({ outcome: 'redirect' });
    const identities = [{ category: 'subsistence_allowance', identifiedOn: '2026-01-10' }];
    const aided = { ground: 'aid_recognised', eventOn: '2026-01-10', appliedOn: '2026-01-10', identities };
    expect(await of({ ...aided, payments: [{ ...university, coverageYears: [2026] }] })).toMatchObject({
      outcome: 'redirect',
    });
  });
});

describe('a sum that does not divide evenly', () => {
  const uneven = paid({ years: [2025, 2026, 2027], amount: '1000.00' });
  it('goes back whole without a question where all its years do', async () => {
    const request = asked('death', '2024-12-20', { appliedOn: '2025-01-10', payments: [uneven] });
    expect(await answer('refund', request)).toMatchObject({ status: 'decided', amount: '1000.00' });
  });
  it('is for a person where some stay', async () => {
    const request = asked('death', '2025-03-20', { appliedOn: '2025-04-10', payments: [uneven] });
    expect(await answer('refund', request)).toMatchObject({
      status: 'needs_review',
      amount: '666.66',
      review: [{ code: 'price_of_year_unknown' }],
    });
  });
});

it('aid recognised in a prepaid year is paid back of that year alone', async () => {
  const answered = await answer('refund', {
    region: '141181',
    coverageYear: 2026,
    ground: 'aid_recognised',
    applicant: 'payer',
    appliedOn: '2026-01-10',
    eventOn: '2026-01-10',
    identities: [{ category: 'subsistence_allowance', identifiedOn: '2026-01-10' }],
    payments: [paid({ years: [2026, 2027], paidOn: '2025-11-10', amount: '800.00', place: '141181' })],
  });
  expect(answered).toMatchObject({ amount: '320.00', items: [{ coverageYear: 2026, amount: '320.00' }] });
});

describe('what a table says of refunds', () => {
  const value = (at: string, said: string | boolean | string[]) => ({
    [at]: { value: said, standing: 'stated', clause: 'CZ-19' },
  });
  const silent = (at: string) => ({ [at]: { standing: 'silent', note: '未规定' } });
  const begun = asked('death', '2025-09-15', { appliedOn: '2025-10-30' });

  it('not only before benefits begin: the year of the event goes back too', async () => {
    const said = value('refund.beforeBenefitPeriodOnly', false);
    expect(await answerBy(said, 'refund', begun)).toMatchObject({
      status: 'decided',
      outcome: 'refund',
      items: items(2025, 2026, 2027, 2028),
    });
  });
  it('nothing of the time after benefits begin: a question, by its name', async () => {
    expect(await answerBy(silent('refund.beforeBenefitPeriodOnly'), 'refund', begun)).toMatchObject({
      outcome: null,
      amount: null,
      review: [{ field: 'refund.beforeBenefitPeriodOnly', settledBy: 'value' }],
    });
  });
  it.each(['duplicate_payment', 'death', 'employee_insurance', 'enrolled_elsewhere', 'change_of_mind'])(
    'a list without %s is a decision with its clause, no list a question',
    async (ground) => {
      const request = asked(ground, '2024-12-01', { appliedOn: '2024-12-10', payments: [paid(), paid({ id: 'p2' })] });
      expect(await answerBy(value('refund.grounds', ['departure']), 'refund', request)).toMatchObject({
        status: 'decided',
        outcome: 'refuse',
        reason: 'no_ground',
        basis: expect.arrayContaining([expect.objectContaining({ rule: 'ground', clause: 'CZ-19' })]),
      });
      expect(await answerBy(silent('refund.grounds'), 'refund', request)).toMatchObject({
        outcome: null,
        review: [{ field: 'refund.grounds' }],
      });
    },
  );
  it('a change of mind on its list: years whose benefits have not begun on the day of the application', async () => {
    const said = value('refund.grounds', ['change_of_mind']);
    const { eventOn: _, ...request } = asked('change_of_mind', '');
    expect(await answerBy(said, 'refund', { ...request, appliedOn: '2026-11-20' })).toMatchObject({
      status: 'decided',
      items: items(2027, 2028),
    });
  });
  it('a lump sum that is topped up has no equal parts, and where none is allowed a person decides', async () => {
    const left = (said: object) =>
      answerBy({ ...said }, 'refund', {
        region: '141181',
        coverageYear: 2026,
        ground: 'departure',
        departure: { kind: 'transfer', on: '2026-09-10' },
        appliedOn: '2026-09-10',
        applicant: 'payer',
        payments: [paid({ years: [2026, 2027], paidOn: '2025-11-10', amount: '800.00', place: '141181' })],
      });
    const stated = (said: boolean) => ({ value: said, standing: 'stated', clause: 'XY-21' });
    expect(await left({})).toMatchObject({ status: 'decided', amount: '400.00' });
    expect(await left({ 'student.toppedUp': stated(true) })).toMatchObject({
      review: [{ code: 'price_of_year_topped_up' }],
    });
    expect(await left({ 'student.lumpSum': stated(false) })).toMatchObject({
      review: [{ code: 'lump_sum_not_allowed' }],
    });
  });
});
