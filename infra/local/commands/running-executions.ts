import { ListStateMachinesCommand, paginateListExecutions, SFNClient, type SFNClientConfig } from '@aws-sdk/client-sfn';
import { readExecutionName } from '../../../functions/runtime/executions.ts';
import { findPort } from '../../small-cloud/data-folder/data-folder.ts';
import { listOpenExecutions } from '../../small-cloud/data-folder/open-executions.ts';
import { localClient } from './stored-tables.ts';

interface Where {
  data: string;
  endpoint?: string | undefined;
  prefix?: string | undefined;
}

/** State machines of cases; those of files and reminders have none. */
const OF_CASES = ['late-payment', 'refund', 'newborn'];

/** Ids of the cases whose executions run, of a folder or of what answers at an endpoint; null where nobody can say it. */
export async function runningCases({ data, endpoint, prefix = 'canbao' }: Where): Promise<ReadonlySet<string> | null> {
  // On AWS the state machines answer at an address of their own.
  if (endpoint !== undefined) return listRunning(/\.amazonaws\.com/.test(endpoint) ? {} : { endpoint }, prefix);
  const port = findPort(data);
  if (port !== undefined) return listRunning(localClient(port, data), prefix);
  const names = await listOpenExecutions(data);
  return names && casesOf(names);
}

async function listRunning(config: SFNClientConfig, prefix: string): Promise<ReadonlySet<string> | null> {
  const client = new SFNClient({ ...config, maxAttempts: 1 });
  try {
    const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
    const machines = OF_CASES.map((name) => stateMachines.find((one) => one.name === `${prefix}-${name}`));
    const names: string[] = [];
    for (const machine of machines) {
      if (machine?.stateMachineArn === undefined) return null;
      const listing = { stateMachineArn: machine.stateMachineArn, statusFilter: 'RUNNING' as const };
      for await (const { executions = [] } of paginateListExecutions({ client }, listing)) {
        names.push(...executions.flatMap(({ name }) => name ?? []));
      }
    }
    return casesOf(names);
  } catch (error) {
    // An endpoint of DynamoDB alone knows no executions.
    if (error instanceof Error) return null;
    throw error;
  } finally {
    client.destroy();
  }
}

const casesOf = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => readExecutionName(name)?.caseId ?? []));
