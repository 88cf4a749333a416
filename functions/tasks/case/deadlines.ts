/** Working days within which a desk should answer; the order of the queue, not a legal limit. */
export const DECISION_WORKING_DAYS = 10;
