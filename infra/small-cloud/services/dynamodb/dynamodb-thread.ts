// The thread that runs dynalite. Dynalite throws errors that nobody can catch. They end this thread, which is started
// again, and not the whole machine.
import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MessagePort, parentPort, workerData } from 'node:worker_threads';
import validations from 'dynalite/validations/index.js';
import { z } from 'zod';
import type { KeyHolder, Need, Principal } from '../iam/iam.ts';
import type { Verdict } from '../iam/judge.ts';
import { CannotWriteError, openAtomicStore, stopWriting } from './atomic-store.ts';
import { changeIndexes, changesAnIndex } from './change-indexes.ts';
import { serveCaller } from './near-callers.ts';
import { keepParsed } from './parsed-expressions.ts';
import {
  ignoredFields,
  isTooDeep,
  notProjected,
  TOO_DEEP,
  tooLargeExpression,
  unknownFields,
} from './request-checks.ts';

const options = z
  .object({
    path: z.string().optional(),
    place: z.object({ partition: z.string(), region: z.string(), account: z.string() }),
  })
  .parse(workerData);
const messageSchema = z.union([
  z.object({ id: z.number(), operation: z.string(), body: z.string() }),
  z.object({ port: z.instanceof(MessagePort), caller: z.custom<KeyHolder>() }),
  z.object({ judged: z.number(), verdict: z.custom<Verdict>() }),
]);
// Made once: to make a schema costs more than any use of it.
const dataSchema = z.record(z.string(), z.unknown());
const errorSchema = z.object({ statusCode: z.number(), body: z.unknown() });
const levelErrorSchema = z.object({ code: z.string().startsWith('LEVEL_'), cause: z.unknown().optional() });

/** Operations of dynalite; it has no transactions, so that an invariant lives in one item. */
const operations = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
]);

const store = await openAtomicStore({
  region: options.place.region,
  account: options.place.account,
  ...(options.path === undefined ? {} : { path: options.path }),
});
const require = createRequire(import.meta.url);
keepParsed();

interface Operation {
  types: unknown;
  custom: unknown;
  act: (store: unknown, data: unknown, done: (error: unknown, result?: unknown) => void) => void;
}
const loaded = new Map<string, Operation>();

function loadOperation(name: string): Operation {
  const known = loaded.get(name);
  if (known) return known;
  const file = `${name[0]?.toLowerCase()}${name.slice(1)}`;
  const { types, custom } = require(`dynalite/validations/${file}`);
  const operation = { types, custom, act: require(`dynalite/actions/${file}`) };
  loaded.set(name, operation);
  return operation;
}

/** Takes the answer of an operation. */
type Done = (status: number, body: string) => void;

function answerError(error: unknown, done: Done): void {
  const known = errorSchema.safeParse(error);
  if (known.success) {
    done(known.data.statusCode, JSON.stringify(known.data.body));
    return;
  }
  const cannotWrite = reasonOf(error);
  if (cannotWrite === undefined) throw error;
  refuseWith(
    500,
    'com.amazonaws.dynamodb.v20120810#InternalServerError',
    `The database of this machine failed on this request: ${cannotWrite}`,
    done,
  );
  if (!waitsForRoom) waitForRoom(cannotWrite);
}

function refuseWith(status: number, type: string, message: string, done: Done): void {
  done(status, JSON.stringify({ __type: type, message }));
}

/** Why LevelDB did not write; undefined for an error of another kind. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof CannotWriteError) return error.message;
  const level = levelErrorSchema.safeParse(error);
  if (!level.success) return undefined;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Between two looks whether there is room again. */
const LOOK_MS = 1000;
const MARGIN = 1 << 20;

let waitsForRoom = false;

/**
 * A failed write may leave half a record in LevelDB's log, and every record behind it would be lost. So this thread
 * writes no more and still reads. Once the disk has room for the whole log, a new thread opens the database anew.
 */
function waitForRoom(reason: string): void {
  waitsForRoom = true;
  stopWriting(store, reason);
  parentPort?.postMessage({ log: `cannot write (${reason}): stored items can be read until there is room again` });
  setInterval(() => {
    if (hasRoom()) process.exit(0);
  }, LOOK_MS).unref();
}

