/** The Lambda function behind every route that changes nothing. */
import { caseSchema } from '../../cases/case.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openStatistics } from '../../store/counts/figures.ts';
import { openDeskBook } from '../../store/ledger/desk-book.ts';
import { openFoundBy } from '../../store/ledger/found-by.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { openAgencies } from '../../store/policies/agencies.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { describeApiRoute } from './describe-api.ts';
import { readRoutes } from './routes.ts';
import { serve } from './serve.ts';

const served = [describeApiRoute, ...readRoutes];

export const { handler } = serve(
  served,
  ['CASES_TABLE', 'COUNTS_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE', 'POLICIES_TABLE'],
  (client, configuration) => ({
    cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
    ledger: openLedgerStore(client, configuration.LEDGER_TABLE),
    notices: openNoticeStore(client, configuration.NOTICES_TABLE),
    policies: openPolicyStore(client, configuration.POLICIES_TABLE),
    agencies: openAgencies(client, configuration.POLICIES_TABLE),
    desk: openDeskBook(client, configuration.LEDGER_TABLE),
    statistics: openStatistics(client, configuration.COUNTS_TABLE),
    foundBy: openFoundBy(client, configuration.LEDGER_TABLE),
  }),
);
