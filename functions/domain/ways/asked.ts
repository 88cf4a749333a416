/** How a table in the form of ways is asked for what it has no place for. */
import type { AskedAs } from './model.ts';

export const WAY_OF_THIS_NEWBORN = 'ways.this_newborn';

export const ASKED_IN_WAYS: AskedAs = {
  /** Where it has no way for people whom another scheme no longer protects: its last day. */
  exit: 'ways.this_exit.open.to',
  /** Where it has no way for a newborn: its last day, what it costs and from when it covers. */
  newborn: {
    to: `${WAY_OF_THIS_NEWBORN}.open.to`,
    cost: `${WAY_OF_THIS_NEWBORN}.cost`,
    begins: `${WAY_OF_THIS_NEWBORN}.begins`,
  },
  aidOf: (category) => `aid.others.${category}`,
};
