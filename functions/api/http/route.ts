/** What a route is: method, path, who may call, the schemas of what goes in and out, and what it does. */
import { z } from 'zod';
import { issuesOf } from '../../domain/assessments.ts';
import { type Caller, type Role, readCaller } from '../../runtime/caller.ts';
import { BODY_LIMIT, type HttpAnswer, type HttpRequest } from '../../runtime/http-handler.ts';
import { type ProblemCode, ProblemError } from '../../runtime/problem.ts';

interface RouteInput<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  /** Names in lower case. */
  headers: Record<string, string>;
  caller: Caller;
  /** ISO instant of the request. */
  at: string;
}

interface RouteAnswer {
  status: 200 | 201;
  /** A `FileAnswer` is sent as it is, everything else as JSON. */
  body: unknown;
  /** For the log. */
  caseId?: string;
}

interface RouteDefinition<Services, Params, Query, Body> {
  method: 'GET' | 'POST';
  /** With `{name}` for parts that vary. */
  path: string;
  /** Name of the operation in OpenAPI. */
  operation: string;
  summary: string;
  roles: readonly Role[];
  params: z.ZodType<Params>;
  query: z.ZodType<Query>;
  body: z.ZodType<Body>;
  /** For the description of the API, where the body is parsed later. */
  describedBody?: z.ZodType;
  /** The body is a file and reaches `body` as a Buffer of at most so many bytes. */
  fileLimit?: number;
  /** Content types of the file that is answered. */
  answersFile?: readonly string[];
  /** Headers that must be there, with what they are for. */
  headers?: Record<string, string>;
  answer: z.ZodType;
  /** Also answers 201, where what it stores is new. */
  creates?: true;
  problems: readonly ProblemCode[];
  handle(input: RouteInput<Params, Query, Body>, services: Services): Promise<RouteAnswer>;
}

/** A route as the router and the description of the API see it. */
export interface Route<Services> {
  description: Omit<RouteDefinition<never, unknown, unknown, unknown>, 'handle'>;
  answer(request: HttpRequest, params: Record<string, string>, services: Services): Promise<HttpAnswer>;
}

export const NO_PARAMETERS = z.strictObject({});
export const NO_BODY = z.undefined();

export function defineRoute<Services, Params, Query, Body>(
  definition: RouteDefinition<Services, Params, Query, Body>,
): Route<Services> {
  const { handle, ...description } = definition;
  const pattern = `${definition.method} ${definition.path}`;
  return {
    description,
    async answer(request, params, services) {
      const caller = readCaller(request.claims);
      if (!definition.roles.includes(caller.role)) {
        throw new ProblemError(
          'role_not_allowed',
          `您的角色(${caller.role})不能办理此事:需要 ${definition.roles.join('、')}。`,
        );
      }
      const input = {
        params: check(definition.params, params),
        query: check(definition.query, request.query),
        body: check(definition.body, readBody(request, definition.fileLimit)),
        headers: request.headers,
        caller,
        at: request.at,
      };
      const { status, body, caseId } = await handle(input, services);
      return { status, body, logged: { route: pattern, caseId, role: caller.role, sub: caller.sub } };
    },
  };
}

/** JSON, a file where the route takes one, or undefined where there is no body. */
function readBody({ method, body }: HttpRequest, fileLimit: number | undefined): unknown {
  if (method === 'GET') return undefined;
  const limit = fileLimit ?? BODY_LIMIT;
  if (body.byteLength > limit) {
    throw new ProblemError('body_too_large', `请求体不能超过 ${limit / 1_000_000} MB。`);
  }
  if (fileLimit !== undefined) return body;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new ProblemError('invalid_json', '请求体应为 UTF-8 编码的 JSON,请检查引号、逗号和括号。', { cause });
  }
}

/** @throws ProblemError `invalid_request` with the path of every field at fault. */
function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidRequest(issuesOf(result.error));
}

export function invalidRequest(issues: { path: string; message: string }[]): ProblemError {
  const [first] = issues;
  const which = first && first.path !== '' ? `“${first.path}”` : '请求内容';
  const more = issues.length > 1 ? `(共 ${issues.length} 处,见 issues)` : '';
  return new ProblemError('invalid_request', `${which}有误:${first?.message ?? '内容有误'}${more}。`, { issues });
}
