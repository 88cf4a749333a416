import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startClock } from '../../infra/small-cloud/clock/clock.ts';
import type { FunctionDefinition } from '../../infra/small-cloud/services/lambda/function-definition.ts';
import { openLambdaFunctions } from '../../infra/small-cloud/services/lambda/lambda-functions.ts';
import { openLogs } from '../../infra/small-cloud/services/logs/logs.ts';
import { makeFolder } from './small-assembly.ts';

const folder = makeFolder();
const functions = openLambdaFunctions({
  clock: startClock(),
  endpoints: { region: 'cn-northwest-1', url: 'http://127.0.0.1:1', dynamodb: 'http://127.0.0.1:1' },
  logs: openLogs({ folder: join(folder, 'logs'), log: () => {} }),
});
afterAll(() => functions.close());

function define(name: string, source: string, changes: Partial<FunctionDefinition> = {}): string {
  const codeFolder = join(folder, name);
  mkdirSync(codeFolder);
  writeFileSync(join(codeFolder, 'index.mjs'), source);
  const arn = `arn:aws-cn:lambda:cn-northwest-1:000000000000:function:${name}`;
  functions.define({
    ...{ name, arn, codeFolder, file: join(codeFolder, 'index.mjs'), handler: 'handler', runtime: 'nodejs24.x' },
    ...{
      // No machine is so busy that one of them meets it.
      timeoutSeconds: 900,
      memoryMb: 128,
      reservedConcurrency: undefined,
      variables: {},
      logGroup: `/aws/lambda/${name}`,
    },
    credentials: { accessKeyId: 'ASIAKEY', secretAccessKey: 'secret', sessionToken: 'token' },
    ...changes,
  });
  return arn;
}

async function call(arn: string, event: unknown = {}): Promise<unknown> {
  const invocation = await functions.invoke(arn, JSON.stringify(event));
  return invocation.ok ? JSON.parse(invocation.payload) : { ok: false, error: invocation.error };
}

const failed = (errorType: string, errorMessage: unknown) => ({
  ok: false,
  error: expect.objectContaining({ errorType, errorMessage }),
});

describe('a function', () => {
  test('is initialised once, at its first event', async () => {
    const arn = define('counter', 'let events = 0; export const handler = async () => ++events;');
    expect([await call(arn), await call(arn), await call(arn)]).toEqual([1, 2, 3]);
  });

  test('sees the environment of the template and the runtime, and nothing of this process', async () => {
    const arn = define('environment', 'export const handler = () => process.env;', { variables: { TABLE: 'cases' } });
    const environment = await call(arn);
    expect(environment).toMatchObject({
      TABLE: 'cases',
      AWS_REGION: 'cn-northwest-1',
      AWS_ACCESS_KEY_ID: 'ASIAKEY',
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
    });
    expect(environment).not.toHaveProperty('HOME');
  });

  test('gets the context of its invocation', async () => {
    const source = `export const handler = (event, context) =>
      [event.a, context.functionName, context.awsRequestId.length, context.getRemainingTimeInMillis() > 4000];`;
    expect(await call(define('context', source), { a: 'A' })).toEqual(['A', 'context', 36, true]);
  });

  test('gives its result as JSON: dates as texts, nothing as null', async () => {
    const source = 'export const handler = (event) => event.none ? undefined : { at: new Date(0), left: undefined };';
    const arn = define('result', source);
    expect(await call(arn)).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    expect(await call(arn, { none: true })).toBeNull();
  });

  test('handles as many events at a time as the template reserves', async () => {
    const source = `let now = 0; let most = 0;
      export const handler = async () => { most = Math.max(most, ++now); await new Promise((r) => setTimeout(r, 20)); now--; return most; };`;
    const arn = define('reserved', source, { reservedConcurrency: 1 });
    expect(await Promise.all([call(arn), call(arn), call(arn)])).toEqual([1, 1, 1]);
  });
});

describe('a function that fails', () => {
  test('gives the error by type, message and trace', async () => {
    const source = `class PaymentError extends Error { name = 'PaymentError' }
      export const handler = async () => { throw new PaymentError('no such voucher'); };`;
    expect(await call(define('throws', source))).toEqual({
      ok: false,
      error: {
        errorType: 'PaymentError',
        errorMessage: 'no such voucher',
        trace: expect.arrayContaining([expect.stringContaining('PaymentError: no such voucher')]),
      },
    });
  });

  test('by a promise that nobody awaits ends its environment, and the next event finds a new one', async () => {
    const source = `let events = 0;
      export const handler = async (event) => { if (event.fail) { Promise.reject(new Error('lost')); await new Promise(() => {}); } return ++events; };`;
    const arn = define('lost', source);
    expect(await call(arn)).toBe(1);
    expect(await call(arn, { fail: true })).toEqual(failed('Runtime.UnhandledPromiseRejection', 'lost'));
    expect(await call(arn)).toBe(1);
  });

  test('while it is loaded fails every event with that error', async () => {
    const arn = define('broken', "throw new TypeError('no table');");
    expect(await call(arn)).toEqual(failed('TypeError', 'no table'));
    expect(await call(arn)).toEqual(failed('TypeError', 'no table'));
  });

  test('by having no handler is told so', async () => {
    expect(await call(define('handlerless', 'export const other = 1;'))).toEqual(
      failed('Runtime.HandlerNotFound', 'handler is undefined or not exported'),
    );
  });

  test('by leaving gives the exit', async () => {
    const arn = define('leaves', 'export const handler = () => process.exit(3);');
    expect(await call(arn)).toEqual(failed('Runtime.ExitError', expect.stringContaining('exit status 3')));
  });

  test('by never yielding is ended at its time-out, and harms no other', async () => {
    const other = define('beside', 'export const handler = () => "answers";');
    const arn = define('busy', 'export const handler = () => { for (;;) {} };', { timeoutSeconds: 0.3 });
    const busy = call(arn);
    expect(await call(other)).toBe('answers');
    expect(await busy).toEqual(
      failed('Sandbox.Timedout', expect.stringMatching(/Task timed out after 0\.30 seconds$/)),
    );
    expect(await call(other)).toBe('answers');
  });

  test('by eating memory is ended at its limit, and harms no other', async () => {
    const source =
      'const all = []; export const handler = () => { for (;;) all.push(new Array(10000).fill(Math.random())); };';
    const arn = define('eater', source, { memoryMb: 40 });
    const other = define('neighbour', 'let events = 0; export const handler = () => ++events;');
    const eaten = call(arn);
    expect(await call(other)).toBe(1);
    expect(await eaten).toEqual(failed('Runtime.OutOfMemory', expect.stringContaining('signal: killed')));
    expect(await call(other)).toBe(2);
  });
});
