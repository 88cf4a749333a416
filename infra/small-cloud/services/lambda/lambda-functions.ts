import { availableParallelism } from 'node:os';
import type { Clock } from '../../clock/clock.ts';
import type { LogFile } from '../logs/log-file.ts';
import type { Logs } from '../logs/logs.ts';
import type { FunctionDefinition, ServiceEndpoints } from './function-definition.ts';
import { type FunctionEnvironment, startEnvironment } from './function-environment.ts';
import { type Invocation, payloadLimit } from './invocation.ts';

/**
 * How long an event waits for a busy environment before another one is started. A start takes about as long, and its
 * memory comes back only after a minute. AWS starts one at once.
 */
const patienceMs = 200;

/** An idle environment goes after this time, to give its memory (30 MB) back; a function's last one later, as on AWS. */
const idleMs = 60_000;
const lastIdleMs = 15 * 60_000;

/** The Lambda functions of the template. */
export interface LambdaFunctions {
  define(definition: FunctionDefinition): void;
  has(functionArn: string): boolean;
  /**
   * Runs a function with an event's JSON and waits for its end. While all environments that it may have are busy the
   * event waits; its time-out counts from when it is handed over.
   *
   * @throws when there is no such function
   */
  invoke(functionArn: string, event: string): Promise<Invocation>;
  /** Ends all environments; events under way end with an error. */
  close(): Promise<void>;
}

interface Pool {
  definition: FunctionDefinition;
  limit: number;
  /** Environments that exist, and of these the ones without an event, the last used at the end. */
  live: Set<FunctionEnvironment>;
  idle: { environment: FunctionEnvironment; retire: NodeJS.Timeout }[];
  /** Events that wait: each is handed an environment, or undefined to ask for one again. */
  queue: ((environment: FunctionEnvironment | undefined) => void)[];
  log: LogFile;
}

export function openLambdaFunctions(options: {
  clock: Clock;
  endpoints: ServiceEndpoints;
  logs: Logs;
  /** So long each function may take, if its definition says less. */
  leastTimeoutSeconds?: number;
}): LambdaFunctions {
  const { leastTimeoutSeconds = 0 } = options;
  const pools = new Map<string, Pool>();

  function start(pool: Pool): FunctionEnvironment {
    const started = startEnvironment(pool.definition, options.endpoints, pool.log);
    pool.live.add(started);
    return started;
  }

  async function take(pool: Pool): Promise<FunctionEnvironment | undefined> {
    const last = pool.idle.pop();
    if (last) {
      clearTimeout(last.retire);
      return last.environment;
    }
    if (pool.live.size === 0) return start(pool);
    return new Promise((resolve) => {
      const handOver: Pool['queue'][number] = (environment) => {
        clearTimeout(timer);
        resolve(environment);
      };
      const timer = setTimeout(() => {
        if (pool.live.size >= pool.limit) return;
        pool.queue = pool.queue.filter((waiting) => waiting !== handOver);
        resolve(start(pool));
      }, patienceMs);
      pool.queue.push(handOver);
    });
  }

  function giveBack(pool: Pool, environment: FunctionEnvironment): void {
    if (!environment.isAlive()) {
      pool.live.delete(environment);
      pool.queue.shift()?.(undefined);
      return;
    }
    const handOver = pool.queue.shift();
    if (handOver) {
      handOver(environment);
      return;
    }
    const retire = setTimeout(
      () => {
        pool.idle = pool.idle.filter((idle) => idle.environment !== environment);
        pool.live.delete(environment);
        environment.stop();
      },
      pool.live.size > 1 ? idleMs : lastIdleMs,
    ).unref();
    pool.idle.push({ environment, retire });
  }

  async function run(pool: Pool, event: string): Promise<Invocation> {
    let environment = await take(pool);
    while (!environment?.isAlive()) {
      if (environment) pool.live.delete(environment);
      environment = await take(pool);
    }
    const from = performance.now();
    const invocation = { ...(await environment.run(event)), durationMs: performance.now() - from };
    giveBack(pool, environment);
    if (invocation.ok && Buffer.byteLength(invocation.payload) > payloadLimit) {
      const errorMessage = `Response payload size exceeded maximum allowed payload size (${payloadLimit} bytes).`;
      return {
        requestId: invocation.requestId,
        durationMs: invocation.durationMs,
        ok: false,
        error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage },
      };
    }
    return invocation;
  }

  return {
    define(defined) {
      const definition = { ...defined, timeoutSeconds: Math.max(defined.timeoutSeconds, leastTimeoutSeconds) };
      const log = options.logs.open(definition.name, definition.logGroup);
      const limit = definition.reservedConcurrency ?? Math.max(2, availableParallelism());
      pools.set(definition.arn, { definition, limit, live: new Set(), idle: [], queue: [], log });
    },
    has: (functionArn) => pools.has(functionArn),
    async invoke(functionArn, event) {
      const pool = pools.get(functionArn);
      if (pool === undefined) throw new Error(`Function not found: ${functionArn}`);
      return options.clock.track(run(pool, event));
    },
    async close() {
      for (const pool of pools.values()) {
        for (const idle of pool.idle) clearTimeout(idle.retire);
        await Promise.all([...pool.live].map((environment) => environment.stop()));
      }
    },
  };
}
