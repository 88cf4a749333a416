/** The Lambda function behind the routes of an auditor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERIFIER } from '../../audit/pack/pack-files.ts';
import { caseSchema } from '../../cases/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { openCallerCounts } from '../../store/caller-counts.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { limitCallers } from '../http/limit-callers.ts';
import { routeRequests } from '../http/router.ts';
import { auditRoutes } from './audit-routes.ts';

const configuration = readConfiguration(['CASES_TABLE', 'POLICIES_TABLE', 'CALLERS_TABLE', 'CALLER_LIMIT']);
const client = openDocumentClient();

export const handler = httpHandler(
  limitCallers(
    routeRequests(auditRoutes, {
      cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
      policies: openPolicyStore(client, configuration.POLICIES_TABLE),
      // Put beside this module when it was bundled.
      verifier: readFileSync(join(import.meta.dirname, VERIFIER), 'utf8'),
    }),
    openCallerCounts(client, configuration.CALLERS_TABLE),
    Number(configuration.CALLER_LIMIT),
  ),
);
