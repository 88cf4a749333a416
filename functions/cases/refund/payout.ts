/** What became of an order to pay out, as the treasury says it, by its call or by a file. The case keeps it, once. */
import { dateOfInstant } from '../../domain/calendar.ts';
import { PAYOUT_NAMES } from '../../domain/exchange/treasury-result-row.ts';
import { maskPersonalNumbers } from '../../domain/person/numbers-in-text.ts';
import { type CaseChange, invalid, type Refusal, refuse } from '../changes.ts';
import type { By } from '../events.ts';
import { answered } from '../wait-answers.ts';
import { type Payout, REFUND_ANSWERS, type RefundCase } from './case.ts';
import type { PayoutResult } from './payouts.ts';

export interface PayoutNews {
  instruction: string;
  /** Decimal yuan: as ordered, whether it was paid or came back. */
  amount: string;
  result: PayoutResult;
}

export const payoutOf = ({ payouts = [] }: RefundCase, instruction: string): Payout | undefined =>
  payouts.find((order) => order.instruction === instruction);

/** An order whose result nobody has told. */
export const awaitsPayout = ({ payouts = [] }: RefundCase): boolean => payouts.some(({ result }) => !result);

type PayoutRefusal = Refusal<'payout_result_contradicts' | 'invalid_request'>;

/**
 * The same result twice is one (null), and another one is refused. Where nobody waits for it any more, the state machine
 * looks at the case before it waits again.
 */
export function tellPayout(
  current: RefundCase,
  payout: Payout,
  told: PayoutNews,
  by: By,
): CaseChange<RefundCase> | PayoutRefusal | null {
  if (payout.amount !== told.amount) {
    const message = `支付指令 ${payout.instruction} 的金额是 ${payout.amount} 元，与结果中的 ${told.amount} 元不同`;
    return invalid([{ path: 'amount', message }]);
  }
  const issuedOn = dateOfInstant(payout.issuedAt);
  if (told.result.on < issuedOn) {
    const message = `支付指令 ${payout.instruction} 于 ${issuedOn} 开具，支付或退回的日期不能早于这一天`;
    return invalid([{ path: 'on', message }]);
  }
  const result = withoutNumbers(told.result);
  if (payout.result) return isSame(payout.result, result) ? null : contradicts(payout.instruction, payout.result);
  const { wait, payouts = [], state } = current;
  const { outcome, on, reference, reason } = result;
  const waits = wait?.kind === 'payout' ? wait : undefined;
  const orders = payouts.map((order) => (order === payout ? { ...order, result } : order));
  return {
    // A parked case stays where a person sees it, with what became of the money.
    ...(state !== 'parked' && { state: REFUND_ANSWERS.payout[outcome] }),
    set: { payouts: orders },
    ...(waits && { wait: null, pending: answered(waits, outcome) }),
    event: {
      ...by,
      event: outcome === 'paid' ? 'payout_paid' : 'payout_returned',
      detail: { instruction: told.instruction, amount: told.amount, on, reference, ...(reason && { reason }) },
    },
  };
}

/** A bank may name the account in its reason: that stays in the history for ever. */
const withoutNumbers = (result: PayoutResult): PayoutResult => ({
  ...result,
  ...(result.reason !== undefined && { reason: maskPersonalNumbers(result.reason) }),
});

const isSame = (one: PayoutResult, other: PayoutResult): boolean =>
  one.outcome === other.outcome &&
  one.on === other.on &&
  one.reference === other.reference &&
  (one.reason ?? '') === (other.reason ?? '');

function contradicts(instruction: string, { outcome, on, reference }: PayoutResult): PayoutRefusal {
  const known = `${on} ${PAYOUT_NAMES[outcome]}（流水号 ${reference}）`;
  return refuse(
    'payout_result_contradicts',
    `支付指令 ${instruction} 的结果已登记为 ${known}，与这次的内容不一致，没有改动。请与国库（银行）核对；支付后又被银行退回的，请登记退票。`,
    { members: { outcome, on, reference } },
  );
}