function hasRoom(): boolean {
  const { path } = options;
  if (path === undefined) return false;
  const probe = join(path, 'room.new');
  const logs = readdirSync(path).filter((name) => name.endsWith('.log'));
  const needed = MARGIN + logs.reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
  try {
    const file = openSync(probe, 'w', 0o600);
    try {
      for (let left = needed; left > 0; ) left -= writeSync(file, Buffer.alloc(Math.min(left, MARGIN)));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

parentPort?.on('message', (message: unknown) => {
  if (message === 'close') {
    store.lifecycleManager.gracefulClose().then(() => parentPort?.close());
    return;
  }
  const asked = messageSchema.parse(message);
  if ('caller' in asked) {
    serveCaller(asked.port, asked.caller, { place: options.place, act: actOn, judge });
    return;
  }
  if ('judged' in asked) {
    judging.get(asked.judged)?.(asked.verdict);
    judging.delete(asked.judged);
    return;
  }
  const { id, operation, body } = asked;
  const done: Done = (status, answered) => parentPort?.postMessage({ id, status, body: answered });
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    data = undefined;
  }
  actOn(operation, data, done);
});

const judging = new Map<number, (verdict: Verdict) => void>();
let nextJudged = 0;

const judge = (principal: Principal, needs: readonly Need[]): Promise<Verdict> =>
  new Promise((resolve) => {
    const judge = nextJudged++;
    judging.set(judge, resolve);
    parentPort?.postMessage({ judge, principal, needs });
  });

/** Does one operation of the protocol; what is no object is refused. */
function actOn(name: string, body: unknown, done: Done): void {
  if (!operations.has(name)) {
    const message = `${name} is not served by this machine's DynamoDB`;
    refuseWith(400, 'com.amazon.coral.service#UnknownOperationException', message, done);
    return;
  }
  const { success, data } = dataSchema.safeParse(body);
  if (!success) {
    done(400, JSON.stringify({ __type: 'com.amazon.coral.service#SerializationException' }));
    return;
  }
  if (name === 'UpdateTable' && changesAnIndex(data)) {
    changeIndexes(store, data).then(
      (TableDescription) => done(200, JSON.stringify({ TableDescription })),
      (error) => answerError(error, done),
    );
    return;
  }
  const operation = loadOperation(name);
  const refusal = refuse(name, data, operation);
  if (refusal !== undefined) {
    refuseInvalid(refusal, done);
    return;
  }
  try {
    const checked = validations.checkTypes(data, operation.types);
    validations.checkValidations(checked, operation.types, operation.custom, store);
    whenProjected(checked, done, () =>
      operation.act(store, checked, (error, result) =>
        error ? answerError(error, done) : done(200, JSON.stringify(result)),
      ),
    );
  } catch (error) {
    answerError(error, done);
  }
}

const refuseInvalid = (message: string, done: Done): void =>
  refuseWith(400, 'com.amazon.coral.validate#ValidationException', message, done);

/** Why a request is refused before dynalite looks at it. */
function refuse(name: string, data: Record<string, unknown>, { types }: Operation): string | undefined {
  const ignored = ignoredFields[name] ?? {};
  const unknown = unknownFields(data, types).filter((field) => !Object.hasOwn(ignored, field));
  if (unknown.length > 0) return `${name}: the field ${unknown.join(', ')} is not known to this machine`;
  if (name === 'Scan' && data.ConsistentRead === true && data.IndexName !== undefined)
    return 'Consistent reads are not supported on global secondary indexes';
  const tooLarge = tooLargeExpression(data);
  if (tooLarge !== undefined) return tooLarge;
  return isTooDeep(data.Item) || isTooDeep(data.ExpressionAttributeValues) ? TOO_DEEP : undefined;
}

/** A read of an index that asks for what the index does not hold is refused; any other goes on at once. */
function whenProjected(checked: unknown, done: Done, goOn: () => void): void {
  if (typeof checked !== 'object' || checked === null || !('IndexName' in checked && 'TableName' in checked)) {
    goOn();
    return;
  }
  store.getTable(String(checked.TableName), (error, table) => {
    const refusal = error || !table ? undefined : notProjected(table, checked);
    if (refusal !== undefined) refuseInvalid(refusal, done);
    else goOn();
  });
}

parentPort?.postMessage('ready');
