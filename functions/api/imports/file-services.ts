/** What the routes for files work with. */
import type { SFNClient } from '@aws-sdk/client-sfn';
import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import type { ExchangeStore } from '../../store/ledger/exchange-store.ts';
import type { ImportedPayments } from '../../store/ledger/imported-payments.ts';
import type { RefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import type { BatchStore } from '../../store/uploads/batch-store.ts';
import type { UploadStore } from '../../store/uploads/upload-store.ts';

export interface FileServices {
  uploads: UploadStore;
  identity: PersonIdentity;
  payments: ImportedPayments;
  batches: BatchStore;
  refunds: RefundLedger;
  exchange: ExchangeStore;
  startImport: StartExecution;
  startBatch: StartExecution;
}

type StartExecution = (name: string, input: object) => Promise<void>;

/** Starts executions of one state machine; a name that was used is the same execution. */
export const openStarter =
  (client: SFNClient, stateMachineArn: string): StartExecution =>
  async (name, input) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  };
