/** The Lambda function behind the routes of an auditor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERIFIER } from '../audit/pack/pack-files.ts';
import { readConfiguration } from '../runtime/configuration.ts';
import { httpHandler } from '../runtime/http-handler.ts';
import { openCallerCounts } from '../store/caller-counts.ts';
import { caseSchema } from '../store/case.ts';
import { openCaseStore } from '../store/case-store.ts';
import { openDocumentClient } from '../store/document-client.ts';
import { openPolicyStore } from '../store/policy-store.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { limitCallers } from './limit-callers.ts';
import { routeRequests } from './router.ts';

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
