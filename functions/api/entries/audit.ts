/** The Lambda function behind the routes of an auditor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERIFIER } from '../../audit/pack/pack-files.ts';
import { caseSchema } from '../../cases/case.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDays } from '../../store/counts/days.ts';
import { openStatistics } from '../../store/counts/figures.ts';
import { openPolicyDrafts } from '../../store/policies/policy-drafts.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { auditRoutes } from './routes.ts';
import { serve } from './serve.ts';

export const { handler } = serve(
  auditRoutes,
  ['CASES_TABLE', 'COUNTS_TABLE', 'POLICIES_TABLE'],
  (client, configuration) => ({
    cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
    policies: openPolicyStore(client, configuration.POLICIES_TABLE),
    drafts: openPolicyDrafts(client, configuration.POLICIES_TABLE),
    statistics: openStatistics(client, configuration.COUNTS_TABLE),
    days: openDays(client, { cases: configuration.CASES_TABLE, counts: configuration.COUNTS_TABLE }),
    // Put beside this module when it was bundled.
    verifier: () => readFileSync(join(import.meta.dirname, VERIFIER), 'utf8'),
  }),
);
