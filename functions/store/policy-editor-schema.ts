/**
 * JSON Schemas for editors of table files, generated from the schema that checks them: completion and red lines while
 * a policy officer types. `npm run policies` writes them beside the tables.
 */
import { z } from 'zod';
import { clauseSchema, documentSchema, type JsonObject, policyTableSchema } from '../domain/policy.ts';

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** Of one region's file: values may point to the national layer, and amendments follow. */
export function tableFileSchema(): JsonObject {
  const schema = jsonObject.parse(z.toJSONSchema(policyTableSchema, { io: 'input', unrepresentable: 'any' }));
  const withNational = jsonObject.parse(allowNational(schema));
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
    values: z.record(z.string(), z.json()),
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
    properties: { inForceFrom: { type: 'string' }, why: { type: 'string' }, replaces: { type: 'object' } },
  },
};

const NATIONAL: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['standing'],
  properties: { standing: { const: 'national' } },
};

/** Wherever a value with a standing may stand, `{ standing: national }` may. */
function allowNational(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(allowNational);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => {
    const allowed = allowNational(value);
    return [
      key,
      (key === 'oneOf' || key === 'anyOf') && Array.isArray(allowed) && allowed.some(hasStanding)
        ? [...allowed, NATIONAL]
        : allowed,
    ];
  });
  return Object.fromEntries(entries);
}

function hasStanding(node: unknown): boolean {
  if (typeof node !== 'object' || node === null || !('properties' in node)) return false;
  const { properties } = node;
  return typeof properties === 'object' && properties !== null && 'standing' in properties;
}
