/** A day or a sum that nobody can mean is said with its field, at every door, and decides nothing. */
import { describe, expect, it } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { implausibleRefund } from '../../functions/domain/plausible.ts';
import { answer } from './answers.ts';

const payment = {
  id: 'p1',
  coverageYears: [2025],
  paidOn: '2024-10-10',
  amount: '400.00',
  place: '140400',
  channel: 'bank',
};
const refund = (more: object, paid: object = {}) =>
  answer('refund', {
    region: '140400',
    coverageYear: 2025,
    ground: 'death',
    applicant: 'heir',
    appliedOn: '2024-12-10',
    eventOn: '2024-12-01',
    payments: [{ ...payment, ...paid }],
    ...more,
  });
const refused = (path: string) => ({ error: { code: 'invalid_request', issues: [{ path }] } });

describe('a refund', () => {
  it('of facts that can be meant is decided', async () => {
    expect(await refund({})).toMatchObject({ status: 'decided', amount: '400.00' });
  });
  it.each([
    ['a death in the future', { eventOn: '2024-12-11' }, 'eventOn'],
    ['a death long before', { eventOn: '1980-01-01' }, 'eventOn'],
    [
      'another insurance years ahead',
      { ground: 'employee_insurance', applicant: 'payer', eventOn: '2025-12-11' },
      'eventOn',
    ],
    ['a recognition in the future', { ground: 'aid_recognised', applicant: 'payer', eventOn: '2024-12-11' }, 'eventOn'],
    [
      'a departure in the future',
      { ground: 'departure', applicant: 'payer', departure: { kind: 'transfer', on: '2024-12-11' } },
      'departure.on',
    ],
    ['an application of another century', { appliedOn: '2924-12-10' }, 'appliedOn'],
  ])('for %s names the field', async (_, more, path) => {
    expect(await refund(more)).toMatchObject(refused(path));
  });
  it.each([
    ['a day of 1800', { paidOn: '1800-01-01' }, 'payments.0.paidOn'],
    ['a day after the application', { paidOn: '2024-12-11' }, 'payments.0.paidOn'],
    ['a day years before its year', { paidOn: '2022-12-31' }, 'payments.0.paidOn'],
    ['a sum that nobody pays', { amount: '100000.01' }, 'payments.0.amount'],
  ])('of a payment with %s names the field', async (_, paid, path) => {
    expect(await refund({}, paid)).toMatchObject({
      error: { issues: expect.arrayContaining([expect.objectContaining({ path })]) },
    });
  });
  it('for a death before birth names the day, where the birth is known', () => {
    const facts = { ground: 'death', appliedOn: localDate('2024-12-10') };
    const born = localDate('2010-02-03');
    expect(implausibleRefund({ ...facts, eventOn: localDate('2010-02-02') }, born)).toMatchObject([
      { path: 'eventOn' },
    ]);
    expect(implausibleRefund({ ...facts, eventOn: localDate('2010-02-03') }, born)).toEqual([]);
  });
});

describe('the other kinds', () => {
  const late = { region: '140400', coverageYear: 2025, paidOn: '2025-03-10' };
  it.each<[string, object, string]>([
    ['late-payment', { ...late, birthDate: '2025-03-11' }, 'birthDate'],
    ['late-payment', { ...late, birthDate: '1899-12-31' }, 'birthDate'],
    ['late-payment', { ...late, paidOn: '1989-12-31' }, 'paidOn'],
    ['late-payment', { ...late, paidOn: '2999-12-31' }, 'paidOn'],
    ['late-payment', { ...late, birthDate: '1990-02-03', exit: { scheme: 'employee', on: '1990-02-02' } }, 'exit.on'],
    [
      'late-payment',
      { ...late, identities: [{ category: 'disabled', certificateIssuedOn: '1949-10-01' }] },
      'identities.0.certificateIssuedOn',
    ],
    ['newborn', { region: '140400', bornOn: '2124-06-15', asOf: '2124-06-16' }, 'bornOn'],
    ['reminder', { region: '140400', coverageYear: 2025, asOf: '2025-01-10', bornOn: '2025-01-11' }, 'bornOn'],
  ])('%s of %j names the field', async (kind, request, path) => {
    expect(await answer(kind, request)).toMatchObject({
      error: { issues: expect.arrayContaining([expect.objectContaining({ path })]) },
    });
  });
});
