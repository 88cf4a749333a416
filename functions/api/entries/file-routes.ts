import { downloadBatchTemplate } from '../batches/download-batch-template.ts';
import { downloadFailedBatch } from '../batches/download-failed-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { listBatchRows } from '../batches/list-batch-rows.ts';
import { listBatches } from '../batches/list-batches.ts';
import { receiveBatch } from '../batches/receive-batch.ts';
import { sendBatch } from '../batches/send-batch.ts';
import type { Route } from '../http/route.ts';
import { downloadFailedImport } from '../imports/download-failed-import.ts';
import { downloadImportTemplate } from '../imports/download-import-template.ts';
import type { FileServices } from '../imports/file-services.ts';
import { getImport, listImports } from '../imports/get-import.ts';
import { listImportRows } from '../imports/list-import-rows.ts';
import { receiveImport } from '../imports/receive-import.ts';
import { downloadExchangeFile } from '../treasury/download-exchange-file.ts';

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
