import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readConfiguration } from '../../functions/runtime/configuration.ts';
import { httpHandler } from '../../functions/runtime/http-handler.ts';
import { ProblemError } from '../../functions/runtime/problem.ts';
import { taskHandler } from '../../functions/runtime/task-handler.ts';

const SECRET = '11010519491231002X';

let logged: string[];
beforeEach(() => {
  logged = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

const named = (name: string, fields: object = {}) => Object.assign(new Error(`about ${SECRET}`), { name, ...fields });

describe('a task', () => {
  const run = (error: Error) =>
    taskHandler(z.strictObject({ caseId: z.string() }), () => Promise.reject(error))({ caseId: 'L1' });

  test.each([
    ['a throttle', named('ProvisionedThroughputExceededException', { $metadata: { httpStatusCode: 400 } })],
    ["a service's fault", named('InternalServerError', { $metadata: { httpStatusCode: 500 } })],
    ['a connection that was reset', named('Error', { code: 'ECONNRESET' })],
    ['a call that took too long', named('TimeoutError')],
  ])('fails as TransientError for %s, with its cause', async (_what, error) => {
    await expect(run(error)).rejects.toMatchObject({ name: 'TransientError', cause: error });
  });

  test.each(['CaseWithdrawn', 'ConditionalCheckFailedException', 'AccessDeniedException', 'TypeError'])(
    'fails as %s where that is what happened',
    async (name) => {
      await expect(run(named(name, { $metadata: { httpStatusCode: 400 } }))).rejects.toMatchObject({ name });
    },
  );

  test('refuses an event that is not its own, naming the fields and no values', async () => {
    const handler = taskHandler(z.strictObject({ caseId: z.string() }), async () => null);
    await expect(handler({ caseId: 1, idNumber: SECRET })).rejects.toMatchObject({ name: 'InvalidEvent' });
    await expect(handler({ caseId: 1, idNumber: SECRET })).rejects.not.toThrow(SECRET);
  });

  test('logs the case and the names of what failed, never a message', async () => {
    await expect(run(named('Error', { cause: named('RangeError') }))).rejects.toThrow();
    expect(JSON.parse(logged.at(-1) ?? '')).toMatchObject({
      level: 'error',
      caseId: 'L1',
      error: 'Error < RangeError',
    });
    expect(logged.join('')).not.toContain(SECRET);
  });
});

test('an error that no route foresaw is a 500 that says nothing of itself, in the answer as in the log', async () => {
  const handler = httpHandler(() => Promise.reject(named('TypeError')));
  const event = { version: '2.0', rawPath: '/', requestContext: { timeEpoch: 0, http: { method: 'GET' } } };
  const answer = await handler(event);
  expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([500, 'internal_error']);
  expect(answer.body).not.toMatch(/TypeError|\bat\b|1101/);
  expect(JSON.parse(logged.at(-1) ?? '')).toMatchObject({ error: 'TypeError', status: 500 });
  expect(logged.join('')).not.toContain(SECRET);
});

test('what is refused is logged with who asked, the route and the code', async () => {
  const handler = httpHandler(() => Promise.reject(new ProblemError('role_not_allowed', '无权')));
  const authorizer = { jwt: { claims: { sub: 'wang', role: 'tax' } } };
  const requestContext = { timeEpoch: 0, http: { method: 'GET' }, authorizer };
  await handler({ version: '2.0', rawPath: '/', requestContext });
  expect(JSON.parse(logged.at(-1) ?? '')).toMatchObject({ message: 'refused', code: 'role_not_allowed', sub: 'wang' });
});

test('a function that lacks a variable says which, and never a value', () => {
  const environment = { CASES_TABLE: 'Cases', PERSON_SECRET_ARN: 'hunter2' };
  expect(() => readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'PERSON_SECRET_ARN'], environment)).toThrow(
    'environment variable LEDGER_TABLE is not set; PERSON_SECRET_ARN must be an ARN of secretsmanager',
  );
});
