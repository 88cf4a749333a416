/** Starts the execution of a refund case that was stored. */
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { RefundCase } from '../../cases/refund/case.ts';
import { isTransient } from '../../runtime/errors.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';

/**
 * Named after its case, so that a second start is the same execution. The execution's first state takes the mark of the
 * start away; what fails is left to the minute's healing.
 */
export const startRefund =
  (client: SFNClient, stateMachineArn: string) =>
  async ({ caseId, pending }: RefundCase): Promise<void> => {
    if (pending?.kind !== 'start') return;
    try {
      await client.send(
        new StartExecutionCommand({ stateMachineArn, name: caseId, input: JSON.stringify({ caseId }) }),
      );
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return;
      const level = isTransient(error) ? 'warn' : 'error';
      writeLog(level, { message: 'effect left to the healing', caseId, ...describeError(error) });
    }
  };
