import type { LatePaymentCase } from '../../store/late-payment-case.ts';
import { CaseChangedError } from '../errors.ts';

/** @throws CaseChangedError if the facts have changed since the plan that led here. */
export function expectCurrentPlan({ planOutdated }: LatePaymentCase): void {
  if (planOutdated) throw new CaseChangedError();
}
