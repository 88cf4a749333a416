/**
 * Rule "years": which years a payment in the window after birth is for. Paid in the birth year it is for that year; paid
 * in the next, a text that is silent is asked. A cover never ends before the payment that bought it without a question.
 */
import { type LocalDate, lastOfYear, yearOf } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import type { Amounts, Benefit } from '../late-payment/assessment.ts';
import type { NewbornRequest } from './request.ts';

export type Share = Pick<Amounts, 'individual' | 'aid'>;

interface Bought {
  forYears: number[] | null;
  amounts: Amounts;
  benefit: Benefit;
}

export const ownAmounts = ({ individual, aid }: Share): Amounts => ({
  individual,
  subsidy: '0.00',
  repair: '0.00',
  aid,
  payable: individual,
});

/** @param share of the year of the table */
export function bought(request: NewbornRequest, paidOn: LocalDate, share: Share, record: DecisionRecord): Bought {
  const { bornOn } = request;
  const years = yearsOf(request, paidOn, record)?.toSorted((a, b) => a - b) ?? null;
  if (years === null) return { forYears: null, amounts: { ...ownAmounts(share), payable: null }, benefit: UNKNOWN };
  const end = lastOfYear(Math.max(...years));
  if (end < paidOn) {
    const message = `这笔缴费 ${paidOn} 才缴,而所缴年度的待遇到 ${end} 已经结束,是否为该年度缴费须由人工认定`;
    record.review('cover_over_before_payment', 'benefit.end', message, 'acknowledgement');
  }
  const benefit = { start: bornOn, end, retroactive: bornOn < paidOn };
  return { forYears: years, amounts: amountsOf(years, share, record), benefit };
}

const UNKNOWN: Benefit = { start: null, end: null, retroactive: false };

function yearsOf({ bornOn, forYears }: NewbornRequest, paidOn: LocalDate, record: DecisionRecord): number[] | null {
  if (forYears) return forYears;
  const birthYear = yearOf(bornOn);
  if (yearOf(paidOn) === birthYear) return [birthYear];
  const both = `${birthYear} 年度、${birthYear + 1} 年度或两个年度`;
  const message = `文件未规定次年缴费期内的缴费是为哪个年度缴的,须写明是为 ${both}`;
  const { coverageYear } = record.table;
  // Where only the new year has a table, the payment is taken for that year, and a person sees it.
  record.review('newborn_years_open', 'forYears', message, coverageYear === birthYear ? 'fact' : 'acknowledgement');
  return coverageYear === birthYear ? null : [coverageYear];
}

/** Each year's amount is in that year's own table: of another year nobody knows it here. */
function amountsOf(years: readonly number[], share: Share, record: DecisionRecord): Amounts {
  const { coverageYear } = record.table;
  const others = years.filter((year) => year !== coverageYear);
  if (others.length === 0) return ownAmounts(share);
  const message = `${others.join('、')} 年度的缴费标准由该年度的政策表规定,应缴金额须由人工核定`;
  record.review('amount_of_another_year', 'forYears', message, 'acknowledgement');
  const individual = years.includes(coverageYear) ? share.individual : null;
  return { ...ownAmounts({ ...share, individual }), payable: null };
}
