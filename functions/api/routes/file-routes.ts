import type { FileServices } from '../file-services.ts';
import type { Route } from '../route.ts';
import { downloadFailedImport } from './download-failed-import.ts';
import { getImport } from './get-import.ts';
import { listImportRows } from './list-import-rows.ts';
import { receiveImport } from './receive-import.ts';

export const fileRoutes: readonly Route<FileServices>[] = [
  receiveImport,
  getImport,
  listImportRows,
  downloadFailedImport,
];
