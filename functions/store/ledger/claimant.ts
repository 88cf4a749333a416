import type { CaseBase } from '../../cases/case-base.ts';
import type { Claim } from '../../cases/ledger.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import type { Hold } from './describe-claim.ts';

/** Reads a case of any kind, as a store of all kinds or of refunds does. */
export interface CaseReader {
  get(caseId: string): Promise<CaseBase | RefundCase | null>;
}

/** Where a claim stands: in which case, in which of its states, and since when it is there. */
export async function claimantOf({ caseId, since, settled }: Claim, cases: CaseReader): Promise<Hold> {
  const known = await refundOf(caseId, cases);
  return { caseId, state: known?.state ?? null, since: known?.wait?.since ?? since, settledOn: settled?.on };
}

export async function refundOf(caseId: string, cases: CaseReader): Promise<RefundCase | null> {
  const found = await cases.get(caseId);
  return found && isRefund(found) ? found : null;
}

const isRefund = (found: CaseBase | RefundCase): found is RefundCase => found.kind === 'refund';
