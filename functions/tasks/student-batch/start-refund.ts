/** Starts the execution of a refund case that was stored. */
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { isTransient } from '../../runtime/errors.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import type { Case } from '../../store/case.ts';
import type { CaseStore } from '../../store/case-store.ts';
import type { RefundCase } from '../../store/refund-case.ts';

/** Named after its case, so that a second start is the same execution; what fails is left to the minute's healing. */
export const startRefund =
  (client: SFNClient, stateMachineArn: string, cases: Pick<CaseStore<Case>, 'clearPending'>) =>
  async (opened: RefundCase): Promise<void> => {
    const { caseId, pending } = opened;
    if (pending?.kind !== 'start') return;
    try {
      await client.send(
        new StartExecutionCommand({ stateMachineArn, name: caseId, input: JSON.stringify({ caseId }) }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) {
        const level = isTransient(error) ? 'warn' : 'error';
        writeLog(level, { message: 'effect left to the healing', caseId, ...describeError(error) });
        return;
      }
    }
    await cases.clearPending(opened);
  };
