/**
 * What became of an order to pay out, as the treasury says it. The case keeps it, by one conditional update: the same
 * result twice is one, and another one is refused. The ledger's order gets it from the task that goes on with it.
 */

import { type Payout, REFUND_ANSWERS, type RefundCase } from '../../cases/refund/case.ts';
import type { PayoutResult } from '../../cases/refund/payouts.ts';
import { maskPersonalNumbers } from '../../domain/person/numbers-in-text.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { readInstructionId } from '../../store/keys.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { invalidRequest } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';

const ATTEMPTS = 3;

export interface PayoutNews {
  instruction: string;
  /** Decimal yuan: as ordered, whether it was paid or came back. */
  amount: string;
  result: PayoutResult;
}

interface Teller {
  /** ISO instant. */
  at: string;
  by: string;
  role: string;
  worksFor(region: string): boolean;
}

/** @throws ProblemError `payout_not_found`, `payout_result_contradicts`, `invalid_request`, `case_changed_meanwhile` */
export async function recordPayoutResult(
  told: PayoutNews,
  teller: Teller,
  services: Pick<WriteServices, 'cases' | 'ledger' | 'refunds' | 'executions'>,
): Promise<{ told: 'first' | 'again'; case: RefundCase }> {
  const news = withoutNumbers(told);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { current, payout } = await findPayout(news.instruction, teller, services);
    if (payout.amount !== news.amount) {
      const message = `支付指令 ${payout.instruction} 的金额是 ${payout.amount} 元,与结果中的 ${news.amount} 元不同`;
      throw invalidRequest([{ path: 'amount', message }]);
    }
    if (payout.result) {
      if (!sameResult(payout.result, news.result)) throw contradicts(payout.instruction, payout.result);
      await deliverOrLeave(current, services);
      return { told: 'again', case: current };
    }
    const outcome = await services.cases.change(current, changeOf(current, news, teller));
    if (!outcome.ok || outcome.case.kind !== 'refund') continue;
    // Where nobody waits for it any more the state machine looks at the case before it waits again.
    await deliverOrLeave(outcome.case, services);
    return { told: 'first', case: outcome.case };
  }
  throw new ProblemError('case_changed_meanwhile', '案件正在变动,支付结果尚未登记。请用同样的内容再发送一次。');
}

/** A bank may name the account in its reason: that stays in the history for ever. */
const withoutNumbers = ({ result, ...news }: PayoutNews): PayoutNews => ({
  ...news,
  result: { ...result, ...(result.reason !== undefined && { reason: maskPersonalNumbers(result.reason) }) },
});

async function findPayout(
  instruction: string,
  teller: Teller,
  { cases }: Pick<WriteServices, 'cases'>,
): Promise<{ current: RefundCase; payout: Payout }> {
  const id = readInstructionId(instruction);
  const current = id && (await cases.get(id.caseId));
  const payout = current?.kind === 'refund' && current.payouts?.find((order) => order.instruction === instruction);
  if (current?.kind === 'refund' && payout && teller.worksFor(current.region)) return { current, payout };
  throw new ProblemError('payout_not_found', `没有支付指令 ${instruction.slice(0, 60)},或不属于您负责的统筹区。`);
}

function changeOf({ wait, payouts = [], state }: RefundCase, news: PayoutNews, { at, by, role }: Teller) {
  const { outcome, on, reference, reason } = news.result;
  const told = payouts.map((order) =>
    order.instruction === news.instruction ? { ...order, result: news.result } : order,
  );
  const waits = wait?.kind === 'payout' ? wait : undefined;
  return {
    // A parked case stays where a person sees it, with what became of the money.
    ...(state !== 'parked' && { state: REFUND_ANSWERS.payout[outcome] }),
    set: { payouts: told },
    ...(waits && {
      wait: null,
      pending: { kind: 'complete' as const, token: waits.token, output: { decision: outcome } },
    }),
    event: {
      at,
      by,
      role,
      event: `payout_${outcome}` as const,
      detail: { instruction: news.instruction, amount: news.amount, on, reference, ...(reason && { reason }) },
    },
  };
}

const sameResult = (one: PayoutResult, other: PayoutResult): boolean =>
  one.outcome === other.outcome &&
  one.on === other.on &&
  one.reference === other.reference &&
  (one.reason ?? '') === (other.reason ?? '');

const OUTCOME_WORDS = { paid: '已支付', returned: '已退回' } as const;

function contradicts(instruction: string, { outcome, on, reference }: PayoutResult): ProblemError {
  const known = `${on} ${OUTCOME_WORDS[outcome]}(流水号 ${reference})`;
  return new ProblemError(
    'payout_result_contradicts',
    `支付指令 ${instruction} 的结果已登记为 ${known},与这次的内容不一致,没有改动。请与国库(银行)核对后联系医保经办机构。`,
    { members: { outcome, on, reference } },
  );
}
