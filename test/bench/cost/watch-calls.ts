import type { CloudOptions } from '../../../infra/local/cloud.ts';
import type { FunctionDefinition } from '../../../infra/small-cloud/services/lambda/function-definition.ts';

/** One call of a function, as it would be billed. */
export interface FunctionCall {
  /** The function's full name. */
  name: string;
  memoryMb: number;
  event: string;
  /** For which an environment was at work: AWS has as many as are asked for, so what waits here would not wait there. */
  milliseconds: number;
}

/**
 * Stands before the functions of a machine and tells of each call that was answered.
 * @param definitions gets every function, by its ARN
 */
export function watchCalls(
  tell: (call: FunctionCall) => void,
  definitions: Map<string, FunctionDefinition> = new Map(),
): NonNullable<CloudOptions['between']> {
  return {
    dynamodb: (url) => url,
    functions: (functions) => ({
      ...functions,
      define(definition) {
        definitions.set(definition.arn, definition);
        functions.define(definition);
      },
      async invoke(functionArn, event) {
        const from = performance.now();
        const invocation = await functions.invoke(functionArn, event);
        const definition = definitions.get(functionArn);
        const milliseconds = invocation.durationMs ?? performance.now() - from;
        if (definition) tell({ ...definition, event, milliseconds });
        return invocation;
      },
    }),
  };
}
