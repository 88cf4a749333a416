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
  const holder = await cases.get(caseId);
  const known = holder && isRefund(holder) ? holder : null;
  return { caseId, state: known?.state ?? null, since: known?.wait?.since ?? since, settledOn: settled?.on };
}

const isRefund = (found: CaseBase | RefundCase): found is RefundCase => found.kind === 'refund';
