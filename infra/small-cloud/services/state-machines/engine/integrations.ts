import { copyJson, isJsonObject, type Json, toJson } from '../expressions/json.ts';
import type { TaskOutcome } from '../steps/run-task.ts';
import type { RegionArns } from './arns.ts';
import type { TaskRequest } from './runner.ts';

/** What came of invoking a function. Errors are named as Step Functions sees them. */
export type FunctionOutcome = { ok: true; payload: unknown } | { ok: false; error: string; cause: string };

/** The execution on whose behalf a call is made, and the role that it has taken. */
export interface Caller {
  roleArn: string;
  executionArn: string;
}

export type InvokeFunction = (functionArn: string, payload: unknown, caller: Caller) => Promise<FunctionOutcome>;

/** Carries out a task's service action. It may be asked again for the same attempt after a crash. */
export type Integration = (request: TaskRequest) => Promise<TaskOutcome>;

export function createLambdaIntegrations(
  invoke: InvokeFunction,
  arns: RegionArns,
  functionArnOf: (name: string) => string,
): Record<string, Integration> {
  async function call(request: TaskRequest, functionArn: string, payload: Json): Promise<FunctionOutcome> {
    const { key, roleArn } = request.execution;
    try {
      return await invoke(functionArn, copyJson(payload), { roleArn, executionArn: arns.execution(key) });
    } catch (error) {
      return { ok: false, error: 'Lambda.Unknown', cause: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    lambda: async (request) => {
      const outcome = await call(request, request.resource.arn, request.parameters);
      return outcome.ok ? { ok: true, output: toJson(outcome.payload) } : outcome;
    },
    'lambda:invoke': async (request) => {
      const { parameters } = request;
      const named = isJsonObject(parameters) ? parameters.FunctionName : undefined;
      if (!isJsonObject(parameters) || typeof named !== 'string') {
        return { ok: false, error: 'States.Runtime', cause: 'lambda:invoke needs the argument FunctionName.' };
      }
      const functionArn = named.startsWith('arn:') ? named : functionArnOf(named);
      const outcome = await call(request, functionArn, parameters.Payload ?? {});
      if (!outcome.ok) return outcome;
      const Payload = toJson(outcome.payload);
      const SdkHttpMetadata = { HttpStatusCode: 200 };
      return { ok: true, output: { ExecutedVersion: '$LATEST', Payload, SdkHttpMetadata, StatusCode: 200 } };
    },
  };
}
