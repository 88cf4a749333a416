/** Ground "aid recognised": the aid is paid back if it was recognised inside the period, and nothing after it. */
import type { DecisionRecord } from '../decision.ts';
import { decideIdentity } from '../late-payment/identity.ts';
import { subtract } from '../money.ts';
import { type Finding, type RefundItem, refund, refuse, UNDECIDED } from './assessment.ts';
import type { RefundRequest } from './request.ts';

export function refundAid(request: RefundRequest, record: DecisionRecord): Finding {
  const { aid, period, extension } = record.table;
  const recognisedOn = request.identities?.find(({ identifiedOn }) => identifiedOn)?.identifiedOn ?? request.eventOn;
  if (recognisedOn === undefined) {
    record.review('fact_missing', 'eventOn', '缺少身份认定日期', 'fact');
    return UNDECIDED;
  }
  if (aid.ordinaryForecloses.value === true) {
    record.use('aid_foreclosed', 'aid.ordinaryForecloses', aid.ordinaryForecloses);
    const message = '已办理正常缴费的不能再办理特殊缴费,是否退还资助部分须由人工认定';
    record.review('aid_foreclosed', 'aid.recognisedAfterPaying.inPeriod', message, 'value');
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
    return after === null ? UNDECIDED : refuse('recognised_after_period');
  }
  if (record.use('aid_recognised', 'aid.recognisedAfterPaying.inPeriod', aid.recognisedAfterPaying.inPeriod) === null) {
    return UNDECIDED;
  }
  const { region, coverageYear, identities } = request;
  const identity = decideIdentity({ region, coverageYear, identities, paidOn: request.appliedOn }, record);
  if (identity.kind !== 'applied') return identity.kind === 'none' ? refuse('no_ground') : UNDECIDED;
  const { line, field } = identity.applied;
  const selfPay = record.use('aid', `${field}.selfPay`, line.selfPay);
  if (selfPay === null) return UNDECIDED;
  const items = request.payments
    .filter(({ coverageYears, amount }) => coverageYears.includes(coverageYear) && amount > selfPay)
    .map(({ id, amount }): RefundItem => ({ paymentId: id, coverageYear, amount: subtract(amount, selfPay) }));
  return items.length === 0 ? refuse('nothing_remains') : refund(items);
}
