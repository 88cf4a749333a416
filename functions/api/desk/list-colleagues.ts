import { z } from 'zod';
import { regionSchema } from '../../domain/regions.ts';
import { worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';

export const listColleagues = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/colleagues',
  operation: 'listColleagues',
  summary: "The other people of a region's desk who signed in within 90 days, by name.",
  roles: WHO_MAY.takeTask,
  params: NO_PARAMETERS,
  query: z.strictObject({ region: regionSchema }),
  body: NO_BODY,
  answer: z.object({
    colleagues: z.array(z.object({ sub: z.string(), name: z.string(), role: z.enum(['caseworker', 'approver']) })),
  }),
  problems: ['region_not_allowed'],
  async handle({ query: { region }, caller, at }, { desk }) {
    if (!worksFor(caller, region))
      throw new ProblemError('region_not_allowed', `您不负责统筹区 ${region}，只能查看 ${caller.regions.join('、')}。`);
    const found = await desk.colleagues(region, at);
    const others = found
      .filter(({ sub }) => sub !== caller.sub)
      .map(({ sub, name = sub, role }) => ({ sub, name, role }))
      .sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
    return { status: 200, body: { colleagues: others } };
  },
});
