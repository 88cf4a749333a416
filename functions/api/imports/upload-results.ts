/** Results of an upload's rows, page by page. */
import { z } from 'zod';
import type { UploadStore } from '../../store/uploads/upload-store.ts';
import type { RowResult } from '../../store/uploads/uploads.ts';

export const resultPageQuery = z.strictObject({
  /** Rows of one outcome only, such as `failed`. */
  outcome: z
    .string()
    .regex(/^[a-z_]{1,30}$/, 'outcome 应为小写英文单词，如 failed')
    .optional(),
  cursor: z
    .string()
    .regex(/^[\w-]{1,200}$/, '翻页标记应为上一页给出的 cursor')
    .optional(),
});

/** A page takes whole parts, until it has so many rows. */
const ROWS_A_PAGE = 1000;

export async function readResultPage(
  uploadId: string,
  { outcome, cursor }: z.output<typeof resultPageQuery>,
  uploads: UploadStore,
  stage = '',
): Promise<{ rows: (RowResult & { fileId: string })[]; cursor: string | null }> {
  const given = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
  // A cursor of another list begins at the beginning.
  const after = given.startsWith(`results#${stage}`) ? given : '';
  const rows: (RowResult & { fileId: string })[] = [];
  let last = '';
  for await (const { part, results } of uploads.listResults(uploadId, { stage, after })) {
    if (rows.length >= ROWS_A_PAGE) return { rows, cursor: Buffer.from(last).toString('base64url') };
    const fileId = part.split('#')[1] ?? '';
    const wanted = results.filter((result) => outcome === undefined || result.outcome === outcome);
    rows.push(...wanted.map((result) => ({ ...result, fileId })));
    last = part;
  }
  return { rows, cursor: null };
}
