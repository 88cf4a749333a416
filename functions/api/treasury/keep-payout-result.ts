/**
 * What became of an order to pay out, as the treasury says it. The case keeps it, by one conditional update: the same
 * result twice is one, and another one is refused. The ledger's order gets it from the task that goes on with it.
 */

import type { CaseChange } from '../../cases/changes.ts';
import type { By } from '../../cases/events.ts';
import { type BounceNews, tellBounce } from '../../cases/refund/bounce.ts';
import type { Payout, RefundCase } from '../../cases/refund/case.ts';
import { type PayoutNews, payoutOf, tellPayout } from '../../cases/refund/payout.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { readInstructionId } from '../../store/keys.ts';
import { accepted } from '../cases/accepted.ts';
import type { WriteServices } from '../http/services.ts';

const ATTEMPTS = 3;

interface Teller {
  /** ISO instant. */
  at: string;
  by: string;
  role: string;
  name?: string;
  worksFor(region: string): boolean;
}

interface Services {
  cases: Pick<WriteServices['cases'], 'get' | 'change'>;
  /** Wakes the execution that waits for the case, or leaves that to the minute's healing. */
  deliver(found: RefundCase): Promise<unknown>;
}
type Told = { told: 'first' | 'again'; case: RefundCase };

/** @throws ProblemError `payout_not_found`, `payout_result_contradicts`, `invalid_request`, `case_changed_meanwhile` */
export const recordPayoutResult = (told: PayoutNews, teller: Teller, services: Services): Promise<Told> =>
  keep(told.instruction, teller, services, (current, payout, by) => accepted(tellPayout(current, payout, told, by)));

/** @throws ProblemError as `recordPayoutResult`, and `payout_not_paid` */
export const recordPayoutBounce = (told: BounceNews, teller: Teller, services: Services): Promise<Told> =>
  keep(told.instruction, teller, services, (current, payout, by) => accepted(tellBounce(current, payout, told, by)));

async function keep(
  instruction: string,
  teller: Teller,
  services: Services,
  act: (current: RefundCase, payout: Payout, by: By) => CaseChange<RefundCase> | null,
): Promise<Told> {
  const { worksFor: _regions, ...who } = teller;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { current, payout } = await findPayout(instruction, teller, services);
    const change = act(current, payout, who);
    if (change === null) {
      await services.deliver(current);
      return { told: 'again', case: current };
    }
    const outcome = await services.cases.change(current, change);
    if (!outcome.ok || outcome.case.kind !== 'refund') continue;
    // Where nobody waits for it any more the state machine looks at the case before it waits again.
    await services.deliver(outcome.case);
    return { told: 'first', case: outcome.case };
  }
  throw new ProblemError('case_changed_meanwhile', '案件正在变动，支付结果尚未登记。请用同样的内容再发送一次。');
}

async function findPayout(
  instruction: string,
  teller: Teller,
  { cases }: Pick<Services, 'cases'>,
): Promise<{ current: RefundCase; payout: Payout }> {
  const id = readInstructionId(instruction);
  const current = id && (await cases.get(id.caseId));
  const payout = current?.kind === 'refund' && payoutOf(current, instruction);
  if (current?.kind === 'refund' && payout && teller.worksFor(current.region)) return { current, payout };
  throw new ProblemError('payout_not_found', `没有支付指令 ${instruction.slice(0, 60)}，或不属于您负责的统筹区。`);
}
