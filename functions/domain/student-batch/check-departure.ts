/**
 * Checks a readable departure against the ledger: is this the university's student, and which money is left to give
 * back?
 */
import { firstOfYear } from '../calendar.ts';
import type { RowIssue } from '../imports/row-issue.ts';
import type { Li } from '../money.ts';
import { leftOfYear, yearsLeft } from '../refund/price-of-year.ts';
import type { PartBack } from '../refund/request.ts';
import type { DepartureRow } from './departure-row.ts';

/** A payment that the university made for a student. */
export interface StudentPayment {
  voucher: string;
  region: string;
  coverageYears: readonly number[];
  amount: Li;
  /** The case that has it, or gave something of it back, and whether the money was given back. */
  claim?: { caseId: string; settled: boolean };
  /** Where something of it is left: what earlier refunds gave back. */
  back?: readonly PartBack[];
}

export interface Refundable {
  region: string;
  vouchers: string[];
  /** What is given back by year, as far as it can be said before the case decides. */
  byYear: { coverageYear: number; amount: Li }[];
}

export type DepartureCheck = { ok: true; refundable: Refundable } | { ok: false; issues: RowIssue[] };

/** @param payments of this student through this university; none if it is not one of theirs. */
export function checkDeparture({ on }: Pick<DepartureRow, 'on'>, payments: readonly StudentPayment[]): DepartureCheck {
  if (payments.length === 0) {
    return refuse('身份证号码', '不是通过本校参保缴费的学生', '请核对号码；刚缴费的，请等税务数据导入后再上传');
  }
  const remaining = payments.filter(({ coverageYears }) => coverageYears.some((year) => firstOfYear(year) > on));
  if (remaining.length === 0) {
    const last = Math.max(...payments.flatMap(({ coverageYears }) => coverageYears));
    return refuse(
      '离校日期',
      `没有剩余年度，缴费只到 ${last} 年度`,
      `离校日期早于 ${last}-01-01 才有可退的年度，否则请删去此行`,
    );
  }
  const free = remaining.filter((payment) => yearsFree(payment, on).length > 0);
  const [held] = remaining.flatMap(({ claim }) => claim ?? []);
  if (free.length === 0 && held) {
    return held.settled
      ? refuse('身份证号码', `已经退费，见案件 ${held.caseId}`, '请删去此行')
      : refuse('身份证号码', `已在案件 ${held.caseId} 中办理`, '请删去此行，在该案件中查看进度');
  }
  return {
    ok: true,
    refundable: {
      region: free[0]?.region ?? '',
      vouchers: free.map(({ voucher }) => voucher),
      byYear: free.flatMap((payment) => yearsOf(payment, on)),
    },
  };
}

const refuse = (column: string, message: string, expected: string): DepartureCheck => ({
  ok: false,
  issues: [{ column, found: '', message, expected }],
});

/** Years after a day that no refund has. */
export const yearsFree = (payment: StudentPayment, on: string): number[] =>
  payment.claim && !payment.back ? [] : yearsLeft(payment).filter((year) => firstOfYear(year) > on);

const yearsOf = (payment: StudentPayment, on: string) =>
  yearsFree(payment, on).map((coverageYear) => ({ coverageYear, amount: leftOfYear(payment, coverageYear) }));
