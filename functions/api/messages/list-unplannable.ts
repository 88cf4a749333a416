import { z } from 'zod';
import { worksFor } from '../../runtime/caller.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';

export const listUnplannable = defineRoute({
  entry: 'outbox',
  method: 'GET',
  path: '/reminders/unplannable',
  operation: 'listUnplannable',
  summary: 'Policy tables without a last day to pay: no reminders are sent by them until they have one.',
  roles: ['policy_officer', 'auditor'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({
    tables: z.array(
      z.object({
        region: z.string(),
        coverageYear: z.int(),
        field: z.string(),
        message: z.string(),
        since: z.string(),
      }),
    ),
  }),
  problems: [],
  async handle({ caller }, { runs }) {
    const open = (await runs.unplannable()).filter(({ state, region }) => state === 'open' && worksFor(caller, region));
    const tables = open.map(({ region, coverageYear, field, message, at }) => ({
      region,
      coverageYear,
      field,
      message,
      since: at,
    }));
    return { status: 200, body: { tables } };
  },
});
