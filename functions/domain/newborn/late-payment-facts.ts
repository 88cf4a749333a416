import type { LatePaymentFacts } from '../late-payment/request.ts';
import type { NewbornRequest } from './request.ts';

/** Everything that is known of a child whose own time to pay is over, as a late payment takes it. */
export function latePaymentFactsOf(
  { region, bornOn, identities }: Pick<NewbornRequest, 'region' | 'bornOn' | 'identities'>,
  coverageYear: number,
): LatePaymentFacts {
  return {
    region,
    coverageYear,
    birthDate: bornOn,
    newborn: true,
    history: { firstEnrolment: true },
    ...(identities && { identities }),
  };
}
