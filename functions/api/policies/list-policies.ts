import { z } from 'zod';
import { ROLES } from '../../runtime/caller.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';

const listingSchema = z.object({ region: z.string(), name: z.string(), coverageYear: z.int() });

export const listPolicies = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/policies',
  operation: 'listPolicies',
  summary: 'The policy tables that are published: a region and coverage year each.',
  roles: ROLES,
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({ policies: z.array(listingSchema) }),
  problems: [],
  async handle(_input, { policies }) {
    return { status: 200, body: { policies: await policies.list() } };
  },
});
