/** The executions of cases, as the nightly sweep sees them: it may look at them, and neither start nor stop one. */
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  type ExecutionStatus,
  paginateListExecutions,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { CASE_KINDS, type CaseKind } from '../../cases/case.ts';
import { executionArn, executionName, readExecutionName } from '../../runtime/executions.ts';

export interface Running {
  run: number;
  startedAt: number;
}

const BROKEN = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const satisfies readonly ExecutionStatus[];

/** @param machines ARN of the state machine of each kind of case, without an alias: executions are listed under it */
export function openWatch(client: SFNClient, machines: Readonly<Record<CaseKind, string>>) {
  async function* list(kind: CaseKind, statusFilter: ExecutionStatus) {
    for await (const page of paginateListExecutions({ client }, { stateMachineArn: machines[kind], statusFilter })) {
      for (const { name = '', startDate, stopDate } of page.executions ?? []) {
        const named = readExecutionName(name);
        if (named) yield { ...named, startedAt: startDate?.getTime() ?? 0, stoppedAt: stopDate?.getTime() ?? 0 };
      }
    }
  }

  async function statusOf(kind: CaseKind, caseId: string, run: number): Promise<ExecutionStatus | undefined> {
    const arn = executionArn(machines[kind], executionName(caseId, run));
    try {
      // Without its data, which only its own functions can decrypt.
      const command = new DescribeExecutionCommand({ executionArn: arn, includedData: 'METADATA_ONLY' });
      return (await client.send(command)).status;
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  }

  return {
    /** The newest execution of each case that runs. */
    async running(): Promise<Map<string, Running>> {
      const found = new Map<string, Running>();
      for (const kind of CASE_KINDS) {
        for await (const { caseId, run, startedAt } of list(kind, 'RUNNING')) {
          if ((found.get(caseId)?.run ?? -1) < run) found.set(caseId, { run, startedAt });
        }
      }
      return found;
    },

    /** Cases of executions that broke off since an instant. */
    async brokenSince(since: number): Promise<Set<string>> {
      const found = new Set<string>();
      for (const kind of CASE_KINDS) {
        for (const status of BROKEN) {
          for await (const { caseId, stoppedAt } of list(kind, status)) if (stoppedAt >= since) found.add(caseId);
        }
      }
      return found;
    },

    /** Whether a run of a case has failed, or was ended from outside. */
    async isBroken(kind: CaseKind, caseId: string, run: number): Promise<boolean> {
      const status = await statusOf(kind, caseId, run);
      return BROKEN.some((one) => one === status);
    },

    /**
     * The number of the next execution of a case; null where one runs that lists did not show.
     * @param last the number that the case knows of; after a restore there may have been more
     */
    async next(kind: CaseKind, caseId: string, last: number, known: Running | undefined): Promise<number | null> {
      let run = known ? Math.max(known.run + 1, last) : last;
      for (let status = await statusOf(kind, caseId, run); status; status = await statusOf(kind, caseId, run)) {
        if (status === 'RUNNING' && known?.run !== run) return null;
        run += 1;
      }
      return run;
    },
  };
}
