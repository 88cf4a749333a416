/** The answer of a late-payment assessment, as the assessment contract has it. Money is decimal yuan. */
import type { LocalDate } from '../calendar.ts';
import type { Decision } from '../decision.ts';
import type { AidCategory } from '../regions.ts';

export type Timing =
  | 'not_open'
  | 'in_period'
  | 'in_extension'
  | 'window_closed'
  | 'channel_closed'
  | 'late'
  | 'exit_transition'
  | 'closed'
  | 'year_round';

/** Timings on which nothing can be paid. */
export const NOT_PAYABLE: readonly (Timing | null)[] = ['not_open', 'window_closed', 'channel_closed', 'closed'];

/** What the person bears of each part, the aid granted, and the sum that the person pays. */
export interface Amounts {
  individual: string | null;
  subsidy: string | null;
  repair: string | null;
  aid: string | null;
  payable: string | null;
}

export interface Waiting {
  months: number | null;
  /** The text says 不低于: more may be set. */
  atLeast: boolean;
  fixed: number | null;
  variable: number | null;
  /** Months bought back by repair payments. */
  repaired: number | null;
}

export interface Benefit {
  start: LocalDate | null;
  end: LocalDate | null;
  retroactive: boolean;
}

/** The result under one reading of a text that has two. */
interface Alternative {
  reading: string;
  description: string;
  amounts: Amounts;
  waiting: Waiting;
  benefit: Benefit;
}

export interface LatePaymentAssessment extends Decision {
  timing: Timing | null;
  nextOpenOn: LocalDate | null;
  /** The identity applied. */
  identity: AidCategory | null;
  amounts: Amounts;
  payers: { aid?: string; subsidy?: string };
  waiting: Waiting;
  benefit: Benefit;
  paymentMode: 'ordinary' | 'special' | 'by_agency' | 'none' | null;
  alternatives: Alternative[];
}
