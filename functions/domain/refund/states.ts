/** Where a refund case can stand. */
export const REFUND_STATES = [
  'assessing',
  'awaiting_decision',
  'awaiting_documents',
  'claiming',
  'awaiting_first_review',
  'awaiting_second_review',
  'instructing',
  'awaiting_payout',
  'awaiting_account',
  'settling',
  'refunded',
  'refused',
  'redirected',
  'rejected',
  'documents_missing',
  'payout_failed',
  'withdrawn',
  'parked',
] as const;
export type RefundState = (typeof REFUND_STATES)[number];
