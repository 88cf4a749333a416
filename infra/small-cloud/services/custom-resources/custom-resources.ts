import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../../data-folder/kept-json.ts';
import type { LambdaFunctions } from '../lambda/lambda-functions.ts';

const answerSchema = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
  Data: z.record(z.string(), z.unknown()).optional(),
});
type Answer = z.infer<typeof answerSchema>;

const keptSchema = z.record(
  z.string(),
  z.object({ physicalId: z.string(), properties: z.record(z.string(), z.unknown()) }),
);

interface CustomResource {
  stack: string;
  logicalId: string;
  type: string;
  functionArn: string;
  /** As they stand in the template; CloudFormation sends numbers and booleans as texts. */
  properties: Record<string, unknown>;
  timeoutMs: number;
}

/** Custom resources of CloudFormation: a function is asked to make them and answers at a URL. */
export interface CustomResources {
  /**
   * Creates the resource, or updates it when it was created at an earlier start. It is asked at every start, also with
   * unchanged properties, since another DynamoDB may have been given: the function has to be idempotent anyway.
   *
   * @throws with the function's reason when it fails, and when it gives no answer in time
   */
  ensure(resource: CustomResource): Promise<{ physicalId: string; data: Record<string, string> }>;
  /** Takes an answer that came in for a `ResponseURL`; false when nobody waits for it. */
  receive(token: string, body: string): boolean;
}

export function openCustomResources(options: {
  path: string;
  /** `<answerUrl>/<token>` is the `ResponseURL`. */
  answerUrl: string;
  stackId(stack: string): string;
  functions: LambdaFunctions;
}): CustomResources {
  const waiting = new Map<string, (answer: Answer) => void>();
  const kept = new Map(Object.entries(readKeptJson(options.path, keptSchema) ?? {}));

  return {
    async ensure(resource) {
      const name = `${resource.stack}/${resource.logicalId}`;
      const before = kept.get(name);
      const token = randomUUID();
      const RequestId = randomUUID();
      const { ServiceTimeout: _deploymentOnly, ...given } = resource.properties;
      const ResourceProperties = stringify(given);
      const event = {
        RequestType: before === undefined ? 'Create' : 'Update',
        ResponseURL: `${options.answerUrl}/${token}`,
        StackId: options.stackId(resource.stack),
        RequestId,
        ResourceType: resource.type,
        LogicalResourceId: resource.logicalId,
        ServiceToken: resource.functionArn,
        ResourceProperties,
        ...(before === undefined
          ? {}
          : { PhysicalResourceId: before.physicalId, OldResourceProperties: before.properties }),
      };
      let timer: NodeJS.Timeout | undefined;
      const answer = await new Promise<Answer>((resolve, reject) => {
        waiting.set(token, resolve);
        timer = setTimeout(
          () => reject(new Error(`${name} gave no answer in ${resource.timeoutMs / 1000} s`)),
          resource.timeoutMs,
        );
        options.functions.invoke(resource.functionArn, JSON.stringify(event)).then((invocation) => {
          if (invocation.ok) return;
          reject(new Error(`${name}: ${invocation.error.errorType}: ${invocation.error.errorMessage}`));
        }, reject);
      }).finally(() => {
        clearTimeout(timer);
        waiting.delete(token);
      });
      if (answer.Status === 'FAILED') throw new Error(`${name} failed: ${answer.Reason ?? 'no reason given'}`);
      const physicalId = answer.PhysicalResourceId ?? before?.physicalId ?? name;
      kept.set(name, { physicalId, properties: ResourceProperties });
      writeKeptJson(options.path, Object.fromEntries(kept));
      const data = Object.entries(answer.Data ?? {}).map(([key, value]) => [key, String(value)]);
      return { physicalId, data: Object.fromEntries(data) };
    },
    receive(token, body) {
      const resolve = waiting.get(token);
      if (resolve === undefined) return false;
      const answer = answerSchema.safeParse(parseJson(body));
      resolve(answer.success ? answer.data : { Status: 'FAILED', Reason: 'its answer is malformed' });
      return true;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stringify(properties: Record<string, unknown>): Record<string, unknown> {
  const asText = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(asText);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asText(entry)]));
    }
    return String(value);
  };
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, asText(value)]));
}
