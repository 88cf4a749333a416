import { randomUUID } from 'node:crypto';
import { MessageChannel, Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { LogFile } from '../logs/log-file.ts';
import { environmentOf, type FunctionDefinition, type ServiceEndpoints } from './function-definition.ts';
import type { FunctionError, Invocation } from './invocation.ts';

/** AWS gives a function's start 10 s, and if they are not enough the time of its first event too. */
const initTimeoutMs = 10_000;

const errorSchema = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).optional(),
});
const messageSchema = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ payload: z.string() }),
  z.object({ error: errorSchema, fatal: z.boolean() }),
]);

/** One environment of a function: a worker thread that handles one event at a time. */
export interface FunctionEnvironment {
  /** Handles an event; never rejects. After `isAlive()` turns false the environment is of no more use. */
  run(event: string): Promise<Invocation>;
  isAlive(): boolean;
  stop(): Promise<void>;
}

/** Starts an environment, cold: its handler is loaded before the first event. */
export function startEnvironment(
  definition: FunctionDefinition,
  endpoints: ServiceEndpoints,
  log: LogFile,
): FunctionEnvironment {
  let alive = true;
  let initialized = false;
  let handedOver: { requestId: string; event: string } | undefined;
  let finish: ((invocation: Invocation) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastError: FunctionError | undefined;

  const near = nearOf(definition, endpoints);
  const worker = new Worker(new URL('./function-thread.js', import.meta.url), {
    env: environmentOf(definition, endpoints),
    argv: [],
    stdout: true,
    stderr: true,
    // Node keeps a tenth for what is not the heap, as AWS's runtime does. With its usual young generation of 48 MB an
    // environment would grow to twice the memory, whatever it does.
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(definition.memoryMb * 0.9), maxYoungGenerationSizeMb: 6 },
    workerData: {
      file: definition.file,
      handler: definition.handler,
      name: definition.name,
      arn: definition.arn,
      memory: String(definition.memoryMb),
      // Node hands its folder of compiled code to no thread by itself.
      compiled: process.env.NODE_COMPILE_CACHE,
      near,
    },
    transferList: near === undefined ? [] : [near.machine, ...(near.database ? [near.database] : [])],
  });
  worker.stdout.on('data', (chunk) => log.write(chunk));
  worker.stderr.on('data', (chunk) => log.write(chunk));

  worker.on('message', (message: unknown) => {
    const parsed = messageSchema.parse(message);
    if ('ready' in parsed) {
      initialized = true;
      clearTimeout(timer);
      if (handedOver) send();
    } else if ('payload' in parsed) {
      settle({ ok: true, payload: parsed.payload });
    } else {
      const { errorType, errorMessage, trace } = parsed.error;
      lastError = { errorType, errorMessage, ...(trace ? { trace } : {}) };
      log.write(`${JSON.stringify(lastError)}\n`);
      // A fatal one is given when the thread has ended, so that no event is handed to it meanwhile.
      if (parsed.fatal) alive = false;
      else settle({ ok: false, error: lastError });
    }
  });
  worker.on('error', (error) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
      lastError = { errorType: 'Runtime.OutOfMemory', errorMessage: said('Runtime exited with error: signal: killed') };
    } else {
      lastError = { errorType: 'Runtime.ExitError', errorMessage: said(String(error)) };
    }
    log.write(`${JSON.stringify(lastError)}\n`);
  });
  worker.on('exit', (exitCode) => {
    alive = false;
    clearTimeout(timer);
    const reason =
      exitCode === 0
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${exitCode}`;
    settle({ ok: false, error: lastError ?? { errorType: 'Runtime.ExitError', errorMessage: said(reason) } });
  });

  const said = (what: string) => `RequestId: ${handedOver?.requestId ?? 'none'} Error: ${what}`;

  function settle(outcome: { ok: true; payload: string } | { ok: false; error: FunctionError }): void {
    clearTimeout(timer);
    const done = finish;
    const requestId = handedOver?.requestId ?? '';
    finish = undefined;
    handedOver = undefined;
    done?.({ requestId, ...outcome });
  }

  function limit(milliseconds: number): void {
    timer = setTimeout(() => {
      alive = false;
      lastError = {
        errorType: 'Sandbox.Timedout',
        errorMessage: said(`Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`),
      };
      log.write(`${JSON.stringify(lastError)}\n`);
      // Ends the thread also when it never yields; its exit then gives the error to the caller.
      worker.terminate();
    }, milliseconds);
  }

  function send(): void {
    if (!handedOver) return;
    const milliseconds = definition.timeoutSeconds * 1000;
    limit(milliseconds);
    worker.postMessage({ ...handedOver, deadline: Date.now() + milliseconds });
  }

  return {
    run(event) {
      return new Promise((resolve) => {
        finish = resolve;
        handedOver = { requestId: randomUUID(), event };
        lastError = undefined;
        if (initialized) send();
        else limit(initTimeoutMs + definition.timeoutSeconds * 1000);
      });
    },
    isAlive: () => alive,
    async stop() {
      await worker.terminate();
    },
  };
}

/** The ports by which a function asks the machine and its database; see `near-requests.js`. */
function nearOf({ credentials }: FunctionDefinition, { near }: ServiceEndpoints) {
  if (near === undefined) return undefined;
  const { port1, port2 } = new MessageChannel();
  near.serve(port1);
  return { host: near.host, machine: port2, database: near.toDatabase(credentials) };
}
