import { copyJson, isJsonObject, type Json, type JsonObject, toJson } from '../expressions/json.ts';
import type { TaskOutcome } from '../steps/run-task.ts';
import type { RegionArns } from './arns.ts';
import type { TaskRequest } from './runner.ts';

const ARGUMENTS = ['FunctionName', 'Payload', 'Qualifier', 'InvocationType'];

/** What came of invoking a function. Errors are named as Step Functions sees them. */
export type FunctionOutcome = { ok: true; payload: unknown } | { ok: false; error: string; cause: string };

/** The execution on whose behalf a call is made, and the role that it has taken. */
export interface CallingExecution {
  roleArn: string;
  executionArn: string;
}

export type InvokeFunction = (
  functionArn: string,
  payload: unknown,
  caller: CallingExecution,
) => Promise<FunctionOutcome>;

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
      const refusal = refuseArguments(parameters);
      if (refusal !== undefined) return { ok: false, error: 'Lambda.InvalidParameterValueException', cause: refusal };
      const functionArn = qualify(named.startsWith('arn:') ? named : functionArnOf(named), parameters.Qualifier);
      const outcome = await call(request, functionArn, parameters.Payload ?? {});
      if (!outcome.ok) return outcome;
      const Payload = toJson(outcome.payload);
      const SdkHttpMetadata = { HttpStatusCode: 200 };
      return { ok: true, output: { ExecutedVersion: '$LATEST', Payload, SdkHttpMetadata, StatusCode: 200 } };
    },
  };
}

/** Why arguments are refused; what nobody would read is not passed over. */
function refuseArguments(parameters: JsonObject): string | undefined {
  const others = Object.keys(parameters).filter((argument) => !ARGUMENTS.includes(argument));
  if (others.length > 0) return `lambda:invoke: the argument ${others.join(', ')} is not known to this machine.`;
  const { InvocationType: type = 'RequestResponse', Qualifier: qualifier = '' } = parameters;
  if (type !== 'RequestResponse') {
    return `lambda:invoke: the InvocationType ${JSON.stringify(type)} is not known to this machine, which waits for the answer.`;
  }
  return typeof qualifier === 'string' ? undefined : 'lambda:invoke: Qualifier must be a text.';
}

/** A version or an alias has an ARN of its own. */
const qualify = (functionArn: string, qualifier: Json | undefined): string =>
  typeof qualifier === 'string' && qualifier !== '' ? `${functionArn}:${qualifier}` : functionArn;
