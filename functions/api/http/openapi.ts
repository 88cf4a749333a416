/** The API described as OpenAPI 3.1, generated from the schemas that the routes parse and answer with. */
import { z } from 'zod';
import { PROBLEM_CODES, PROBLEMS, type ProblemCode, problemSchema } from '../../runtime/problem.ts';
import { REMEDIES } from './remedies.ts';
import type { RouteDescription as Description } from './route.ts';

type Json = Record<string, unknown>;

/** Problems that every route can answer. */
const ALWAYS: readonly ProblemCode[] = [
  'invalid_request',
  'not_authorized',
  'role_not_allowed',
  'internal_error',
  'too_many_requests',
  'temporarily_unavailable',
];
const WITH_BODY: readonly ProblemCode[] = ['invalid_json', 'body_too_large'];

/** What stands in path, query and body of one operation, to begin with. */
export interface OperationExample {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * @param rules what a client should not repeat, as the extension `x-rules`
 * @param examples by the name of the operation
 */
export function describeApi(
  descriptions: readonly Description[],
  rules: Json,
  examples: Readonly<Record<string, OperationExample>>,
): Json {
  const registry = z.registry<{ id: string }>();
  registry.add(problemSchema, { id: 'Problem' });
  for (const { operation, answer, body, describedBody, method, fileLimit, answersFile } of descriptions) {
    if (!registry.has(answer) && !answersFile) registry.add(answer, { id: `${operation}Answer` });
    if (method === 'POST' && fileLimit === undefined)
      registry.add(describedBody ?? body, { id: `${operation}Request` });
  }
  const paths: Record<string, Json> = {};
  for (const description of descriptions) {
    const { path, method } = description;
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: describeOperation(description, registry, examples[description.operation] ?? {}),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Canbao',
      version: '1',
      description: introduction(),
    },
    'x-rules': rules,
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: describeSchemas(registry),
    },
  };
}

/** As Markdown: how to begin, and what to do about each problem. */
function introduction(): string {
  const codes = PROBLEM_CODES.map((code) => {
    const { status, title } = PROBLEMS[code];
    return `| \`${code}\` | ${status} | ${title} | ${REMEDIES[code]} |`;
  });
  return [
    "Late payments, refunds and newborns of residents' medical insurance (城乡居民基本医疗保险).",
    "Every request but this description carries `Authorization: Bearer <token>` of the agency's issuer. Amounts are decimal strings in yuan, days are `YYYY-MM-DD` in China, instants ISO 8601. The people in the examples are made up.",
    'A request that is refused is answered with `application/problem+json`: `code` is for programs and never changes, `detail` is a Chinese sentence for people, `issues` names fields.',
    '<details><summary>Problem codes, and what to do about each</summary>',
    ['| code | status | title | what to do |', '| --- | --- | --- | --- |', ...codes].join('\n'),
    '</details>',
  ].join('\n\n');
}

const reference = (id: string): Json => ({ $ref: `#/components/schemas/${id}` });

function describeSchemas(registry: z.core.$ZodRegistry<{ id: string }>): Json {
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  // An OpenAPI document is a JSON Schema resource of its own: its components are reached by pointer, not by $id.
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]),
  );
}

const FILE: Json = { schema: { type: 'string', format: 'binary' } };

function describeOperation(
  description: Description,
  registry: z.core.$ZodRegistry<{ id: string }>,
  example: OperationExample,
): Json {
  const {
    path,
    operation,
    summary,
    roles,
    params,
    query,
    method,
    headers = {},
    answer,
    answersFile,
    fileLimit,
  } = description;
  const content = answersFile
    ? Object.fromEntries(answersFile.map((type) => [type, FILE]))
    : { 'application/json': { schema: reference(registry.get(answer)?.id ?? '') } };
  return {
    operationId: operation,
    summary,
    // The first part of the path says what an operation is about.
    tags: [path.split('/')[1] ?? ''],
    description: `Roles: ${roles.join(', ')}.`,
    'x-roles': roles,
    parameters: [
      ...describeParameters(params, 'path', example.params),
      ...describeParameters(query, 'query', example.query),
      ...Object.entries(headers).map(([name, text]) => ({
        name,
        in: 'header',
        required: true,
        description: text,
        schema: { type: 'string' },
        example: 'my-program-0001',
      })),
    ],
    ...(method === 'POST' && {
      requestBody: {
        required: true,
        content:
          fileLimit === undefined
            ? {
                'application/json': {
                  schema: reference(`${operation}Request`),
                  ...(example.body !== undefined && { example: example.body }),
                },
              }
            : { 'application/octet-stream': FILE },
      },
    }),
    responses: {
      200: { description: 'Done', content },
      ...(description.creates && { 201: { description: 'Stored now', content } }),
      ...describeProblems(description),
    },
  };
}

function describeParameters(
  schema: z.ZodType,
  place: 'path' | 'query',
  examples: OperationExample['params'] = {},
): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
    ...(examples[name] !== undefined && { example: examples[name] }),
  }));
}

/** One response a status, which lists the codes that it can carry. */
function describeProblems({ problems, method }: Description): Json {
  const codes = [...problems, ...ALWAYS, ...(method === 'POST' ? WITH_BODY : [])];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes.filter((code) => PROBLEMS[code].status === status).join(', '),
        content: { 'application/problem+json': { schema: reference('Problem') } },
      },
    ]),
  );
}
