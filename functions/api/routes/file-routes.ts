import type { FileServices } from '../file-services.ts';
import type { Route } from '../route.ts';
import { downloadBatchTemplate } from './download-batch-template.ts';
import { downloadExchangeFile } from './download-exchange-file.ts';
import { downloadFailedBatch } from './download-failed-batch.ts';
import { downloadFailedImport } from './download-failed-import.ts';
import { downloadImportTemplate } from './download-import-template.ts';
import { getBatch } from './get-batch.ts';
import { getImport, listImports } from './get-import.ts';
import { listBatchRows } from './list-batch-rows.ts';
import { listBatches } from './list-batches.ts';
import { listImportRows } from './list-import-rows.ts';
import { receiveBatch } from './receive-batch.ts';
import { receiveImport } from './receive-import.ts';
import { sendBatch } from './send-batch.ts';

export const fileRoutes: readonly Route<FileServices>[] = [
  receiveImport,
  listImports,
  downloadImportTemplate,
  getImport,
  listImportRows,
  downloadFailedImport,
  // Before the batch of an id.
  downloadBatchTemplate,
  receiveBatch,
  listBatches,
  getBatch,
  listBatchRows,
  downloadFailedBatch,
  sendBatch,
  downloadExchangeFile,
];
