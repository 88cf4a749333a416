/** The Lambda function behind the routes of policy drafts: the only one but the deployment's that publishes a table. */
import { caseSchema } from '../../cases/case.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openAgencies } from '../../store/policies/agencies.ts';
import { openPolicyDrafts } from '../../store/policies/policy-drafts.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { draftsRoutes } from './routes.ts';
import { serve } from './serve.ts';

export const { handler } = serve(draftsRoutes, ['CASES_TABLE', 'POLICIES_TABLE'], (client, configuration) => ({
  cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
  // What another officer published a moment ago makes a list out of date.
  policies: openPolicyStore(client, configuration.POLICIES_TABLE, 0),
  agencies: openAgencies(client, configuration.POLICIES_TABLE),
  drafts: openPolicyDrafts(client, configuration.POLICIES_TABLE),
}));
