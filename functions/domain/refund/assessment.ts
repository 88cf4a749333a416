/** The answer of a refund assessment, as the assessment contract has it. */
import type { Decision } from '../decision.ts';
import { add, formatYuan, type Li, ZERO } from '../money.ts';

export type RefundReason =
  | 'benefit_period_started'
  | 'no_ground'
  | 'wrong_applicant'
  | 'nothing_remains'
  | 'not_a_departure'
  | 'recognised_after_period'
  | 'not_refundable'
  | 'lodged_at_tax'
  | 'paid_elsewhere';

export interface RefundItem {
  paymentId: string;
  coverageYear: number;
  amount: Li;
}

/** What the rule of a ground found; `outcome` null where only a person can say. */
export interface GroundResult {
  outcome: 'refund' | 'refuse' | 'redirect' | null;
  items: RefundItem[];
  reason: RefundReason | null;
  remainingYears: number[] | null;
}

export interface RefundAssessment extends Decision {
  outcome: GroundResult['outcome'];
  /** Decimal yuan; null where it can't be determined. */
  amount: string | null;
  items: { paymentId: string; coverageYear: number; amount: string }[];
  /** Ids of payments that stay. */
  kept: string[];
  remainingYears: number[] | null;
  reason: RefundReason | null;
  /** Who may apply. */
  applicant: 'payer' | 'heir' | 'university';
  applyAt: 'agency' | 'tax' | null;
}

export const refund = (items: RefundItem[], remainingYears: number[] | null = null): GroundResult => ({
  outcome: 'refund',
  items,
  reason: null,
  remainingYears,
});
export const notRefunded = (reason: RefundReason, remainingYears: number[] | null = null): GroundResult => ({
  outcome: 'refuse',
  items: [],
  reason,
  remainingYears,
});
export const sentElsewhere = (reason: RefundReason): GroundResult => ({
  outcome: 'redirect',
  items: [],
  reason,
  remainingYears: null,
});
export const UNDECIDED: GroundResult = { outcome: null, items: [], reason: null, remainingYears: null };

export const sumOf = (items: RefundItem[]): string => formatYuan(add(ZERO, ...items.map(({ amount }) => amount)));
