// The thread that runs dynalite. Dynalite throws errors that nobody can catch. They end this thread, which is started
// again, and not the whole machine.
import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import validations from 'dynalite/validations/index.js';
import { z } from 'zod';
import { CannotWriteError, openAtomicStore, stopWriting } from './atomic-store.ts';
import { changeIndexes, changesAnIndex } from './change-indexes.ts';
import {
  ignoredFields,
  isTooDeep,
  notProjected,
  TOO_DEEP,
  tooLargeExpression,
  unknownFields,
} from './request-checks.ts';

const options = z.object({ path: z.string().optional(), region: z.string(), account: z.string() }).parse(workerData);
const requestSchema = z.object({ id: z.number(), operation: z.string(), body: z.string() });
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
  region: options.region,
  account: options.account,
  ...(options.path === undefined ? {} : { path: options.path }),
});
const require = createRequire(import.meta.url);

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

function answer(id: number, status: number, body: unknown): void {
  parentPort?.postMessage({ id, status, body: JSON.stringify(body) });
}

function answerError(id: number, error: unknown): void {
  const known = errorSchema.safeParse(error);
  if (known.success) {
    answer(id, known.data.statusCode, known.data.body);
    return;
  }
  const cannotWrite = reasonOf(error);
  if (cannotWrite === undefined) throw error;
  answer(id, 500, {
    __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: `The database of this machine failed on this request: ${cannotWrite}`,
  });
  if (!waitsForRoom) waitForRoom(cannotWrite);
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
  const { id, operation: name, body } = requestSchema.parse(message);
  if (!operations.has(name)) {
    answer(id, 400, {
      __type: 'com.amazon.coral.service#UnknownOperationException',
      message: `${name} is not served by this machine's DynamoDB`,
    });
    return;
  }
  let data: Record<string, unknown>;
  try {
    data = dataSchema.parse(JSON.parse(body));
  } catch {
    answer(id, 400, { __type: 'com.amazon.coral.service#SerializationException' });
    return;
  }
  if (name === 'UpdateTable' && changesAnIndex(data)) {
    changeIndexes(store, data).then(
      (TableDescription) => answer(id, 200, { TableDescription }),
      (error) => answerError(id, error),
    );
    return;
  }
  const operation = loadOperation(name);
  const refusal = refuse(name, data, operation);
  if (refusal !== undefined) {
    answerInvalid(id, refusal);
    return;
  }
  try {
    const checked = validations.checkTypes(data, operation.types);
    validations.checkValidations(checked, operation.types, operation.custom, store);
    whenProjected(id, checked, () =>
      operation.act(store, checked, (error, result) => (error ? answerError(id, error) : answer(id, 200, result))),
    );
  } catch (error) {
    answerError(id, error);
  }
});

function answerInvalid(id: number, message: string): void {
  answer(id, 400, { __type: 'com.amazon.coral.validate#ValidationException', message });
}

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
function whenProjected(id: number, checked: unknown, goOn: () => void): void {
  if (typeof checked !== 'object' || checked === null || !('IndexName' in checked && 'TableName' in checked)) {
    goOn();
    return;
  }
  store.getTable(String(checked.TableName), (error, table) => {
    const refusal = error || !table ? undefined : notProjected(table, checked);
    if (refusal !== undefined) answerInvalid(id, refusal);
    else goOn();
  });
}

parentPort?.postMessage('ready');
