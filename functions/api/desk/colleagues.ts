/** Who works at a region's desk: whoever signs in there is written down, and can be given work for 90 days. */
import { z } from 'zod';
import type { Colleague } from '../../cases/share.ts';
import { regionSchema } from '../../domain/regions.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { DeskBook } from '../../store/ledger/desk-book.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';

/** As a token's `sub`. */
export const subSchema = z.string('请选择同事').min(1, '请选择同事').max(128);

/** @throws ProblemError `colleague_not_found` */
export async function expectColleague(
  desk: Pick<DeskBook, 'colleague'>,
  { region, sub, caller, at }: { region: string; sub: string; caller: Caller; at: string },
): Promise<Colleague> {
  const found = sub === caller.sub ? null : await desk.colleague(region, sub, at);
  if (!found)
    throw new ProblemError(
      'colleague_not_found',
      '没有这位同事：可能不负责本统筹区，或者 90 天没有登录。请从名单中选择。',
    );
  return found;
}

export const arriveAtDesk = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/desk',
  operation: 'arriveAtDesk',
  summary: 'Writes down that the caller works at the desks of its regions, so that colleagues can hand work over.',
  roles: WHO_MAY.takeTask,
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({}),
  answer: z.object({ regions: z.array(z.string()) }),
  problems: [],
  async handle({ caller: { sub, name, role, regions }, at }, { desk }) {
    if (role === 'caseworker' || role === 'approver') await desk.arrive(regions, { sub, name, role }, at);
    return { status: 200, body: { regions: [...regions] } };
  },
});

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
