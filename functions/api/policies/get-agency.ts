/** What a region's agency says of itself on papers: read by everybody. */
import { ROLES } from '../../runtime/caller.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { agencyAnswer, agencyParams } from './agency-parts.ts';

export const getAgency = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/agencies/{region}',
  operation: 'getAgency',
  summary: 'What the agency of a region says of itself on papers.',
  roles: ROLES,
  params: agencyParams,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: agencyAnswer,
  problems: [],
  async handle({ params: { region } }, { agencies }) {
    const found = await agencies.get(region);
    const { agency = null, by = null, name = by, at = null } = found ?? {};
    return { status: 200, body: { region, agency, changedBy: by, changedByName: name, changedAt: at } };
  },
});
