import { z } from 'zod';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { nameOfField } from '../../domain/policy/field-names.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { Json, PolicyVersion } from '../../domain/policy.ts';
import { codesOf, valuesOf } from '../../policies/values-of.ts';
import { ROLES } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { defineRoute, NO_BODY } from '../http/route.ts';
import { valuesSchema } from './values-schema.ts';

const versionSchema = z.object({
  version: z.string(),
  inForceFrom: z.string(),
  revision: z.int(),
  why: z.string().optional(),
});

export const getPolicy = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/policies/{region}/{coverageYear}',
  operation: 'getPolicy',
  summary: 'The policy table that decides on a day (today if not given), with every value, standing and clause.',
  roles: ROLES,
  params: z.strictObject({
    region: z.string().max(20),
    coverageYear: z
      .string()
      .max(10)
      .transform((text) => (/^\d{4}$/.test(text) ? Number(text) : 0)),
  }),
  query: z.strictObject({ asOf: localDateSchema.optional() }),
  body: NO_BODY,
  answer: versionSchema.extend({
    region: z.string(),
    coverageYear: z.int(),
    asOf: z.string(),
    versions: z.array(versionSchema),
    table: z
      .record(z.string(), z.unknown())
      .meta({ description: 'As workflows/policies/table.schema.json describes it' }),
    values: valuesSchema,
    codes: z
      .record(z.string(), z.string())
      .meta({ description: 'What the codes are called that the table declares itself' }),
    names: z
      .record(z.string(), z.string())
      .meta({ description: 'What each value of the table is called, by its path' }),
  }),
  problems: ['policy_not_found'],
  async handle({ params: { region, coverageYear }, query, at }, { policies }) {
    const asOf = query.asOf ?? dateOfInstant(at);
    const versions = await policies.versions(region, coverageYear);
    const inForce = versionInForce(versions, asOf);
    if (!inForce) {
      throw new ProblemError('policy_not_found', '没有这个统筹区和年度的政策表。已发布的见 GET /policies。');
    }
    return {
      status: 200,
      body: {
        ...describeVersion(inForce),
        region,
        coverageYear,
        asOf,
        versions: versions.map(describeVersion),
        table: inForce.source,
        values: valuesOf(inForce),
        codes: codesOf(inForce),
        names: namesIn(inForce),
      },
    };
  },
});

/** Names of all values that have a standing. */
function namesIn({ source, table }: PolicyVersion): Record<string, string> {
  const paths = (node: Json, path: string): string[] => {
    if (typeof node !== 'object' || node === null) return [];
    if (!Array.isArray(node) && 'standing' in node) return [path];
    return Object.entries(node).flatMap(([name, child]) => paths(child, path === '' ? name : `${path}.${name}`));
  };
  return Object.fromEntries(paths(source, '').map((path) => [path, nameOfField(path, table)]));
}

const describeVersion = ({ version, table }: PolicyVersion): z.input<typeof versionSchema> => ({
  version,
  inForceFrom: table.inForceFrom,
  revision: table.revision,
  ...(table.why !== undefined && { why: table.why }),
});
