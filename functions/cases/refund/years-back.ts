/** Which years of which payments a refund takes back whole: nobody is insured by these payments for these years. */
import { parseYuan, ZERO } from '../../domain/money.ts';
import { stayingOf, type WantedClaim } from '../../domain/refund/claims.ts';
import { endsEnrolment } from '../../domain/refund/ends-enrolment.ts';
import { leftOf, leftOfYear, yearsLeft } from '../../domain/refund/price-of-year.ts';
import { isSameVoucher } from '../../domain/voucher.ts';
import type { RefundCase } from './case.ts';
import { refundPaymentOf } from './stored-refund.ts';

export interface YearBack {
  coverageYear: number;
  vouchers: string[];
  /** Of duplicates: the payment that insures from now on. */
  kept?: string;
}

/** In the order of the years. Aid that is recognised later, and a part of the price, leave the person insured. */
export function yearsBack(found: RefundCase): YearBack[] {
  const { claims = [] } = found;
  const whole = claims.map((claim) => ({ ...claim, coverageYears: wholeYears(found, claim) }));
  const years = [...new Set(whole.flatMap(({ coverageYears }) => coverageYears))].sort((one, other) => one - other);
  const staying = found.facts.ground === 'duplicate_payment' ? stayingIn(found) : [];
  return years.map((coverageYear) => {
    const kept = staying.find((one) => one.coverageYear === coverageYear)?.voucher;
    const ofYear = whole.filter(({ coverageYears }) => coverageYears.includes(coverageYear));
    return { coverageYear, vouchers: ofYear.map(({ voucher }) => voucher), ...(kept !== undefined && { kept }) };
  });
}

/** Of duplicates the payment of each year that stays; one that went back before stays for nobody. */
export function stayingIn({ claims = [], plan }: RefundCase): { coverageYear: number; voucher: string }[] {
  const payments = (plan?.payments ?? []).map((payment) => ({
    ...payment,
    coverageYears: yearsLeft(refundPaymentOf(payment)),
  }));
  return stayingOf(claims, payments);
}

/** Whoever bears the price because of aid, the year stays paid; of a price that is lowered something is left. */
function wholeYears({ facts, plan }: RefundCase, { voucher, coverageYears, amount }: WantedClaim): number[] {
  const { ground } = facts;
  if (endsEnrolment(ground) || ground === 'duplicate_payment') return coverageYears;
  const stored = plan?.payments.find((payment) => isSameVoucher(payment.voucher, voucher));
  if (!stored || ground === 'aid_recognised') return [];
  const payment = refundPaymentOf(stored);
  if (parseYuan(amount) === leftOf(payment)) return [...payment.coverageYears];
  const backIn = (year: number): number =>
    (plan?.assessment.items ?? [])
      .filter((item) => isSameVoucher(item.paymentId, voucher) && item.coverageYear === year)
      .reduce((sum, item) => sum + (parseYuan(item.amount) ?? ZERO), 0);
  return coverageYears.filter((year) => backIn(year) >= leftOfYear(payment, year));
}
