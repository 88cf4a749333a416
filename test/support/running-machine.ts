import { z } from 'zod';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { askService } from '../small-cloud/signed-request.ts';
import { ownerOf } from './owner-of.ts';

/** A machine that serves at an address, as a desk and as the owner of the account see it. */
export interface RunningMachine {
  /** A request of a desk to the HTTP API; status and JSON of the answer. */
  api(token: string, method: string, path: string, body?: object, key?: string): Promise<Answer>;
  /** An operation in the name of the owner. @throws with the answer unless it succeeds */
  stepFunctions(operation: string, body: object): Promise<unknown>;
  dynamodb(operation: string, body: object): Promise<unknown>;
  /** The ARN that executions of that machine begin with, up to their name. */
  executionsOf(machine: string): string;
  /** The full name of the one table whose name in the stack is that. */
  tableOf(name: string): Promise<string>;
  moveClock(duration: string): Promise<void>;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** @param onChange is called when the API has answered a request that changes something */
export function openRunningMachine(url: string, onChange: () => void = () => {}): RunningMachine {
  let owner: ReturnType<typeof ownerOf> | undefined;

  async function call(service: string, operation: string, body: object): Promise<unknown> {
    owner ??= ownerOf(url);
    const response = await askService(url, `${service}.${operation}`, body, await owner);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
    return answer;
  }

  return {
    async api(token, method, path, body, key) {
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
      const { status, bytes } = await openDesk(url, () => token).send(method, path, { body, headers });
      const answer = { status, body: JSON.parse(bytes.toString('utf8')) };
      if (method !== 'GET') onChange();
      return answer;
    },
    stepFunctions: (operation, body) => call('AWSStepFunctions', operation, body),
    dynamodb: (operation, body) => call('DynamoDB_20120810', operation, body),
    executionsOf: (machine) => `arn:aws-cn:states:cn-northwest-1:000000000000:execution:${machine}:`,
    async tableOf(name) {
      const { TableNames } = z
        .object({ TableNames: z.array(z.string()) })
        .parse(await call('DynamoDB_20120810', 'ListTables', {}));
      const table = TableNames.find((one) => one.includes(`-${name}Table`));
      if (table === undefined) throw new Error(`no table ${name}`);
      return table;
    },
    async moveClock(move) {
      const response = await fetch(`${url}/_local/clock`, { method: 'POST', body: JSON.stringify({ move }) });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}

export const caseIdIn = ({ status, body }: Answer): string => {
  const parsed = z.object({ caseId: z.string() }).safeParse(body);
  if (status >= 300 || !parsed.success) throw new Error(`${status} ${JSON.stringify(body)}`);
  return parsed.data.caseId;
};
