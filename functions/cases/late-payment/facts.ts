/** Which facts of a late payment a desk may change, and what they become. */
import { latePaymentFactsSchema } from '../../domain/late-payment/request.ts';
import { implausibleDays } from '../../domain/plausible.ts';
import { isRefusal, type Refusal } from '../changes.ts';
import { factsAtFault, parseFacts, withoutNulls } from '../decision.ts';
import type { LatePaymentCase } from './case.ts';

/** The case gives its region and year, and the number of the document says what it is: they cannot be changed. */
const changeable = latePaymentFactsSchema
  .omit({ region: true, coverageYear: true, identityDocument: true })
  .partial()
  .strict();
export const CHANGEABLE_IN_LATE_PAYMENT = Object.keys(changeable.shape);

/** @param given by name, each as a whole; null takes one out */
export function changeLatePaymentFacts(
  { facts }: Pick<LatePaymentCase, 'facts'>,
  given: Readonly<Record<string, unknown>>,
): LatePaymentCase['facts'] | Refusal<'invalid_request'> {
  const tellsBirth = ['id_card', 'hmt_residence_permit'].includes(facts.identityDocument ?? 'id_card');
  if (tellsBirth && Object.hasOwn(given, 'birthDate')) {
    return factsAtFault([{ path: 'birthDate', message: '出生日期由证件号码得出，不在这里更正' }]);
  }
  const changed = parseFacts(changeable, withoutNulls(given));
  if (isRefusal(changed)) return changed;
  const kept = Object.entries(facts).filter(
    ([name]) => given[name] !== null || !CHANGEABLE_IN_LATE_PAYMENT.includes(name),
  );
  const merged = parseFacts(latePaymentFactsSchema, { ...Object.fromEntries(kept), ...changed });
  if (isRefusal(merged)) return merged;
  // What an earlier release let through is not asked about now.
  const issues = implausibleDays(changed, merged.birthDate);
  return issues.length === 0 ? merged : factsAtFault(issues);
}
