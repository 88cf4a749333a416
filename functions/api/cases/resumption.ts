/** Where a case goes on whose execution is gone: at the last thing that is certain, so that nothing is paid or told twice. */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import type { CaseEvent } from '../../cases/events.ts';
import type { HistoryEntry } from '../../cases/history.ts';
import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import type { NewbornCase } from '../../cases/newborn/case.ts';
import type { RefundCase } from '../../cases/refund/case.ts';

const resumedSchema = z.object({ run: z.int() });

/** How many executions a case has had after its first: the number of the last one. */
export const lastRun = (history: readonly HistoryEntry[]): number =>
  Math.max(
    0,
    ...history.flatMap(({ event, detail }) => (event === 'case_resumed' ? resumedSchema.parse(detail).run : [])),
  );

/** Lets a case go on in a new execution, which finds by the case where it is. */
export const resumption = (
  stored: Case,
  { run, reason, ...who }: Pick<CaseEvent, 'at' | 'by' | 'role'> & { run: number; reason: string },
): CaseChange<Case> => ({
  state: resumedState(stored),
  wait: null,
  set: { ending: undefined },
  pending: { kind: 'start', run },
  event: { ...who, event: 'case_resumed', detail: { reason, run } },
});

/** The state from which the first function of the state machine finds its way. */
function resumedState(stored: Case): Case['state'] {
  switch (stored.kind) {
    case 'late-payment':
      return ofLatePayment(stored);
    case 'refund':
      return ofRefund(stored);
    case 'newborn':
      return ofNewborn(stored);
  }
}

/** What was paid is checked again; everything before it is decided again. */
const ofLatePayment = ({ payment }: LatePaymentCase): LatePaymentCase['state'] =>
  payment ? 'checking_payment' : 'assessing';

/** An order to the treasury stands, whatever has failed since: it is waited for, settled, or its account corrected. */
function ofRefund({ payouts = [] }: RefundCase): RefundCase['state'] {
  const last = payouts.at(-1);
  if (!last) return 'assessing';
  if (!last.result) return 'awaiting_payout';
  return last.result.outcome === 'paid' ? 'settling' : 'awaiting_account';
}

/** What somebody had decided or paid before is not lost. */
function ofNewborn({ state, history }: NewbornCase): NewbornCase['state'] {
  const from = state === 'parked' ? history.findLast(({ event }) => event === 'parked')?.detail.from : state;
  return from === 'checking_payment' || from === 'opening_late_payment' ? from : 'assessing';
}
