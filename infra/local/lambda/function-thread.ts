// The thread that one environment of a function runs in: loads the handler once, then handles one event after the other.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError } from './invocation.ts';

/** What `startEnvironment` hands over. Nothing is parsed here: a library would be loaded in the memory of every function. */
const options: { file: string; handler: string; name: string; arn: string; memory: string } = workerData;

interface Call {
  requestId: string;
  event: string;
  deadline: number;
}

/** `fatal`: the thread ends after it, and its environment with it. */
function post(message: { ready: true } | { payload: string } | { error: FunctionError; fatal: boolean }): void {
  parentPort?.postMessage(message);
}

function describeError(thrown: unknown): FunctionError {
  if (thrown instanceof Error) {
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

async function loadHandler(): Promise<(event: unknown, context: unknown) => unknown> {
  const loaded = await import(pathToFileURL(options.file).href);
  const handler = loaded[options.handler];
  if (typeof handler !== 'function') {
    const error = new Error(`${options.handler} is undefined or not exported`);
    error.name = 'Runtime.HandlerNotFound';
    throw error;
  }
  return (event, context) => handler(event, context);
}

process.on('unhandledRejection', (reason) => {
  const { errorMessage, trace } = describeError(reason);
  const errorType = 'Runtime.UnhandledPromiseRejection';
  post({ error: { errorType, errorMessage, trace: trace ?? [] }, fatal: true });
  process.exit(128);
});
process.on('uncaughtException', (error) => {
  post({ error: describeError(error), fatal: true });
  process.exit(129);
});

try {
  const handle = await loadHandler();
  parentPort?.on('message', async ({ requestId, event, deadline }: Call) => {
    const context = {
      awsRequestId: requestId,
      functionName: options.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: options.arn,
      memoryLimitInMB: options.memory,
      logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    try {
      const result = await handle(JSON.parse(event), context);
      post({ payload: JSON.stringify(result) ?? 'null' });
    } catch (thrown) {
      post({ error: describeError(thrown), fatal: false });
    }
  });
  post({ ready: true });
} catch (thrown) {
  post({ error: describeError(thrown), fatal: true });
  process.exit(1);
}
