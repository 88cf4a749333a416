import { CaseChangedError } from '../errors.ts';

/** @throws CaseChangedError if the facts have changed since the plan that led here. */
export function expectCurrentPlan({ planOutdated }: { planOutdated?: true | undefined }): void {
  if (planOutdated) throw new CaseChangedError();
}
