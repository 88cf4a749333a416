/**
 * The bank sends back what it had paid. The treasury records it; a desk gets the right account, and another person looks at
 * it before there is another order, as after every return.
 */
import { maskPersonalNumbers } from '../../domain/person/numbers-in-text.ts';
import { type CaseChange, invalid, type Refusal, refuse } from '../changes.ts';
import type { By } from '../events.ts';
import { lastRun } from '../run.ts';
import { REFUND_ACTS } from './acts.ts';
import type { Payout, RefundCase } from './case.ts';
import type { Bounce } from './payouts.ts';

export interface BounceNews {
  instruction: string;
  /** Decimal yuan: all of it. */
  amount: string;
  bounced: Bounce;
}

type BounceRefusal = Refusal<'payout_result_contradicts' | 'payout_not_paid' | 'invalid_request' | 'person_erased'>;

/** The last order was paid, and what follows from that has been done, or waits for a person. */
export const mayBounce = ({ state, payouts = [], erasedOn }: RefundCase): boolean => {
  const last = payouts.at(-1);
  const takes = REFUND_ACTS[state].some((act) => act === 'tell_bounce');
  return takes && erasedOn === undefined && last?.result?.outcome === 'paid' && !last.bounced;
};

export function refuseBouncing(current: RefundCase): Refusal<'payout_not_paid'> | null {
  const { caseId, state } = current;
  if (mayBounce(current)) return null;
  return refuse('payout_not_paid', `案件 ${caseId} 现为 ${state}，没有可以登记退票的支付。`, {
    members: { caseId, state },
  });
}

/** The same twice is one (null), and another one is refused. */
export function tellBounce(
  current: RefundCase,
  payout: Payout,
  told: BounceNews,
  by: By,
): CaseChange<RefundCase> | BounceRefusal | null {
  const bounced = { ...told.bounced, reason: maskPersonalNumbers(told.bounced.reason) };
  if (payout.bounced) return isSame(payout.bounced, bounced) ? null : contradicts(payout.instruction, payout.bounced);
  const refused = refuseBounce(current, payout, told);
  if (refused) return refused;
  const { payouts = [], state, history } = current;
  const parked = state === 'parked';
  const run = lastRun(history) + 1;
  const { instruction, amount } = payout;
  return {
    // A parked case stays where a person sees it, with what became of the money.
    ...(!parked && { state: 'awaiting_account' as const, pending: { kind: 'start', run } }),
    set: { payouts: payouts.map((order) => (order === payout ? { ...order, bounced } : order)) },
    event: {
      ...by,
      event: 'payout_bounced',
      detail: { instruction, amount, ...bounced, ...(!parked && { run }) },
    },
  };
}

function refuseBounce(current: RefundCase, payout: Payout, { amount, bounced }: BounceNews): BounceRefusal | null {
  const { instruction, result } = payout;
  const { caseId, state, erasedOn } = current;
  if (payout.amount !== amount) {
    return invalid([{ path: 'amount', message: `支付指令 ${instruction} 的金额是 ${payout.amount} 元，退票应为全额` }]);
  }
  if (result?.outcome !== 'paid') {
    const message = `支付指令 ${instruction} 没有登记为已支付，不能登记退票；银行没有付出的，请登记结果“已退回”。`;
    return refuse('payout_not_paid', message);
  }
  if (bounced.on < result.on) {
    return invalid([{ path: 'on', message: `款项于 ${result.on} 支付，退票日期不能早于这一天` }]);
  }
  if (erasedOn !== undefined) return refuse('person_erased', '案件的个人信息已经删除，不能再登记退票。');
  if (mayBounce(current)) return null;
  const message = `案件 ${caseId} 现为 ${state}，正在办理支付以后的步骤，请稍后再登记退票。`;
  return refuse('payout_not_paid', message, { members: { caseId, state } });
}

const isSame = (one: Bounce, other: Bounce): boolean =>
  one.on === other.on && one.reference === other.reference && one.reason === other.reason;

const contradicts = (instruction: string, { on, reference }: Bounce): BounceRefusal =>
  refuse(
    'payout_result_contradicts',
    `支付指令 ${instruction} 已于 ${on} 登记退票（流水号 ${reference}），与这次的内容不一致，没有改动。`,
    { members: { on, reference } },
  );
