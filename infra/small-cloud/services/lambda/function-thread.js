// The thread that one environment of a function runs in: loads the handler once, then handles one event after the other.
// It is JavaScript, because what strips types would be loaded into every function, 9 MB and 30 ms of processor each.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { askNear } from './near-requests.js';

/**
 * What `startEnvironment` hands over.
 * @type {{
 *   file: string, handler: string, name: string, arn: string, memory: string, compiled: string | undefined,
 *   near: Parameters<typeof askNear>[0] | undefined,
 * }}
 */
const options = workerData;

/**
 * `fatal`: the thread ends after it, and its environment with it.
 * @param {{ ready: true } | { payload: string } | { error: import('./invocation.ts').FunctionError, fatal: boolean }} message
 */
function post(message) {
  parentPort?.postMessage(message);
}

/**
 * @param {unknown} thrown
 * @returns {import('./invocation.ts').FunctionError}
 */
function describeError(thrown) {
  if (thrown instanceof Error) {
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

/** @returns {Promise<(event: unknown, context: unknown) => unknown>} */
async function loadHandler() {
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
  if (options.compiled) enableCompileCache(options.compiled);
  if (options.near) askNear(options.near);
  const handle = await loadHandler();
  if (options.compiled) flushCompileCache();
  parentPort?.on('message', async ({ requestId, event, deadline }) => {
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
