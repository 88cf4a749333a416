/** What a refund's application says of the person, as the rules of a payment ask for it. */
import type { LocalDate } from '../calendar.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import type { RefundRequest } from './request.ts';

export function factsOn(request: RefundRequest, paidOn: LocalDate): LatePaymentRequest {
  const { region, coverageYear, identities, departure, events = [] } = request;
  const { birthDate, tier, student, schooling, localSchool, household, facts } = request;
  const left = departure ? [{ kind: departure.kind, on: departure.on }] : [];
  return {
    region,
    coverageYear,
    paidOn,
    identities,
    birthDate,
    tier,
    student,
    schooling,
    localSchool,
    household,
    facts,
    events: [...events, ...left],
  };
}
