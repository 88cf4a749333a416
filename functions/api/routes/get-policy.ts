import { z } from 'zod';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { ROLES } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { defineRoute, NO_BODY } from '../route.ts';
import type { ReadServices } from '../services.ts';

const versionSchema = z.object({
  version: z.string(),
  inForceFrom: z.string(),
  revision: z.int(),
  why: z.string().optional(),
});

export const getPolicy = defineRoute({
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
    table: z.record(z.string(), z.unknown()).meta({ description: 'As workflows/policies/schema.json describes it' }),
  }),
  problems: ['policy_not_found'],
  async handle({ params: { region, coverageYear }, query, at }, { policies }: ReadServices) {
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
      },
    };
  },
});

const describeVersion = ({ version, table }: PolicyVersion): z.input<typeof versionSchema> => ({
  version,
  inForceFrom: table.inForceFrom,
  revision: table.revision,
  ...(table.why !== undefined && { why: table.why }),
});
