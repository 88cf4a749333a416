/** The answer of a late-payment assessment, as the assessment contract has it. Money is decimal yuan. */
import type { LocalDate } from '../calendar.ts';
import type { Decision } from '../decision.ts';

export type Timing =
  | 'not_open'
  | 'in_period'
  | 'in_extension'
  | 'between_windows'
  | 'window_closed'
  | 'channel_closed'
  | 'late'
  | 'exit_transition'
  | 'in_newborn_window'
  | 'closed'
  | 'year_round';

/** Timings on which nothing can be paid. */
export const NOT_PAYABLE: readonly (Timing | null)[] = [
  'not_open',
  'between_windows',
  'window_closed',
  'channel_closed',
  'closed',
];

/** What the person bears of each part, the aid granted, and the sum that the person pays. */
export interface Amounts {
  individual: string | null;
  subsidy: string | null;
  repair: string | null;
  aid: string | null;
  payable: string | null;
  /** Collected with it and contained in `payable`; only where a table has such a part. */
  alongside?: { name: string; amount: string }[];
  /** What a person may pay beside it, if he wants to; not contained in `payable`. */
  offered?: { name: string; amount: string }[];
  /** The text gives a minimum. */
  atLeast?: true;
}

export interface Waiting {
  months: number | null;
  /** The text says 不低于: more may be set. */
  atLeast: boolean;
  fixed: number | null;
  variable: number | null;
  /** Months bought back by repair payments. */
  repaired: number | null;
  /** Only where the wait is in days; `months` is null then. */
  days?: number;
}

export interface Benefit {
  start: LocalDate | null;
  end: LocalDate | null;
  retroactive: boolean;
  /** Part of the benefits that the text gives, such as 1/2. */
  part?: string;
}

/** The result under one reading of a text that has two, or of a fact that is not known. */
export interface Alternative {
  reading: string;
  description: string;
  /** Only where the readings differ in it. */
  timing?: Timing | null;
  amounts: Amounts;
  waiting: Waiting;
  benefit: Benefit;
}

export interface LatePaymentAssessment extends Decision {
  timing: Timing | null;
  nextOpenOn: LocalDate | null;
  /** The identity applied. */
  identity: string | null;
  amounts: Amounts;
  /** `individual`: who pays the individual share instead of the person. */
  payers: { aid?: string | null; subsidy?: string; individual?: string };
  /** Where several pay the aid; `payers.aid` is null then. */
  aidParts?: { payer: string; amount: string }[];
  /** What the table calls the identity and the payers that it declares itself, by code. */
  names?: Record<string, string>;
  waiting: Waiting;
  benefit: Benefit;
  paymentMode: 'ordinary' | 'special' | 'by_agency' | 'none' | null;
  alternatives: Alternative[];
}

export const NO_AMOUNTS: Amounts = { individual: null, subsidy: null, repair: null, aid: null, payable: null };

/** A wait, and what it is by other readings of the text. */
export interface WaitingResult {
  waiting: Waiting;
  readings: { reading: string; description: string; waiting: Waiting }[];
}
