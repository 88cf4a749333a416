/** A row of a university's list: what of a student's payments is left to give back, whatever went back before. */
import { expect, test } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import { li } from '../../../functions/domain/money.ts';
import { checkDeparture, type StudentPayment } from '../../../functions/domain/student-batch/check-departure.ts';
import type { DepartureRow } from '../../../functions/domain/student-batch/departure-row.ts';

const on = localDate('2026-06-30');
const row = (day = on) => ({ on: day }) satisfies Pick<DepartureRow, 'on'>;
const yuan = (amount: number) => li(amount * 1000);
const prepaid: StudentPayment = {
  ...{ voucher: 'V-1', region: '141181', coverageYears: [2026, 2027, 2028, 2029], amount: yuan(1600) },
};
const settled = { caseId: 'R-1', settled: true };
const years = (payment: StudentPayment) => {
  const found = checkDeparture(row(), [payment]);
  return found.ok
    ? found.refundable.byYear.map((one) => [one.coverageYear, one.amount / 1000])
    : found.issues[0]?.message;
};

test('the years that have not begun go back, each at its price', () => {
  expect(years(prepaid)).toEqual([
    [2027, 400],
    [2028, 400],
    [2029, 400],
  ]);
});

test('a year that went back before is not counted again, and one whose price was lowered at what is left', () => {
  const back = [
    { coverageYear: 2027, amount: yuan(400) },
    { coverageYear: 2028, amount: yuan(150) },
  ];
  expect(years({ ...prepaid, claim: settled, back })).toEqual([
    [2028, 250],
    [2029, 400],
  ]);
});

test('while a refund has the payment, or where nobody can say which years went back, the row names its case', () => {
  expect(years({ ...prepaid, claim: { caseId: 'R-2', settled: false } })).toBe('已在案件 R-2 中办理');
  expect(years({ ...prepaid, claim: settled })).toBe('已经退费，见案件 R-1');
  const back = [2027, 2028, 2029].map((coverageYear) => ({ coverageYear, amount: yuan(400) }));
  expect(years({ ...prepaid, claim: settled, back })).toBe('已经退费，见案件 R-1');
});
