/** Which facts of a late payment a desk may change, and what they become. */
import { latePaymentFactsSchema } from '../../domain/late-payment/request.ts';
import { implausibleDays } from '../../domain/plausible.ts';
import { isRefusal, type Refusal } from '../changes.ts';
import { factsAtFault, parseFacts, withoutNulls } from '../decision.ts';
import type { LatePaymentCase } from './case.ts';

/** The id number gives the birth date, and the case its region and year: they cannot be changed. */
const changeable = latePaymentFactsSchema
  .omit({ region: true, coverageYear: true, birthDate: true })
  .partial()
  .strict();
export const CHANGEABLE_IN_LATE_PAYMENT = Object.keys(changeable.shape);

/** @param given by name, each as a whole; null takes one out */
export function changeLatePaymentFacts(
  { facts }: Pick<LatePaymentCase, 'facts'>,
  given: Readonly<Record<string, unknown>>,
): LatePaymentCase['facts'] | Refusal<'invalid_request'> {
  const changed = parseFacts(changeable, withoutNulls(given));
  if (isRefusal(changed)) return changed;
  const kept = Object.entries(facts).filter(
    ([name]) => given[name] !== null || !CHANGEABLE_IN_LATE_PAYMENT.includes(name),
  );
  const merged = parseFacts(latePaymentFactsSchema, { ...Object.fromEntries(kept), ...changed });
  if (isRefusal(merged)) return merged;
  // What an earlier release let through is not asked about now.
  const issues = implausibleDays(changed, facts.birthDate);
  return issues.length === 0 ? merged : factsAtFault(issues);
}
