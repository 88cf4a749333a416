/** The Lambda function behind the routes of policy drafts: the only one but the deployment's that publishes a table. */

import { caseSchema } from '../../cases/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { openCallerCounts } from '../../store/caller-counts.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openPolicyDrafts } from '../../store/policies/policy-drafts.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { limitCallers } from '../http/limit-callers.ts';
import { routeRequests } from '../http/router.ts';
import { draftRoutes } from './draft-routes.ts';

const configuration = readConfiguration(['CASES_TABLE', 'POLICIES_TABLE', 'CALLERS_TABLE', 'CALLER_LIMIT']);
const client = openDocumentClient();

export const handler = httpHandler(
  limitCallers(
    routeRequests(draftRoutes, {
      cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
      // What another officer published a moment ago makes a list out of date.
      policies: openPolicyStore(client, configuration.POLICIES_TABLE, 0),
      drafts: openPolicyDrafts(client, configuration.POLICIES_TABLE),
    }),
    openCallerCounts(client, configuration.CALLERS_TABLE),
    Number(configuration.CALLER_LIMIT),
  ),
);
