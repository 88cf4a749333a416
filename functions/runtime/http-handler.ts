/** The middy stack of a Lambda function behind an HTTP API (payload format 2.0): answers, problems, one log line. */
import middy from '@middy/core';
import { z } from 'zod';
import { isTransient } from './errors.ts';
import { describeError, type LogLine, writeLog } from './logger.ts';
import { ProblemError } from './problem.ts';
import type { InvocationContext } from './task-handler.ts';

/** Bytes; larger bodies are refused before they are parsed. */
export const BODY_LIMIT = 1_000_000;

/** What is used of an HTTP API event. */
const eventSchema = z.object({
  version: z.literal('2.0'),
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({
    /** Epoch milliseconds at which the gateway received the request. */
    timeEpoch: z.number(),
    requestId: z.string().default(''),
    http: z.object({ method: z.string() }),
    authorizer: z.object({ jwt: z.object({ claims: z.unknown() }) }).optional(),
  }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

export interface HttpRequest {
  method: string;
  /** Without a trailing slash. */
  path: string;
  query: Record<string, string>;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
  claims: unknown;
  /** ISO instant of the request: the only clock that a route knows. */
  at: string;
}

export interface HttpAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** For the log: which route answered, to whom, about which case or person, why. */
  logged?: Pick<LogLine, 'route' | 'caseId' | 'person' | 'reason' | 'role' | 'sub'>;
}

/** A file to be kept, as the body of an answer. */
export class FileAnswer {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** Name that a browser keeps it under. */
  readonly name: string;
  /** `inline`: a page to be looked at and printed; it may load and run nothing. */
  readonly disposition: 'attachment' | 'inline';

  constructor(bytes: Buffer, contentType: string, name: string, disposition: 'attachment' | 'inline' = 'attachment') {
    this.bytes = bytes;
    this.contentType = contentType;
    this.name = name;
    this.disposition = disposition;
  }
}

/** A whole HTML page as the body of an answer; its headers say what it may load and run. */
export class PageAnswer {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(text: string, headers: Readonly<Record<string, string>>) {
    this.text = text;
    this.headers = headers;
  }
}

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: boolean;
}

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

function readRequest(event: unknown): HttpRequest {
  const { rawPath, headers, queryStringParameters, requestContext, body, isBase64Encoded } = eventSchema.parse(event);
  return {
    method: requestContext.http.method,
    path: rawPath.length > 1 ? rawPath.replace(/\/$/, '') : rawPath,
    query: queryStringParameters,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    claims: requestContext.authorizer?.jwt.claims,
    at: new Date(requestContext.timeEpoch).toISOString(),
  };
}

const write = (status: number, body: unknown, headers: Record<string, string>): HttpResult => ({
  statusCode: status,
  headers: { ...HEADERS, ...headers },
  body: JSON.stringify(body),
});

const writeFile = (status: number, { bytes, contentType, name, disposition }: FileAnswer): HttpResult => ({
  statusCode: status,
  headers: {
    ...HEADERS,
    'content-type': contentType,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
    ...(disposition === 'inline' && { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" }),
  },
  body: bytes.toString('base64'),
  isBase64Encoded: true,
});

const writePage = (status: number, page: PageAnswer, headers: Record<string, string>): HttpResult => ({
  statusCode: status,
  headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8', ...page.headers, ...headers },
  body: page.text,
});

/** An error that no route foresaw says nothing of itself: no stack, no message, no data. It stays as the cause. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return isTransient(error)
    ? new ProblemError('temporarily_unavailable', '系统暂时繁忙，没有办成。请稍后用同样的内容再试一次。', {
        cause: error,
      })
    : new ProblemError('internal_error', '系统出现内部错误，没有办成。请联系管理员，并提供请求编号。', {
        cause: error,
      });
}

const claimsSchema = z.object({
  requestContext: z.object({ authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: z.string() }) }) }) }),
});

/** Who asked, as the gateway has read it from the token. What is refused stands in no case's history, only here. */
function subjectOf(event: unknown): string | undefined {
  return claimsSchema.safeParse(event).data?.requestContext.authorizer.jwt.claims.sub;
}

function logProblem(
  { problem, route, code, cause }: ProblemError,
  sub: string | undefined,
  context: InvocationContext,
) {
  const { status } = problem;
  const place = { function: context.functionName, requestId: context.awsRequestId, route, code, status, sub };
  if (status < 500) writeLog('info', { message: 'refused', ...place });
  else writeLog('error', { message: 'failed', ...place, ...describeError(cause) });
}

/** How a problem is told: as JSON to programs, as a page to people. */
type TellProblem = (problem: ProblemError['problem']) => PageAnswer;

function answerProblems(tell: TellProblem | undefined): middy.MiddlewareObj<unknown, HttpResult> {
  return {
    onError: (request) => {
      const error = problemOf(request.error);
      logProblem(error, subjectOf(request.event), request.context);
      const { problem } = error;
      const { retryAfter } = error;
      const retry: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      request.response = tell
        ? writePage(problem.status, tell(problem), retry)
        : write(problem.status, problem, { 'content-type': 'application/problem+json', ...retry });
    },
  };
}

/**
 * @param handle may throw a `ProblemError`; whatever else it throws is a 500 or, where a retry may help, a 503.
 * @param tell for a function that serves pages; problems are JSON without it
 */
export function httpHandler(handle: (request: HttpRequest) => Promise<HttpAnswer>, tell?: TellProblem) {
  const stack = middy<unknown, HttpResult>({ timeoutEarlyInMillis: 0 })
    .use(answerProblems(tell))
    .handler<unknown, HttpResult>(async (event, context) => {
      const { functionName, awsRequestId }: InvocationContext = context;
      const { status, body, headers = {}, logged = {} } = await handle(readRequest(event));
      writeLog('info', { message: 'answered', function: functionName, requestId: awsRequestId, status, ...logged });
      if (body instanceof FileAnswer) return writeFile(status, body);
      if (body instanceof PageAnswer) return writePage(status, body, headers);
      return write(status, body, { 'content-type': 'application/json; charset=utf-8', ...headers });
    });
  return (event: unknown, context: InvocationContext = {}): Promise<HttpResult> => stack(event, context);
}
