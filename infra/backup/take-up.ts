import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  type SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { storedCases } from '../../functions/audit/stored-cases.ts';
import { type Case, caseSchema, hasEnded } from '../../functions/cases/case.ts';
import { renew } from '../../functions/cases/renew.ts';
import { goOn } from '../../functions/cases/resume.ts';
import { lastRun } from '../../functions/cases/run.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';

export interface TakeUp {
  client: DynamoDBDocumentClient;
  /** Name of the table Cases. */
  cases: string;
  states: SFNClient;
  /** `arn:…:stateMachine:canbao-`: the machines' ARNs without their kind. */
  machines: string;
  /** Ends executions that run and starts their cases anew: after a restore in place, they belong to what was lost. */
  anew: boolean;
  now(): number;
}

/** What has changed so lately may have an execution that is not shown yet. */
const QUIET_MS = 60_000;
/** Ends so near to the last change that is there may not have been carried out in all tables. */
const LAST_ENDS_MS = 2 * 86_400_000;
const REASON = '由备份恢复或流程中断，重新启动流程';

/**
 * Marks every open case whose execution is gone; the healing then starts another one, which takes over the case's wait.
 * Marks the cases too that ended last: what their ends did to other tables is done again. A running execution is left
 * alone. So is a parked case: a desk resumes it.
 * @returns ids of the cases that were marked
 */
export async function takeUp({ client, cases, states, machines, anew, now }: TakeUp): Promise<string[]> {
  const store = openCaseStore(client, cases, caseSchema);
  const statusOf = async (executionArn: string): Promise<string | undefined> => {
    try {
      return (await states.send(new DescribeExecutionCommand({ executionArn }))).status;
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  };

  /** The run to start; undefined where one is under way, or has carried out how the case ended. */
  async function isToStart(found: Case): Promise<number | undefined> {
    const prefix = `${machines.replace(':stateMachine:', ':execution:')}${found.kind}:${found.caseId}`;
    const arnOf = (run: number) => (run === 0 ? prefix : `${prefix}-${run}`);
    let run = lastRun(found.history);
    let status = await statusOf(arnOf(run));
    // Runs that the restored case knows nothing of: their names are not free again for 90 days.
    for (let next = status && (await statusOf(arnOf(run + 1))); next; next = await statusOf(arnOf(run + 1))) {
      run += 1;
      status = next;
    }
    if (status === undefined) return run;
    if (hasEnded(found.state) && status === 'SUCCEEDED' && !anew) return undefined;
    if (status !== 'RUNNING') return run + 1;
    if (!anew) return undefined;
    await states.send(new StopExecutionCommand({ executionArn: arnOf(run), cause: 'its case was restored' }));
    return run + 1;
  }

  const newest = await newestChange(client, cases);
  const taken: string[] = [];
  for await (const found of storedCases(client, cases)) {
    if (found.state === 'parked' || found.pending?.kind === 'start') continue;
    // The tables are saved one after the other: what the last ended cases said may be missing in the others.
    if (hasEnded(found.state) && (found.erasedOn || changedAt(found) < newest - LAST_ENDS_MS)) continue;
    if (now() - changedAt(found) < QUIET_MS) continue;
    const run = await isToStart(found);
    if (run === undefined) continue;
    const by = { at: new Date(now()).toISOString(), by: 'system:take-up' };
    // What waits is taken over as it is: nobody is asked or told again.
    const outcome = await store.change(found, renew(found, { run }, by) ?? goOn(found, { reason: REASON, run }, by));
    if (outcome.ok) taken.push(found.caseId); // else it has moved on meanwhile: it is not gone
  }
  return taken;
}

const changedAt = ({ history }: Pick<Case, 'history'>): number => Date.parse(history.at(-1)?.at ?? '');

async function newestChange(client: DynamoDBDocumentClient, cases: string): Promise<number> {
  let newest = 0;
  for await (const found of storedCases(client, cases)) newest = Math.max(newest, changedAt(found));
  return newest;
}
