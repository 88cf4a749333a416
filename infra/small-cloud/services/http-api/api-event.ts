import { DateTime } from 'luxon';
import { z } from 'zod';

/** A request as it came in, with its whole body. */
export interface ApiRequest {
  method: string;
  /** Path and query as on the request line. */
  url: string;
  /** Names in lower case; several of one name are joined by commas. */
  headers: Record<string, string>;
  body: Buffer;
  sourceIp: string;
}

/** An answer to send. */
export interface ApiResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer | string;
}

/** The answers that API Gateway gives by itself. */
export function gatewayAnswer(status: number, message: string, headers: Record<string, string> = {}): ApiResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ message }) };
}

/** The event of an HTTP API in payload format 2.0. Absent parts are left out, as there. */
export function buildEvent(
  request: ApiRequest,
  call: {
    requestId: string;
    apiId: string;
    account: string;
    region: string;
    routeKey: string;
    stage: string;
    pathParameters: Record<string, string>;
    authorization: { claims: Record<string, string>; scopes: string[] | null } | undefined;
    now: number;
  },
): Record<string, unknown> {
  const [path = '', query = ''] = request.url.split(/\?(.*)/s);
  const { cookie, ...headers } = request.headers;
  const queryParameters = readQuery(query);
  const text = isText(request);
  return {
    version: '2.0',
    routeKey: call.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(';').map((one) => one.trim()) }),
    headers,
    ...(queryParameters === undefined ? {} : { queryStringParameters: queryParameters }),
    requestContext: {
      accountId: call.account,
      apiId: call.apiId,
      ...(call.authorization === undefined ? {} : { authorizer: { jwt: call.authorization } }),
      domainName: request.headers.host ?? '',
      domainPrefix: (request.headers.host ?? '').split('.')[0],
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: call.requestId,
      routeKey: call.routeKey,
      stage: call.stage,
      time: DateTime.fromMillis(call.now, { zone: 'utc' }).toFormat("dd/MMM/yyyy:HH:mm:ss '+0000'", { locale: 'en' }),
      timeEpoch: call.now,
    },
    ...(Object.keys(call.pathParameters).length === 0 ? {} : { pathParameters: call.pathParameters }),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

function readQuery(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const read: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    read[name] = Object.hasOwn(read, name) ? `${read[name]},${value}` : value;
  }
  return read;
}

function isText(request: ApiRequest): boolean {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    type === '' || type.startsWith('text/') || /^application\/(json|xml|javascript|[\w.+-]+\+(json|xml))$/.test(type)
  );
}

const resultSchema = z.object({
  statusCode: z
    .union([z.number(), z.string().regex(/^\d+$/)])
    .transform(Number)
    .pipe(z.int().min(100).max(599)),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).nullish(),
  body: z.string().nullish(),
  cookies: z.array(z.string()).nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * Reads the answer out of a function's result. An object with `statusCode` is the answer; any other JSON is the body
 * of one. Undefined for a malformed `statusCode`: API Gateway answers that with 500.
 */
export function readResult(payload: string): ApiResponse | undefined {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof value === 'string' ? value : payload,
    };
  }
  const result = resultSchema.safeParse(value);
  if (!result.success) return undefined;
  const { statusCode, headers, body, cookies, isBase64Encoded } = result.data;
  const named = Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), text]));
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...named, ...(cookies ? { 'set-cookie': cookies } : {}) },
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}
