import { z } from 'zod';

const ownerKey = 'LOCALMACHINEOWNER';

/** A machine that serves at an address, as a desk and as the owner of the account see it. */
export interface RunningMachine {
  /** A request of a desk to the HTTP API; status and JSON of the answer. */
  api(token: string, method: string, path: string, body?: object, key?: string): Promise<Answer>;
  /** An operation of Step Functions. @throws with the answer unless it succeeds */
  stepFunctions(operation: string, body: object): Promise<unknown>;
  /** The ARN that executions of that machine begin with, up to their name. */
  executionsOf(machine: string): string;
}

export interface Answer {
  status: number;
  body: unknown;
}

export function openRunningMachine(url: string): RunningMachine {
  return {
    async api(token, method, path, body, key) {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    async stepFunctions(operation, body) {
      const authorization = `AWS4-HMAC-SHA256 Credential=${ownerKey}/20260101/cn-northwest-1/states/aws4_request, SignedHeaders=host, Signature=0`;
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'x-amz-target': `AWSStepFunctions.${operation}`, authorization },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
      return answer;
    },
    executionsOf: (machine) => `arn:aws-cn:states:cn-northwest-1:000000000000:execution:${machine}:`,
  };
}

export const caseIdIn = ({ status, body }: Answer): string => {
  const parsed = z.object({ caseId: z.string() }).safeParse(body);
  if (status >= 300 || !parsed.success) throw new Error(`${status} ${JSON.stringify(body)}`);
  return parsed.data.caseId;
};
