/**
 * The Lambda function behind every route that takes or gives files. By itself, because it reads what strangers made:
 * it has the memory for it, and no desk waits for it. It may complete no task token: a case that it changed waits for
 * the minute's healing.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import { caseSchema } from '../../cases/case.ts';
import { openPersonIdentity } from '../../runtime/person-identity.ts';
import { openStarter } from '../../runtime/start-execution.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openRefundOutcomes } from '../../store/cases/refund-outcomes.ts';
import { IMPATIENT } from '../../store/client.ts';
import { openExchangeStore } from '../../store/ledger/exchange-store.ts';
import { openImportedPayments } from '../../store/ledger/imported-payments.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { openBatchStore } from '../../store/uploads/batch-store.ts';
import { openUploadStore } from '../../store/uploads/upload-store.ts';
import { filesRoutes } from './routes.ts';
import { serve } from './serve.ts';

const states = new SFNClient(IMPATIENT);

export const { handler } = serve(
  filesRoutes,
  [
    'CASES_TABLE',
    'UPLOADS_TABLE',
    'LEDGER_TABLE',
    'POLICIES_TABLE',
    'PERSON_SECRET_ARN',
    'IMPORTS_STATE_MACHINE_ARN',
    'STUDENT_BATCH_STATE_MACHINE_ARN',
  ],
  (client, configuration) => {
    const identity = openPersonIdentity(configuration.PERSON_SECRET_ARN);
    return {
      cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
      uploads: openUploadStore(client, configuration.UPLOADS_TABLE, identity),
      batches: openBatchStore(client, configuration.UPLOADS_TABLE),
      policies: openPolicyStore(client, configuration.POLICIES_TABLE),
      refunds: openRefundLedger(client, configuration.LEDGER_TABLE),
      outcomes: openRefundOutcomes(client, configuration.CASES_TABLE),
      exchange: openExchangeStore(client, configuration.LEDGER_TABLE),
      payments: openImportedPayments(client, configuration.LEDGER_TABLE),
      identity,
      startImport: openStarter(states, configuration.IMPORTS_STATE_MACHINE_ARN),
      startBatch: openStarter(states, configuration.STUDENT_BATCH_STATE_MACHINE_ARN),
    };
  },
);
