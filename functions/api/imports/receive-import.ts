import { z } from 'zod';
import { IMPORT_KINDS, IMPORT_TEMPLATES } from '../../domain/imports/templates.ts';
import type { Caller } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { FILE_LIMIT } from '../../runtime/sheets/limits.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { partKey } from '../../store/uploads/upload-store.ts';
import type { UploadHead } from '../../store/uploads/uploads.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import type { FileServices } from '../http/services.ts';
import { IMPORTERS_OF, uploadIdOf } from './import-access.ts';
import { type ReceivedFile, receiveFile } from './receive-file.ts';
import { readProgress } from './upload-progress.ts';

/** Parts written at a time. */
const CONCURRENCY = 8;

/**
 * The rows are stored before the execution starts, and the execution after them: a crash in between leaves parts that
 * the same file, sent again, finds or writes again.
 */
export const receiveImport = defineRoute({
  entry: 'files',
  method: 'POST',
  creates: true,
  path: '/imports/{kind}',
  operation: 'receiveImport',
  summary: `Takes a CSV or XLSX file of ${FILE_LIMIT / 1_000_000} MB at most; more files with the same Import-Id belong to one import. The same file again is no second import.`,
  roles: ['tax', 'caseworker', 'approver'],
  params: z.strictObject({ kind: z.enum(IMPORT_KINDS, `应为以下之一：${IMPORT_KINDS.join('、')}`) }),
  query: NO_PARAMETERS,
  body: z.instanceof(Buffer),
  fileLimit: FILE_LIMIT,
  answer: z.object({ importId: z.string(), fileId: z.string(), rows: z.int(), state: z.string() }),
  problems: ['file_unreadable', 'import_id_reused'],
  async handle({ params: { kind }, body, headers, caller, at }, services) {
    expectImporter(kind, caller);
    const file = await receiveFile(body, IMPORT_TEMPLATES[kind]);
    const name = headers['import-id'] ?? file.fileId;
    if (!/^[\w.-]{4,80}$/.test(name)) {
      throw invalidRequest([{ path: 'Import-Id', message: '应为 4 至 80 个字母、数字、点或连字符' }]);
    }
    const uploadId = uploadIdOf('I', caller, kind, name);
    const { sub, role, regions } = caller;
    await services.uploads.openUpload({ uploadId, kind, openedBy: sub, role, regions: [...regions], openedAt: at });
    const opened = await services.uploads.getHead(uploadId);
    if (opened) await storeFile(opened, file, at, services);
    const { state } = await readProgress(uploadId, services.uploads);
    return { status: 201, body: { importId: uploadId, fileId: file.fileId, rows: file.rows, state } };
  },
});

function expectImporter(kind: (typeof IMPORT_KINDS)[number], { role }: Caller): void {
  if (IMPORTERS_OF[kind].includes(role)) return;
  throw new ProblemError(
    'role_not_allowed',
    `您的角色（${role}）不能导入 ${kind}：需要 ${IMPORTERS_OF[kind].join('、')}。`,
  );
}

async function storeFile(
  { uploadId }: UploadHead,
  file: ReceivedFile,
  at: string,
  services: FileServices,
): Promise<void> {
  const { uploads, startImport } = services;
  const { fileId, rows } = file;
  const numbered = file.parts.map((packed, index) => ({ packed, part: index + 1 }));
  const missing = await withConcurrency(numbered, CONCURRENCY, async ({ packed, part }) => {
    const key = partKey(fileId, part);
    if (await uploads.getCounts(uploadId, key)) return 0;
    await uploads.putRows(uploadId, key, packed);
    await uploads.takeUpPart(uploadId, key);
    return 1;
  });
  const parts = numbered.length;
  await uploads.putFile({ uploadId, fileId, parts, rows, receivedAt: at });
  // A name of its own each time, so that a file whose execution failed goes on where it stopped.
  const name = `${uploadId}-${fileId}-${Date.parse(at)}`;
  if (missing.some((count) => count > 0)) await startImport(name, { uploadId, fileId, parts });
}
