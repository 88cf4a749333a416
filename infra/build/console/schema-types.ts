/**
 * The API's description as TypeScript: one type a schema, one entry an operation. The console knows the API through
 * this file only; it is written by `npm run console:types` and compared by a test.
 */
import { z } from 'zod';

const schemaSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.json().optional(),
    enum: z.array(z.json()).optional(),
    anyOf: z.array(schemaSchema).optional(),
    oneOf: z.array(schemaSchema).optional(),
    allOf: z.array(schemaSchema).optional(),
    items: schemaSchema.optional(),
    prefixItems: z.array(schemaSchema).optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schemaSchema]).optional(),
    description: z.string().optional(),
  }),
);
interface JsonSchema {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  const?: z.core.util.JSONType | undefined;
  enum?: z.core.util.JSONType[] | undefined;
  anyOf?: JsonSchema[] | undefined;
  oneOf?: JsonSchema[] | undefined;
  allOf?: JsonSchema[] | undefined;
  items?: JsonSchema | undefined;
  prefixItems?: JsonSchema[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: boolean | JsonSchema | undefined;
  description?: string | undefined;
}

const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema }));
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  'x-roles': z.array(z.string()),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema: schemaSchema,
    }),
  ),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema })),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
  'x-rules': z.record(z.string(), z.json()),
});
type Operation = z.output<typeof operationSchema>;

/** @param document of `describeApi`; the same document gives the same bytes. */
export function writeSchemaTypes(document: unknown): string {
  const { paths, components, 'x-rules': rules } = documentSchema.parse(document);
  const types = Object.entries(components.schemas)
    .filter(([name]) => !name.startsWith('__'))
    .map(([name, schema]) => `export type ${typeName(name)} = ${typeOf(schema)};\n`);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const described = operations.map(({ operation }) => `${comment(operation.summary)}${describe(operation)}`);
  const listed = operations.map(
    ({ path, method, operation }) =>
      `${operation.operationId}: { method: ${quote(method)}, path: ${quote(path)}, answers: ${quote(answerKind(operation))}, roles: ${JSON.stringify(operation['x-roles'])} },`,
  );
  return [
    '// Written by `npm run console:types` from the schemas of functions/api; never by hand.',
    'export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };\n',
    ...types,
    `export interface Operations {\n${described.join('\n')}\n}\n`,
    `export const OPERATIONS = {\n${listed.join('\n')}\n} as const;\n`,
    `/** Rules that the API keeps; a page asks nothing that would be refused. */\nexport const RULES = ${JSON.stringify(rules)} as const;\n`,
  ].join('\n');
}

const FILE = 'Blob';

function describe({ operationId, parameters, requestBody, responses }: Operation): string {
  const placed = (place: 'path' | 'query' | 'header') => {
    const fields = parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required, schema }) => `${key(name)}${required ? '' : '?'}: ${typeOf(schema)};`);
    return fields.length === 0 ? 'undefined' : `{ ${fields.join(' ')} }`;
  };
  const body = requestBody === undefined ? 'undefined' : contentType(requestBody.content);
  const answer = responses['200'] ?? responses['201'];
  return `${operationId}: { path: ${placed('path')}; query: ${placed('query')}; headers: ${placed('header')}; body: ${body}; answer: ${answer ? contentType(answer.content) : 'undefined'} };`;
}

const isJson = (content: z.output<typeof contentSchema>): boolean => Object.hasOwn(content, 'application/json');

const contentType = (content: z.output<typeof contentSchema>): string =>
  isJson(content) ? typeOf(content['application/json']?.schema ?? {}) : FILE;

function answerKind({ responses }: Operation): 'json' | 'file' {
  const answer = responses['200'] ?? responses['201'];
  return answer && !isJson(answer.content) ? 'file' : 'json';
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(schema.$ref)?.[1];
    // What zod shares between schemas is the one recursive type, JSON.
    return name === undefined || name.startsWith('__') ? 'Json' : typeName(name);
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return union(several.map(typeOf));
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return union(types.map((type) => typeNamed(type, schema)));
}

function typeNamed(type: string | undefined, schema: JsonSchema): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return schema.prefixItems
        ? `[${schema.prefixItems.map(typeOf).join(', ')}]`
        : `Array<${typeOf(schema.items ?? {})}>`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType({ properties, required = [], additionalProperties }: JsonSchema): string {
  if (properties === undefined) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return `Record<string, ${values}>`;
  }
  if (Object.keys(properties).length === 0) return 'Record<string, never>';
  const fields = Object.entries(properties).map(
    ([name, property]) =>
      `${comment(property.description)}${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(property)};`,
  );
  return `{ ${fields.join('\n')} }`;
}

const union = (types: string[]): string => {
  const different = [...new Set(types)];
  return different.length === 1 ? (different[0] ?? 'unknown') : `(${different.join(' | ')})`;
};
const quote = (text: string): string => `'${text}'`;
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);
const comment = (text: string | undefined): string => (text === undefined ? '' : `/** ${text} */\n`);
const typeName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
