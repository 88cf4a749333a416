/** The Lambda function behind every route that changes nothing. */
import { readConfiguration } from '../runtime/configuration.ts';
import { httpHandler } from '../runtime/http-handler.ts';
import { openCallerCounts } from '../store/caller-counts.ts';
import { caseSchema } from '../store/case.ts';
import { openCaseStore } from '../store/case-store.ts';
import { openDocumentClient } from '../store/document-client.ts';
import { openLedgerStore } from '../store/ledger-store.ts';
import { openNoticeStore } from '../store/notice-store.ts';
import { openPolicyStore } from '../store/policy-store.ts';
import { limitCallers } from './limit-callers.ts';
import { routeRequests } from './router.ts';
import { describeApiRoute } from './routes/describe-api.ts';
import { readRoutes } from './routes/read-routes.ts';

const configuration = readConfiguration([
  'CASES_TABLE',
  'LEDGER_TABLE',
  'NOTICES_TABLE',
  'POLICIES_TABLE',
  'CALLERS_TABLE',
  'CALLER_LIMIT',
]);
const client = openDocumentClient();

export const handler = httpHandler(
  limitCallers(
    routeRequests([describeApiRoute, ...readRoutes], {
      cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
      ledger: openLedgerStore(client, configuration.LEDGER_TABLE),
      notices: openNoticeStore(client, configuration.NOTICES_TABLE),
      policies: openPolicyStore(client, configuration.POLICIES_TABLE),
    }),
    openCallerCounts(client, configuration.CALLERS_TABLE),
    Number(configuration.CALLER_LIMIT),
  ),
);
