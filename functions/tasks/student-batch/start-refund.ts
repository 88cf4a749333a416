/** Starts the execution of a refund case that was stored. */
import type { RefundCase } from '../../cases/refund/case.ts';
import { isTransient } from '../../runtime/errors.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import type { StartExecution } from '../../runtime/start-execution.ts';

/**
 * Named after its case, so that a second start is the same execution. The execution's first state takes the mark of the
 * start away; what fails is left to the minute's healing.
 */
export const startRefund =
  (start: StartExecution) =>
  async ({ caseId, pending }: RefundCase): Promise<void> => {
    if (pending?.kind !== 'start') return;
    try {
      await start(caseId, { caseId });
    } catch (error) {
      const level = isTransient(error) ? 'warn' : 'error';
      writeLog(level, { message: 'effect left to the healing', caseId, ...describeError(error) });
    }
  };
