/** The Lambda function behind every route that changes nothing. */

import { caseSchema } from '../../cases/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { openCallerCounts } from '../../store/caller-counts.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { describeApiRoute } from '../http/describe-api.ts';
import { limitCallers } from '../http/limit-callers.ts';
import { routeRequests } from '../http/router.ts';
import { readRoutes } from './read-routes.ts';

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
