/**
 * The Lambda function behind every route that takes or gives files. By itself, because it reads what strangers made:
 * it has the memory for it, and may neither change a case nor complete a task token.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import { readConfiguration } from '../../runtime/configuration.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { openPersonIdentity } from '../../runtime/person-identity.ts';
import { openCallerCounts } from '../../store/caller-counts.ts';
import { IMPATIENT, openDocumentClient } from '../../store/client.ts';
import { openExchangeStore } from '../../store/ledger/exchange-store.ts';
import { openImportedPayments } from '../../store/ledger/imported-payments.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openBatchStore } from '../../store/uploads/batch-store.ts';
import { openUploadStore } from '../../store/uploads/upload-store.ts';
import { limitCallers } from '../http/limit-callers.ts';
import { routeRequests } from '../http/router.ts';
import { openStarter } from '../imports/file-services.ts';
import { fileRoutes } from './file-routes.ts';

const configuration = readConfiguration([
  'UPLOADS_TABLE',
  'LEDGER_TABLE',
  'PERSON_SECRET_ARN',
  'IMPORTS_STATE_MACHINE_ARN',
  'STUDENT_BATCH_STATE_MACHINE_ARN',
  'CALLERS_TABLE',
  'CALLER_LIMIT',
]);
const client = openDocumentClient();
const states = new SFNClient(IMPATIENT);
const identity = openPersonIdentity(configuration.PERSON_SECRET_ARN);

export const handler = httpHandler(
  limitCallers(
    routeRequests(fileRoutes, {
      uploads: openUploadStore(client, configuration.UPLOADS_TABLE, identity),
      batches: openBatchStore(client, configuration.UPLOADS_TABLE),
      refunds: openRefundLedger(client, configuration.LEDGER_TABLE),
      exchange: openExchangeStore(client, configuration.LEDGER_TABLE),
      payments: openImportedPayments(client, configuration.LEDGER_TABLE),
      identity,
      startImport: openStarter(states, configuration.IMPORTS_STATE_MACHINE_ARN),
      startBatch: openStarter(states, configuration.STUDENT_BATCH_STATE_MACHINE_ARN),
    }),
    openCallerCounts(client, configuration.CALLERS_TABLE),
    Number(configuration.CALLER_LIMIT),
  ),
);
