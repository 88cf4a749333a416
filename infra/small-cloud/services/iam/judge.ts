import { AccessDeniedError, type Iam, type Need, type Principal } from './iam.ts';

/** Why somebody may not, or whether it holds for good that it may. */
export type Verdict = { refused: string } | { forGood: boolean };

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
