/** What AWS refuses and dynalite takes, or takes silently. Each check gives AWS's message, or undefined. */
import type { Table } from 'dynalite/db/index.js';
import { z } from 'zod';

/** Fields that dynalite does not know and that need nothing done, by operation. */
export const ignoredFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Scan: { ConsistentRead: 'every read of this machine is consistent' },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The fields of a request that nobody would read, by dynalite's own list of what it knows of an operation.
 *
 * @param types `S` for a leaf, or a type with the fields or elements below it
 */
export function unknownFields(data: unknown, types: unknown, path = ''): string[] {
  if (!isObject(data) || !isObject(types)) return [];
  return Object.entries(data).flatMap(([field, value]) => {
    if (value === null || value === undefined) return [];
    const at = path === '' ? field : `${path}.${field}`;
    return Object.hasOwn(types, field) ? below(value, types[field], at) : [at];
  });
}

function below(value: unknown, type: unknown, path: string): string[] {
  if (!isObject(type) || !isObject(type.children)) return [];
  const { children } = type;
  const kind = String(type.type).split('<')[0] ?? '';
  // Elements have one type among them, fields each have their own.
  const element = 'type' in children && typeof children.type === 'string' ? children : undefined;
  if (kind.endsWith('List') && Array.isArray(value)) {
    return value.flatMap((one, index) => below(one, element ?? children, `${path}.${index}`));
  }
  if (kind.endsWith('Map') && isObject(value)) {
    return Object.entries(value).flatMap(([key, one]) => below(one, element ?? children, `${path}.${key}`));
  }
  return unknownFields(value, children, path);
}

const EXPRESSIONS = [
  'KeyConditionExpression',
  'FilterExpression',
  'ConditionExpression',
  'UpdateExpression',
  'ProjectionExpression',
] as const;
const LONGEST_EXPRESSION = 4_096; // bytes
const MOST_OPERATORS = 300;
const MOST_IN = 100;

/** What AWS takes for operators in conditions; in updates an assignment is none. */
const OPERATORS = /<>|<=|>=|[=<>]|\b(?:AND|OR|NOT|BETWEEN|IN)\b|[a-z_]\s{0,9}\(/gi;
const UPDATE_OPERATORS = /[+-]|[a-z_]\s{0,9}\(/gi;

/** An expression that is longer, or asks for more, than AWS takes. */
export function tooLargeExpression(data: Record<string, unknown>): string | undefined {
  for (const name of EXPRESSIONS) {
    const expression = data[name];
    if (typeof expression !== 'string') continue;
    const bytes = Buffer.byteLength(expression);
    if (bytes > LONGEST_EXPRESSION) {
      return `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${bytes}`;
    }
    // Names of attributes may stand in it: what is quoted by # or : is no operator.
    const bare = expression.replace(/[#:][\w-]+/g, 'x');
    const operators = bare.match(name === 'UpdateExpression' ? UPDATE_OPERATORS : OPERATORS)?.length ?? 0;
    if (operators > MOST_OPERATORS) {
      return `Invalid ${name}: The expression contains more than the maximum of ${MOST_OPERATORS} operators; number of operators: ${operators}`;
    }
    for (const [, list = ''] of bare.matchAll(/\bIN\s*\(([^()]*)\)/gi)) {
      const operands = list.split(',').length;
      if (operands > MOST_IN) {
        return `Invalid ${name}: The IN operator is provided with too many operands; number of operands: ${operands}`;
      }
    }
  }
  return undefined;
}

const DEEPEST = 32;

/** Whether something nests lists and maps deeper than an item may. */
export function isTooDeep(attributes: unknown): boolean {
  const isDeeper = (value: unknown, level: number): boolean => {
    if (!isObject(value)) return false;
    const inner = Array.isArray(value.L) ? value.L : isObject(value.M) ? Object.values(value.M) : undefined;
    if (inner === undefined) return false;
    return level >= DEEPEST || inner.some((one) => isDeeper(one, level + 1));
  };
  return isObject(attributes) && Object.values(attributes).some((value) => isDeeper(value, 0));
}

export const TOO_DEEP = 'One or more parameter values were invalid: Nesting Levels have exceeded supported limits';

const keySchema = z.array(z.looseObject({ AttributeName: z.string() }));
const indexSchema = z.array(
  z.looseObject({
    IndexName: z.string(),
    KeySchema: keySchema,
    Projection: z.looseObject({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).default([]) }),
  }),
);

/** A value that would be the key of an index and is empty. */
export function emptyIndexKey(table: Table, item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  for (const { IndexName, KeySchema } of indexesOf(table)) {
    for (const { AttributeName } of KeySchema) {
      const value = item[AttributeName];
      if (!isObject(value) || (value.S !== '' && value.B !== '')) continue;
      const kind = value.S === '' ? 'string' : 'binary';
      return `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${IndexName}, IndexKey: ${AttributeName}`;
    }
  }
  return undefined;
}

/** What dynalite made of the expressions of a read, when it checked them. */
const readSchema = z.looseObject({
  TableName: z.string(),
  IndexName: z.string(),
  _filter: z.looseObject({ pathHeads: z.record(z.string(), z.unknown()) }).optional(),
  _projection: z.looseObject({ paths: z.array(z.unknown()) }).optional(),
  AttributesToGet: z.array(z.string()).optional(),
});

/** Attributes that a read of an index asks for and that the index does not hold: AWS refuses, dynalite finds nothing. */
export function notProjected(table: Table, read: unknown): string | undefined {
  const parsed = readSchema.safeParse(read);
  if (!parsed.success) return undefined;
  const { IndexName, _filter, _projection, AttributesToGet = [] } = parsed.data;
  const index = indexesOf(table).find((one) => one.IndexName === IndexName);
  if (index === undefined || index.Projection.ProjectionType === 'ALL') return undefined;
  const keys = [...index.KeySchema, ...keysOf(table)].map(({ AttributeName }) => AttributeName);
  const held = new Set([...keys, ...index.Projection.NonKeyAttributes]);
  const projected = (_projection?.paths ?? []).map((path) => String(Array.isArray(path) ? path[0] : path));
  const asked = [...projected, ...Object.keys(_filter?.pathHeads ?? {}), ...AttributesToGet];
  const missing = [...new Set(asked.filter((name) => !held.has(name)))];
  if (missing.length === 0) return undefined;
  return `One or more parameter values were invalid: Global secondary index ${IndexName} does not project ${missing.join(', ')}`;
}

const indexesOf = (table: Table) => indexSchema.parse(table.GlobalSecondaryIndexes ?? []);
const keysOf = (table: Table) => keySchema.parse(table.KeySchema ?? []);
