/**
 * JSON Schemas for editors of table files, generated from the schema that checks them: completion and red lines while
 * a policy officer types. `npm run policies` writes them beside the tables.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { fieldName } from '../domain/policy/field-names.ts';
import { clauseSchema, documentSchema, type JsonObject, sectionsSchema } from '../domain/policy.ts';

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** Of one region's file: values may point to the national layer, and amendments follow. */
export function tableFileSchema(): JsonObject {
  const schema = jsonObject.parse(z.toJSONSchema(sectionsSchema, { io: 'input', unrepresentable: 'any' }));
  const withNational = jsonObject.parse(asInFile(schema, []));
  const properties = jsonObject.parse(withNational.properties);
  return {
    ...withNational,
    title: 'Policy table of a region and coverage year',
    properties: { ...properties, amendments: AMENDMENTS },
    required: [
      'region',
      'name',
      'coverageYear',
      'inForceFrom',
      'documents',
      'clauses',
      'contribution',
      'aid',
      'period',
      'extension',
      'late',
    ],
  };
}

/** Of a file of the national layer. */
export function nationalFileSchema(): JsonObject {
  const shape = z.strictObject({
    fromCoverageYear: z.int(),
    why: z.string(),
    documents: z.record(z.string(), documentSchema),
    clauses: z.record(z.string(), clauseSchema),
    standing: z.enum(['national', 'adopted']).optional(),
    values: z.record(z.string(), z.json()).optional(),
    packs: z.record(z.string(), z.json()).optional(),
  });
  return {
    ...jsonObject.parse(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' })),
    title: 'National layer',
  };
}

const AMENDMENTS: JsonObject = {
  type: 'array',
  description: 'Later versions of the table, each in force from a day, replacing the values at dotted paths',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['inForceFrom', 'why', 'replaces'],
    properties: {
      inForceFrom: { type: 'string' },
      revision: { type: 'integer', minimum: 1 },
      why: { type: 'string' },
      replaces: { type: 'object' },
    },
  },
};

const NATIONAL: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['standing'],
  properties: { standing: { const: 'national' } },
};

/**
 * The schema of a value as a file writes it. It has the name that desks use, and allows `{ standing: national }`. It
 * refuses `supplied`: only a case has such values.
 * @param path of the value in a table, with `*` for the entries of lists
 */
function asInFile(node: unknown, path: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((one) => asInFile(one, path));
  if (typeof node !== 'object' || node === null) return node;
  if ('enum' in node && isDeepStrictEqual(node.enum, ['stated', 'national', 'adopted', 'supplied'])) {
    return { ...node, enum: ['stated', 'adopted'] };
  }
  const entries = Object.entries(node).map(([key, value]) => {
    if (key === 'properties') {
      return [
        key,
        Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asInFile(one, [...path, name])])),
      ];
    }
    const inner = asInFile(value, key === 'items' || key === 'additionalProperties' ? [...path, '*'] : path);
    const choice = (key === 'oneOf' || key === 'anyOf') && Array.isArray(inner) && inner.some(hasStanding);
    return [key, choice ? [...inner, NATIONAL] : inner];
  });
  const named = entries.some(([key, value]) => key === 'oneOf' && Array.isArray(value) && value.some(hasStanding));
  const title = named ? fieldName(path.join('.')) : undefined;
  return Object.fromEntries([...(title === undefined ? [] : [['title', title]]), ...entries]);
}

function hasStanding(node: unknown): boolean {
  if (typeof node !== 'object' || node === null || !('properties' in node)) return false;
  const { properties } = node;
  return typeof properties === 'object' && properties !== null && 'standing' in properties;
}
