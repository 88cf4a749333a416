/** Rule "amounts": what the person pays in all: the shares borne, and the repair of lapsed years. */
import { add, formatYuan, type Li, times, ZERO } from '../money.ts';
import type { PolicyTable } from '../policy.ts';
import type { Amounts, Waiting } from './assessment.ts';
import type { Shares } from './shares.ts';

/** A repaired year costs the individual standard of the year in the place of enrolment (国办发〔2024〕38号). */
export function decideAmounts(shares: Shares, waiting: Waiting, table: PolicyTable): Amounts {
  const { places } = table.contribution;
  const text = (amount: Li | null): string | null => (amount === null ? null : formatYuan(amount, places));
  const { individual, subsidy, aid, standard } = shares;
  const repair = repairPrice(standard, waiting, table);
  const payable = individual === null || subsidy === null || repair === null ? null : add(individual, subsidy, repair);
  return {
    individual: text(individual),
    subsidy: text(subsidy),
    repair: text(repair),
    aid: text(aid),
    payable: text(payable),
  };
}

function repairPrice(standard: Li | null, { repaired }: Waiting, { wait }: PolicyTable): Li | null {
  if (!repaired) return ZERO;
  const perYear = wait.repairMonthsPerYear.value;
  return standard === null || !perYear ? null : times(standard, Math.ceil(repaired / perYear));
}
