/** Which years of which payments a refund takes back whole: nobody is insured by these payments for these years. */
import { stayingOf, sumOfAmounts } from '../../domain/refund/claims.ts';
import { endsEnrolment } from '../../domain/refund/ends-enrolment.ts';
import type { RefundCase } from './case.ts';

export interface YearBack {
  coverageYear: number;
  vouchers: string[];
  /** Of duplicates: the payment that insures from now on. */
  kept?: string;
}

/** In the order of the years. Aid that is recognised later, and a part of the price, leave the person insured. */
export function yearsBack({ facts, claims = [], plan }: RefundCase): YearBack[] {
  const whole = claims.filter(({ voucher, amount }) => {
    if (endsEnrolment(facts.ground) || facts.ground === 'duplicate_payment') return true;
    const paid = plan?.payments.find((payment) => payment.voucher === voucher)?.amount;
    return paid !== undefined && sumOfAmounts([paid]) === sumOfAmounts([amount]);
  });
  const years = [...new Set(whole.flatMap(({ coverageYears }) => coverageYears))].sort((one, other) => one - other);
  const staying = facts.ground === 'duplicate_payment' ? stayingOf(claims, plan?.payments ?? []) : [];
  return years.map((coverageYear) => {
    const kept = staying.find((one) => one.coverageYear === coverageYear)?.voucher;
    const ofYear = whole.filter(({ coverageYears }) => coverageYears.includes(coverageYear));
    return { coverageYear, vouchers: ofYear.map(({ voucher }) => voucher), ...(kept !== undefined && { kept }) };
  });
}
