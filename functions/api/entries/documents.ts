/** The Lambda function behind the routes that take documents of cases in and show them. It alone reaches their bucket. */
import { caseSchema } from '../../cases/case.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentFiles } from '../../store/documents/document-files.ts';
import { documentsRoutes } from './routes.ts';
import { serve } from './serve.ts';

export const { handler } = serve(
  documentsRoutes,
  ['CASES_TABLE', 'DOCUMENTS_BUCKET', 'DOCUMENTS_ADDRESS'],
  (client, { CASES_TABLE, DOCUMENTS_BUCKET, DOCUMENTS_ADDRESS }) => ({
    cases: openCaseStore(client, CASES_TABLE, caseSchema),
    documents: openDocumentFiles(DOCUMENTS_BUCKET, DOCUMENTS_ADDRESS),
  }),
);
