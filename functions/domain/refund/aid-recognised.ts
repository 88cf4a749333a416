/** Ground "aid recognised": the aid is paid back if it was recognised inside the period, and nothing after it. */
import type { DecisionRecord } from '../decision.ts';
import { decideIdentity } from '../late-payment/identity.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import { type Li, subtract } from '../money.ts';
import { type GroundResult, notRefunded, type RefundItem, refund, sentElsewhere, UNDECIDED } from './assessment.ts';
import { isPaidIn } from './paid-here.ts';
import { pricesOf, yearsLeft } from './price-of-year.ts';
import type { RefundRequest } from './request.ts';

export function refundAid(request: RefundRequest, record: DecisionRecord): GroundResult {
  const { aid, period, extension } = record.table;
  const recognisedOn = request.identities?.find(({ identifiedOn }) => identifiedOn)?.identifiedOn ?? request.eventOn;
  if (recognisedOn === undefined) {
    record.review('fact_missing', 'eventOn', '缺少身份认定日期', 'fact');
    return UNDECIDED;
  }
  if (aid.ordinaryForecloses.value === true) {
    record.use('aid_foreclosed', 'aid.ordinaryForecloses', aid.ordinaryForecloses);
    const message = '已办理正常缴费的不能再办理特殊缴费,是否退还资助部分须由人工认定';
    const field = record.table.rules === null ? 'aid.recognisedAfterPaying.inPeriod' : 'ways_out.aid_recognised';
    record.review('aid_foreclosed', field, message, 'value');
    return UNDECIDED;
  }
  if (record.table.rules !== null) {
    const message = '缴费后才认定身份的,已缴费用是否退还,政策表没有写明(ways_out)';
    record.review('aid_recognised_silent', 'ways_out.aid_recognised', message, 'value', '缴费后认定身份的退费');
    return UNDECIDED;
  }
  const end = extension?.end.value ?? period.end.value;
  const inPeriod = end !== null && recognisedOn <= end;
  if (!inPeriod) {
    const after = record.use(
      'aid_recognised_late',
      'aid.recognisedAfterPaying.afterPeriod',
      aid.recognisedAfterPaying.afterPeriod,
    );
    return after === null ? UNDECIDED : notRefunded('recognised_after_period');
  }
  if (record.use('aid_recognised', 'aid.recognisedAfterPaying.inPeriod', aid.recognisedAfterPaying.inPeriod) === null) {
    return UNDECIDED;
  }
  const { region, coverageYear, identities } = request;
  const facts = { region, coverageYear, identities, paidOn: request.appliedOn };
  const found = selfPayByLine(facts, record);
  if (typeof found !== 'number') return found;
  const selfPay = found;
  const ofYear = request.payments.filter(
    (payment) => yearsLeft(payment).includes(coverageYear) && isPaidIn(payment, region),
  );
  if (ofYear.length === 0 && request.payments.some((payment) => !isPaidIn(payment, region))) {
    return sentElsewhere('paid_elsewhere');
  }
  const items = ofYear
    .flatMap((payment) => pricesOf(payment, [coverageYear], record))
    .filter(({ amount }) => amount > selfPay)
    .map((item): RefundItem => ({ ...item, amount: subtract(item.amount, selfPay) }));
  if (items.length > 1) {
    const message = '该年度有几笔缴费,按哪一笔退还资助部分须由人工认定;重复的缴费应按重复缴费退还';
    record.review('several_payments_of_year', 'payments', message, 'acknowledgement');
  }
  return items.length === 0 ? notRefunded('nothing_remains') : refund(items);
}

function selfPayByLine(facts: LatePaymentRequest, record: DecisionRecord): Li | GroundResult {
  const identity = decideIdentity(facts, record);
  if (identity.kind !== 'applied') return identity.kind === 'none' ? notRefunded('no_ground') : UNDECIDED;
  const { line, field } = identity.applied;
  return record.use('aid', `${field}.selfPay`, line.selfPay) ?? UNDECIDED;
}
