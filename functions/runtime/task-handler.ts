/** The middy stack of a Lambda function that is a Task state: parse, handle, log, and name what failed. */
import middy from '@middy/core';
import type { z } from 'zod';
import { InvalidEventError, isTransient, TransientError } from './errors.ts';
import { describeError, writeLog } from './logger.ts';

/** What is used of the Lambda context. */
export interface InvocationContext {
  functionName?: string;
  awsRequestId?: string;
}

function parseEvent<Event>(schema: z.ZodType<Event>, event: unknown): Event {
  const result = schema.safeParse(event);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  throw new InvalidEventError(issues.join('; '));
}

function caseIdOf(event: unknown): string | undefined {
  const caseId = typeof event === 'object' && event !== null && 'caseId' in event ? event.caseId : undefined;
  return typeof caseId === 'string' ? caseId : undefined;
}

function logOutcome(): middy.MiddlewareObj<unknown> {
  const common = (request: middy.Request<unknown>) => {
    const context: InvocationContext = request.context;
    return { function: context.functionName, requestId: context.awsRequestId, caseId: caseIdOf(request.event) };
  };
  return {
    after: (request) => writeLog('info', { message: 'done', ...common(request) }),
    onError: (request) =>
      writeLog(isTransient(request.error) ? 'warn' : 'error', {
        message: 'failed',
        ...common(request),
        ...describeError(request.error),
      }),
  };
}

/** So that a state machine can retry by one name, whatever service was throttled or out of reach. */
function nameTransientErrors(): middy.MiddlewareObj<unknown> {
  return {
    onError: (request) => {
      const { error } = request;
      if (!isTransient(error) || error instanceof TransientError) return;
      request.error = new TransientError(`${error?.name ?? 'error'}: try again`, { cause: error });
    },
  };
}

/**
 * @param schema of the event; one that does not parse throws `InvalidEvent`.
 * @param handle may throw: throttling, network and server faults of the SDK leave as `TransientError` with their
 * cause, every other error under its own name.
 */
export function taskHandler<Event, Result>(schema: z.ZodType<Event>, handle: (event: Event) => Promise<Result>) {
  const stack = middy<unknown, Result>({ timeoutEarlyInMillis: 0 })
    .use(logOutcome())
    .use(nameTransientErrors())
    .handler<unknown, Result>(async (event) => handle(parseEvent(schema, event)));
  return (event: unknown, context: InvocationContext = {}): Promise<Result> => stack(event, context);
}

/**
 * A task of a state machine: what it answers is as typed as what it is asked, because a Choice compares with its words.
 * @param asked as `taskHandler`'s schema
 * @param answers of what the state machine is told
 */
export const stepHandler = <Event, Answers extends z.ZodType>(
  asked: z.ZodType<Event>,
  answers: Answers,
  handle: (event: Event) => Promise<z.output<Answers>>,
) => taskHandler(asked, async (event) => answers.parse(await handle(event)));
