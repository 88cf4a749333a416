/** The answer of a newborn assessment, as the assessment contract has it. */
import type { LocalDate } from '../calendar.ts';
import type { Decision } from '../decision.ts';
import type { Alternative, Amounts, Benefit, Timing, Waiting } from '../late-payment/assessment.ts';

export interface NewbornAssessment extends Decision {
  registrationRequired: boolean | null;
  birthYear: { coverageYear: number; contribution: string | null; benefitStart: LocalDate | null };
  nextYear: {
    coverageYear: number;
    contribution: string | null;
    deadline: LocalDate | null;
    benefitStart: LocalDate | null;
  };
  /** The last day to act so that nothing is lost. */
  deadline: LocalDate | null;
  remindOn: LocalDate[];
  /** With `paidOn`: what that payment was, cost and brings. */
  timing?: Timing | null;
  amounts?: Amounts;
  waiting?: Waiting;
  benefit?: Benefit;
  /** In a window after birth: the years that the payment is for; null where it has to be said. */
  forYears?: number[] | null;
  /** The results side by side, where a fact or a sentence is open. */
  alternatives?: Alternative[];
}
