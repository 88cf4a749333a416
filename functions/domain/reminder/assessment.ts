/** The answer of a reminder assessment, as the assessment contract has it. */
import type { LocalDate } from '../calendar.ts';
import type { Decision } from '../decision.ts';

export type ReminderTemplate =
  | 'pay_before_year'
  | 'pay_in_period'
  | 'special_payment'
  | 'late_payment'
  | 'exit_window'
  | 'newborn'
  | 'payment_not_found';

export interface ReminderAssessment extends Decision {
  send: boolean;
  template: ReminderTemplate | null;
  /** The last day, on which the window is open. */
  deadline: LocalDate | null;
  /** The last open day before the coverage year begins, for benefits from 1 January. */
  interimDeadline: LocalDate | null;
  payableNow: boolean;
  nextOpenOn: LocalDate | null;
  recordVisibleAfter: LocalDate | null;
  holdUntil: LocalDate | null;
  quote: { payable: string | null; waitingMonths: number | null };
}
