/** What a region's agency says of itself on papers: kept by its policy officers. */
import { agencySchema, namesSomebody } from '../../domain/agency.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import { requireRegion } from '../messages/message-view.ts';
import { agencyAnswer, agencyParams } from './agency-parts.ts';

export const changeAgency = defineRoute({
  entry: 'drafts',
  method: 'POST',
  path: '/agencies/{region}',
  operation: 'changeAgency',
  summary:
    'Says what the agency of a region is called on papers, where it is, who hears complaints, and how papers are numbered.',
  roles: ['policy_officer'],
  params: agencyParams,
  query: NO_PARAMETERS,
  body: agencySchema,
  answer: agencyAnswer,
  problems: ['region_not_allowed'],
  async handle({ params: { region }, body: agency, caller, at }, { agencies }) {
    requireRegion(caller, region);
    if (namesSomebody(agency))
      throw invalidRequest([{ path: 'name', message: '不要写身份证号码、手机号码或银行卡号' }]);
    await agencies.put(region, agency, caller.sub, at, caller.name);
    const changedByName = caller.name ?? caller.sub;
    return { status: 200, body: { region, agency, changedBy: caller.sub, changedByName, changedAt: at } };
  },
});
