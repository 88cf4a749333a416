// The thread that runs dynalite. Of its own, because dynalite throws what it doesn't expect (a full disk) from where
// nobody can catch it: that ends this thread, which is started again, and not the whole machine.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import validations from 'dynalite/validations/index.js';
import { z } from 'zod';
import { openAtomicStore } from './atomic-store.ts';
import { changeIndexes, changesAnIndex } from './change-indexes.ts';

const options = z.object({ path: z.string().optional(), region: z.string(), account: z.string() }).parse(workerData);
const requestSchema = z.object({ id: z.number(), operation: z.string(), body: z.string() });
// Made once: to make a schema costs more than any use of it.
const dataSchema = z.record(z.string(), z.unknown());
const errorSchema = z.object({ statusCode: z.number(), body: z.unknown() });

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
  if (!known.success) throw error;
  answer(id, known.data.statusCode, known.data.body);
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
  let data: unknown;
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
  try {
    const checked = validations.checkTypes(data, operation.types);
    validations.checkValidations(checked, operation.types, operation.custom, store);
    operation.act(store, checked, (error, result) => (error ? answerError(id, error) : answer(id, 200, result)));
  } catch (error) {
    answerError(id, error);
  }
});

parentPort?.postMessage('ready');
