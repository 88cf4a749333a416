/** The executions of the state machines, as the one function sees them that may start them and complete their tokens. */
import {
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { CaseKind } from '../../cases/case.ts';
import { executionArn, executionName } from '../../runtime/executions.ts';
import { openStarter } from '../../runtime/start-execution.ts';

/**
 * `gone`: the execution does not wait for this token; `gone_or_sent`: so it says, but the call was tried more than
 * once, and the first may have arrived.
 */
export type Delivery = 'delivered' | 'gone' | 'gone_or_sent';

export type Executions = ReturnType<typeof openExecutions>;

/** @param stateMachines ARN of the state machine of each kind of case. */
export function openExecutions(client: SFNClient, stateMachines: Readonly<Record<CaseKind, string>>) {
  async function deliver(send: Promise<unknown>): Promise<Delivery> {
    try {
      await send;
      return 'delivered';
    } catch (error) {
      if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken) {
        return (error.$metadata.attempts ?? 1) > 1 ? 'gone_or_sent' : 'gone';
      }
      throw error;
    }
  }

  async function end(stateMachine: string, name: string): Promise<void> {
    try {
      await client.send(new StopExecutionCommand({ executionArn: executionArn(stateMachine, name) }));
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
  }

  return {
    /**
     * Named after its case, so that a second start is the same execution.
     * @param run which execution after the first it is, of a case that was parked, or whose execution nears its year
     * @param instead the run that it stands in for: a case has one execution, so that one is ended first
     */
    async start(kind: CaseKind, caseId: string, run = 0, instead?: number): Promise<Delivery> {
      if (instead !== undefined) await end(stateMachines[kind], executionName(caseId, instead));
      await openStarter(client, stateMachines[kind])(executionName(caseId, run), { caseId });
      return 'delivered';
    },

    complete: (token: string, output: Record<string, unknown>): Promise<Delivery> =>
      deliver(client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }))),

    fail: (token: string, error: string, cause: string): Promise<Delivery> =>
      deliver(client.send(new SendTaskFailureCommand({ taskToken: token, error, cause }))),
  };
}
