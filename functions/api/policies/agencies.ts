/** What a region's agency says of itself on papers: read by everybody, kept by its policy officers. */
import { z } from 'zod';
import { agencySchema, namesSomebody } from '../../domain/agency.ts';
import { ROLES } from '../../runtime/caller.ts';
import { defineRoute, invalidRequest, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { requireRegion } from '../messages/message-view.ts';

const params = z.strictObject({ region: z.string().regex(/^\d{6}$/, '应为六位区划代码') });
const answer = z.object({
  region: z.string(),
  /** Null as long as nobody has filled it in. */
  agency: agencySchema.nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
});

export const getAgency = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/agencies/{region}',
  operation: 'getAgency',
  summary: 'What the agency of a region says of itself on papers.',
  roles: ROLES,
  params,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer,
  problems: [],
  async handle({ params: { region } }, { agencies }) {
    const found = await agencies.get(region);
    const { agency = null, by = null, at = null } = found ?? {};
    return { status: 200, body: { region, agency, changedBy: by, changedAt: at } };
  },
});

export const changeAgency = defineRoute({
  entry: 'drafts',
  method: 'POST',
  path: '/agencies/{region}',
  operation: 'changeAgency',
  summary:
    'Says what the agency of a region is called on papers, where it is, who hears complaints, and how papers are numbered.',
  roles: ['policy_officer'],
  params,
  query: NO_PARAMETERS,
  body: agencySchema,
  answer,
  problems: ['region_not_allowed'],
  async handle({ params: { region }, body: agency, caller, at }, { agencies }) {
    requireRegion(caller, region);
    if (namesSomebody(agency))
      throw invalidRequest([{ path: 'name', message: '不要写身份证号码、手机号码或银行卡号' }]);
    await agencies.put(region, agency, caller.sub, at);
    return { status: 200, body: { region, agency, changedBy: caller.sub, changedAt: at } };
  },
});
