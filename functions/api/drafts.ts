/** The Lambda function behind the routes of policy drafts: the only one but the deployment's that publishes a table. */
import { readConfiguration } from '../runtime/configuration.ts';
import { httpHandler } from '../runtime/http-handler.ts';
import { openCallerCounts } from '../store/caller-counts.ts';
import { caseSchema } from '../store/case.ts';
import { openCaseStore } from '../store/case-store.ts';
import { openDocumentClient } from '../store/document-client.ts';
import { openPolicyDrafts } from '../store/policy-drafts.ts';
import { openPolicyStore } from '../store/policy-store.ts';
import { draftRoutes } from './drafts/draft-routes.ts';
import { limitCallers } from './limit-callers.ts';
import { routeRequests } from './router.ts';

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
