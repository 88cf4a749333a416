/** The minute's healing: does again what a crash left between the write of a case and its effect. */
import { z } from 'zod';
import { describeError, writeLog } from '../../runtime/logger.ts';
import type { WriteServices } from '../http/services.ts';
import { deliverPending } from './deliver-pending.ts';
import { parkUnheardDecision } from './park-abandoned.ts';

/** A request that is still under way is left alone for so long. */
const GRACE_MILLISECONDS = 20_000;

export const healEventSchema = z.object({
  source: z.literal('canbao.heal'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const isHealEvent = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'source' in event && event.source === 'canbao.heal';

export interface Healed {
  healed: number;
  failed: number;
}

/** At most 100 cases a run; what fails stays marked and is tried again a minute later. */
export async function healCases(
  { scheduledTime }: z.output<typeof healEventSchema>,
  services: Pick<WriteServices, 'cases' | 'ledger' | 'refunds' | 'executions'>,
): Promise<Healed> {
  const before = new Date(Date.parse(scheduledTime) - GRACE_MILLISECONDS).toISOString();
  const result = { healed: 0, failed: 0 };
  for (const caseId of await services.cases.pendingBefore(before)) {
    try {
      // The index lags behind: the item says whether the effect is still outstanding.
      const stored = await services.cases.get(caseId);
      if (!stored?.pending || (stored.pendingSince ?? '') >= before) continue;
      const delivery = await deliverPending(stored, services, scheduledTime);
      if (delivery === 'later') continue;
      if (delivery === 'gone') await parkUnheardDecision(stored, scheduledTime, services);
      result.healed += 1;
    } catch (error) {
      result.failed += 1;
      writeLog('error', { message: 'healing failed', caseId, ...describeError(error) });
    }
  }
  if (result.healed > 0) writeLog('info', { message: 'healed', count: result.healed });
  // Every minute, also with nothing to do: an alarm rings when it is not said.
  writeLog('info', { message: 'healing done', count: 1 });
  return result;
}
