import type { Verdict } from '../dynamodb/near-callers.ts';
import { AccessDeniedError, type Iam, type Need, type Principal } from './iam.ts';

/** Decides for another thread. What is allowed holds for good once all policies of the template are there. */
export const createJudge =
  (iam: Iam, areAllThere: () => boolean) =>
  (principal: Principal, needs: readonly Need[]): Verdict => {
    try {
      iam.authorize(principal, needs);
      return { forGood: areAllThere() };
    } catch (error) {
      if (error instanceof AccessDeniedError) return { refused: error.message };
      throw error;
    }
  };
