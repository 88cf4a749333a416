import { z } from 'zod';
import { IMPORT_KINDS } from '../../domain/imports/templates.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { readImport } from './import-access.ts';
import { readProgress, UPLOAD_STATES } from './upload-progress.ts';

const importHead = {
  importId: z.string(),
  kind: z.enum(IMPORT_KINDS),
  openedAt: z.string(),
  openedBy: z.string(),
};

export const listImports = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/imports',
  operation: 'listImports',
  summary: 'What the caller sent in, the newest first; at most 50.',
  roles: ['tax', 'caseworker', 'approver'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({ imports: z.array(z.object(importHead)) }),
  problems: [],
  async handle({ caller }, { uploads }) {
    const heads = await uploads.listOpenedBy(caller.sub);
    const imports = heads.map(({ uploadId, kind, openedAt, openedBy }) => ({
      importId: uploadId,
      kind,
      openedAt,
      openedBy,
    }));
    return { status: 200, body: { imports } };
  },
});

export const getImport = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/imports/{id}',
  operation: 'getImport',
  summary: 'How far an import is, and how many rows had which outcome.',
  roles: ['tax', 'caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({
    ...importHead,
    state: z.enum(UPLOAD_STATES).meta({ description: 'failed: rows were left; the same file again goes on with them' }),
    failure: z.string().nullable().meta({ description: 'What was left undone, as a sentence in Chinese' }),
    files: z.int(),
    rows: z.int(),
    rowsDone: z.int(),
    counts: z.record(z.string(), z.int()).meta({ description: 'Rows by outcome; `failed` are those to correct' }),
  }),
  problems: ['import_not_found'],
  async handle({ params: { id }, caller }, { uploads }) {
    const { kind, openedAt, openedBy } = await readImport(id, caller, uploads);
    const progress = await readProgress(id, uploads);
    return { status: 200, body: { importId: id, kind, openedAt, openedBy, ...progress } };
  },
});
