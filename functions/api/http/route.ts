/** What a route is: method, path, who may call, the schemas of what goes in and out, and what it does. */
import { z } from 'zod';
import { issuesOf } from '../../domain/assessments.ts';
import { type Caller, type Role, readCaller } from '../../runtime/caller.ts';
import { BODY_LIMIT, FileAnswer, type HttpAnswer, type HttpRequest } from '../../runtime/http-handler.ts';
import { type ProblemCode, ProblemError } from '../../runtime/problem.ts';
import { ROLE_WORDS } from '../../words/people.ts';
import { bindCursor, openCursor } from './bound-cursor.ts';
import type { Entry, EntryServices } from './services.ts';

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

interface RouteAnswer<Body> {
  status: 200 | 201;
  /** A `FileAnswer` is sent as it is, everything else as JSON. */
  body: Body;
  /** For the log. */
  caseId?: string;
  /** For the log: who was looked up, by reference, and why. */
  lookUp?: { person: string; reason: string };
}

/** What everybody may know of a route: the router, the gateway, the API's description, a client. */
export interface RouteDescription<
  Served extends Entry = Entry,
  Operation extends string = string,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Described extends z.ZodType = z.ZodType,
> {
  /** The Lambda function that serves it: it has the services that the route works with, and the grants for them. */
  entry: Served;
  method: 'GET' | 'POST';
  /** With `{name}` for parts that vary. */
  path: string;
  /** Served without a token, and why it may be. */
  open?: string;
  /** Name of the operation in OpenAPI. */
  operation: Operation;
  summary: string;
  /** Whom it is for, where no page of the console calls it. */
  forPrograms?: string;
  roles: readonly Role[];
  params: Params;
  query: Query;
  body: Body;
  /** For the description of the API, where the body is parsed later. */
  describedBody?: Described;
  /** The body is a file and reaches `body` as a Buffer of at most so many bytes. */
  fileLimit?: number;
  /** Content types of the file that is answered. */
  answersFile?: readonly string[];
  /** Headers that must be there, with what they are for. */
  headers?: Record<string, string>;
  /** `FILE` where a file is answered. */
  answer: Answer;
  /** Also answers 201, where what it stores is new. */
  creates?: true;
  problems: readonly ProblemCode[];
}

interface RouteDefinition<
  Served extends Entry,
  Operation extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Described extends z.ZodType,
> extends RouteDescription<Served, Operation, Params, Query, Body, Answer, Described> {
  handle(
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
    services: EntryServices[Served],
  ): Promise<RouteAnswer<z.input<Answer> | FileAnswer>>;
}

/** A route as the router and the description of the API see it. */
export interface Route<Served extends Entry = Entry, Description = RouteDescription<Served>> {
  readonly description: Description;
  answer(request: HttpRequest, params: Record<string, string>, services: EntryServices[Served]): Promise<HttpAnswer>;
}

/** The answer of a route that gives a file. */
export const FILE = z.instanceof(FileAnswer);
export const NO_PARAMETERS = z.strictObject({});
export const NO_BODY = z.undefined();

export function defineRoute<
  Served extends Entry,
  const Operation extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Described extends z.ZodType = Body,
>(
  definition: RouteDefinition<Served, Operation, Params, Query, Body, Answer, Described>,
): Route<Served, RouteDescription<Served, Operation, Params, Query, Body, Answer, Described>> {
  const { handle, ...description } = definition;
  const pattern = `${definition.method} ${definition.path}`;
  return {
    description,
    async answer(request, params, services) {
      const caller = readCaller(request.claims);
      const wrongRole = whyNotRole(definition.roles, caller);
      if (wrongRole !== null) throw new ProblemError('role_not_allowed', wrongRole);
      const input = {
        params: check(definition.params, params),
        query: check(definition.query, openCursor(definition.operation, params, request.query)),
        body: check(definition.body, readBody(request, definition.fileLimit)),
        headers: request.headers,
        caller,
        at: request.at,
      };
      const { status, body: answered, caseId, lookUp } = await handle(input, services);
      const body = bindCursor(definition.operation, params, request.query, answered);
      return { status, body, logged: { route: pattern, caseId, ...lookUp, role: caller.role, sub: caller.sub } };
    },
  };
}

/** A sentence that says which role it takes; null where the caller has it. */
export const whyNotRole = (roles: readonly Role[], { role }: Caller): string | null =>
  roles.includes(role)
    ? null
    : `您的角色是${ROLE_WORDS[role]}，不能办理此事：需要${roles.map((one) => ROLE_WORDS[one]).join('、')}。`;

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
    throw new ProblemError('invalid_json', '请求体应为 UTF-8 编码的 JSON，请检查引号、逗号和括号。', { cause });
  }
}

/** @throws ProblemError `invalid_request` with the path of every field at fault. */
function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidRequest(issuesOf(result.error));
}

export function invalidRequest(issues: { path: string; message: string }[]): ProblemError {
  const [first] = issues;
  const which = first && first.path !== '' ? `“${first.path}”` : '请求内容';
  const more = issues.length > 1 ? `（共 ${issues.length} 处，见 issues）` : '';
  return new ProblemError('invalid_request', `${which}有误：${first?.message ?? '内容有误'}${more}。`, { issues });
}
