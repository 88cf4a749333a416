/**
 * Grounds `other` and `wrong_standard`: no text says how much, so a person states the amount of each payment and year
 * with the document that says so. Two people review it, the second an approver; never more than was paid.
 */
import type { DecisionRecord } from '../decision.ts';
import { add, formatYuan, type Li, parseYuan, ZERO } from '../money.ts';
import { isSameVoucher } from '../voucher.ts';
import { type GroundResult, refund, sentElsewhere, UNDECIDED } from './assessment.ts';
import { isPaidIn } from './paid-here.ts';
import { leftOf } from './price-of-year.ts';
import type { RefundPayment, RefundRequest, StatedAmount } from './request.ts';

const STATED: readonly RefundRequest['ground'][] = ['other', 'wrong_standard'];

/** Whether a person states the amounts of this ground. */
export const isStated = (ground: RefundRequest['ground']): boolean => STATED.includes(ground);

export function refundStated(request: RefundRequest, record: DecisionRecord): GroundResult {
  const { grounds } = record.table.refund;
  const listed = grounds.value?.includes(request.ground) === true;
  if (listed) record.use('ground', 'refund.grounds', grounds);
  const here = request.payments.filter((payment) => isPaidIn(payment, request.region));
  if (here.length === 0) return sentElsewhere('paid_elsewhere');
  const { stated } = request;
  if (!stated) {
    if (!listed) {
      record.review('ground_open', 'refund.grounds', '文件未列明该退费事由,是否退费须由人工认定', 'acknowledgement');
    }
    const message = '每笔缴费退还多少须由人工逐笔写明:凭证号、年度、金额和依据文件;须两人复核,复审由审批人办理';
    record.review('amount_to_be_stated', 'stated', message, 'fact');
    return UNDECIDED;
  }
  const [mistake] = mistakesIn(stated, here);
  if (mistake) {
    record.review('stated_amount_wrong', mistake.path, mistake.message, 'fact');
    return UNDECIDED;
  }
  record.cite(
    stated.map(({ document }) => ({
      rule: 'stated_amount',
      clause: document,
      document,
      quote: '',
      standing: 'supplied',
    })),
  );
  return refund(
    stated.map((one) => ({
      paymentId: here.find(({ id }) => isSameVoucher(id, one.paymentId))?.id ?? one.paymentId,
      coverageYear: one.coverageYear,
      amount: amountOf(one),
    })),
  );
}

const amountOf = ({ amount }: StatedAmount): Li => parseYuan(amount) ?? ZERO;

/** What is wrong with stated amounts, each with its field; none where they may be given back. */
export function mistakesIn(
  stated: readonly StatedAmount[],
  payments: readonly Pick<RefundPayment, 'id' | 'coverageYears' | 'amount' | 'back'>[],
): { path: string; message: string }[] {
  return stated.flatMap(({ paymentId, coverageYear }, index) => {
    const path = (field: string): string => `stated.${index}.${field}`;
    const payment = payments.find(({ id }) => isSameVoucher(id, paymentId));
    if (!payment) {
      const ids = payments.map(({ id }) => id).join('、');
      return [{ path: path('paymentId'), message: `不是本次申请可以退还的缴费,应为 ${ids}` }];
    }
    if (!payment.coverageYears.includes(coverageYear)) {
      const years = payment.coverageYears.join('、');
      return [{ path: path('coverageYear'), message: `这笔缴费不是为该年度缴的,应为 ${years}` }];
    }
    const same = (other: StatedAmount): boolean =>
      isSameVoucher(other.paymentId, paymentId) && other.coverageYear === coverageYear;
    if (stated.findIndex(same) < index) {
      return [{ path: path('coverageYear'), message: '同一笔缴费的同一年度只写一次' }];
    }
    const upToHere = stated.slice(0, index + 1).filter((one) => isSameVoucher(one.paymentId, paymentId));
    const sum = add(ZERO, ...upToHere.map(amountOf));
    const left = leftOf(payment);
    if (sum <= left) return [];
    const before = payment.back?.length ? `(缴 ${formatYuan(payment.amount)} 元,已退的不再退)` : '';
    const message = `合计 ${formatYuan(sum)} 元,多于这笔缴费${before ? '可退' : ''}的 ${formatYuan(left)} 元${before}`;
    return [{ path: path('amount'), message }];
  });
}
