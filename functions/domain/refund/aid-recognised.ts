/** Ground "aid recognised" where the table has no way out for it: nobody says what goes back. */
import type { DecisionRecord } from '../decision.ts';
import { isInFirstForm } from '../policy.ts';
import { type GroundResult, UNDECIDED } from './assessment.ts';
import type { RefundRequest } from './request.ts';

export function refundAid(request: RefundRequest, record: DecisionRecord): GroundResult {
  const { aid } = record.table;
  const recognisedOn = request.identities?.find(({ identifiedOn }) => identifiedOn)?.identifiedOn ?? request.eventOn;
  if (recognisedOn === undefined) {
    record.review('fact_missing', 'eventOn', '缺少身份认定日期', 'fact');
    return UNDECIDED;
  }
  if (aid.ordinaryForecloses.value === true) {
    record.use('aid_foreclosed', 'aid.ordinaryForecloses', aid.ordinaryForecloses);
    const message = '已办理正常缴费的不能再办理特殊缴费,是否退还资助部分须由人工认定';
    const field = isInFirstForm(record.table) ? 'aid.recognisedAfterPaying.inPeriod' : 'ways_out.aid_recognised';
    record.review('aid_foreclosed', field, message, 'value');
    return UNDECIDED;
  }
  const message = '缴费后才认定身份的,已缴费用是否退还,政策表没有写明(ways_out)';
  record.review('aid_recognised_silent', 'ways_out.aid_recognised', message, 'value', '缴费后认定身份的退费');
  return UNDECIDED;
}
