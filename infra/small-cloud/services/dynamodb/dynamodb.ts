import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { KeyHolder, Need, Principal } from '../iam/iam.ts';
import type { Verdict } from '../iam/judge.ts';
import { checkLogs } from './level-files.ts';

/** An answer on the wire: DynamoDB's status and JSON. */
interface Answer {
  status: number;
  body: string;
}

/** The DynamoDB that the tables of the template live in. */
export interface DynamoDb {
  /**
   * One operation of the protocol, e.g. `GetItem`, with its JSON; never throws for what the caller sent.
   * `caller`, an ARN, is for who counts.
   */
  call(operation: string, body: string, caller?: string): Promise<Answer>;
  /** A port by which a caller asks the thread of the database itself, where there is one; it closes with that thread. */
  connect?(caller: KeyHolder): MessagePort;
  close(): Promise<void>;
}

const unavailable: Answer = {
  status: 500,
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: 'The database of this machine failed on this request',
  }),
};

/** Far more than it needs: V8 lets a heap without a limit grow to four times of what lives in it before it cleans up. */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };

/** Between two tries to open a folder that could be opened before. */
const RESTART_MS = 500;

const replySchema = z.union([
  z.literal('ready'),
  z.object({ id: z.number(), status: z.number(), body: z.string() }),
  z.object({ log: z.string() }),
  z.object({ judge: z.number(), principal: z.custom<Principal>(), needs: z.custom<readonly Need[]>() }),
]);

/**
 * DynamoDB on disk under `path`, in a thread of its own; started again when it fails.
 *
 * @throws when the folder cannot be opened, for example because another process has it open, and DamagedDatabaseError
 */
export async function openOwnDynamoDb(options: {
  path: string;
  region: string;
  account: string;
  log(line: string): void;
  /** Who may what of the callers that are connected; without it none can be connected. */
  callers?: { partition: string; judge(principal: Principal, needs: readonly Need[]): Verdict };
}): Promise<DynamoDb> {
  const { callers } = options;
  checkLogs(options.path);
  const waiting = new Map<number, (answer: Answer) => void>();
  let nextId = 0;
  let closing = false;
  /** Whether it ever served: a folder that cannot be opened at all ends the start of the machine. */
  let servedOnce = false;
  let restarting: NodeJS.Timeout | undefined;
  let worker = start();
  let ready = untilReady(worker);
  await ready;
  servedOnce = true;

  function start(): Worker {
    const { log, path, region, account } = options;
    const workerData = { path, place: { partition: callers?.partition ?? '', region, account } };
    const started = new Worker(new URL('./dynamodb-thread.ts', import.meta.url), { workerData, resourceLimits });
    let served = false;
    started.on('message', (message: unknown) => {
      const reply = replySchema.parse(message);
      if (reply === 'ready') {
        served = true;
        return;
      }
      if ('log' in reply) {
        log(`dynamodb: ${reply.log}`);
        return;
      }
      if ('judge' in reply) {
        const verdict = callers?.judge(reply.principal, reply.needs) ?? { refused: 'nobody decides here' };
        started.postMessage({ judged: reply.judge, verdict });
        return;
      }
      waiting.get(reply.id)?.(reply);
      waiting.delete(reply.id);
    });
    started.on('error', (error) =>
      log(`dynamodb: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    );
    started.on('exit', () => {
      for (const answer of waiting.values()) answer(unavailable);
      waiting.clear();
      if (closing || !servedOnce) return;
      // One that did not get ready would fail again at once, as on a disk that is still full.
      if (served) restart();
      else restarting = setTimeout(restart, RESTART_MS);
    });
    return started;
  }

  function restart(): void {
    if (closing) return;
    worker = start();
    ready = untilReady(worker);
    ready.catch(() => {});
  }

  return {
    async call(operation, body) {
      try {
        await ready;
      } catch {
        return unavailable;
      }
      return new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve);
        worker.postMessage({ id, operation, body });
      });
    },
    ...(callers !== undefined && {
      connect(caller: KeyHolder) {
        const { port1, port2 } = new MessageChannel();
        worker.postMessage({ port: port2, caller }, [port2]);
        return port1;
      },
    }),
    async close() {
      closing = true;
      clearTimeout(restarting);
      const opened = await ready.then(
        () => true,
        () => false,
      );
      if (!opened) return;
      const exited = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage('close');
      await exited;
    },
  };
}

function untilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread of the database ended')));
  });
}

const tablesSchema = z.object({ TableNames: z.array(z.string()), LastEvaluatedTableName: z.string().optional() });

/** The names of all tables. */
export async function listTables(dynamodb: DynamoDb): Promise<string[]> {
  const names: string[] = [];
  let ExclusiveStartTableName: string | undefined;
  do {
    const { status, body } = await dynamodb.call('ListTables', JSON.stringify({ ExclusiveStartTableName }));
    if (status !== 200) throw new Error(`DynamoDB: ${body}`);
    const page = tablesSchema.parse(JSON.parse(body));
    names.push(...page.TableNames);
    ExclusiveStartTableName = page.LastEvaluatedTableName;
  } while (ExclusiveStartTableName !== undefined);
  return names;
}

/**
 * Another DynamoDB, for example AWS's DynamoDB Local at `http://127.0.0.1:8000`. DynamoDB Local keeps separate
 * tables for each access key.
 * @param accessKey of the one caller in whose name it is asked: letters and digits, DynamoDB Local refuses others
 */
export function reachOtherDynamoDb(endpoint: string, region: string, accessKey = 'smallcloud'): DynamoDb {
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
  return {
    async call(operation, body) {
      try {
        const response = await fetch(endpoint, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-target': `DynamoDB_20120810.${operation}`,
            'x-amz-date': '20260101T000000Z',
            authorization,
          },
          body,
        });
        return { status: response.status, body: await response.text() };
      } catch (error) {
        const message = `${endpoint} did not answer: ${error instanceof Error ? error.message : String(error)}`;
        return {
          status: 500,
          body: JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message }),
        };
      }
    },
    async close() {},
  };
}
