/** Whose move it is while a case is open: the agency's, the person's who asked, or time's and other authorities'. */
export const MOVERS = ['us', 'person', 'others'] as const;
type Mover = (typeof MOVERS)[number];

const NOT_OURS: Readonly<Record<string, Mover>> = {
  awaiting_documents: 'person',
  awaiting_payment: 'person',
  awaiting_account: 'person',
  awaiting_wish: 'person',
  tracking: 'person',
  awaiting_benefits: 'others',
  awaiting_payout: 'others',
};

/** @param state of an open case */
export const whoMoves = (state: string): Mover => NOT_OURS[state] ?? 'us';
