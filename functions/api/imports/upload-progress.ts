/** How far an upload is, from what is stored of it. */
import type { UploadStore } from '../../store/uploads/upload-store.ts';
import { addCounts, type Counts } from '../../store/uploads/uploads.ts';

interface Progress {
  files: number;
  rows: number;
  /** Rows of which it is known what became of them. */
  rowsDone: number;
  counts: Counts;
  /** `failed`: nothing goes on by itself, and not every row is done. */
  state: (typeof UPLOAD_STATES)[number];
  /** What was left undone, as a sentence in Chinese. */
  failure: string | null;
}

export const UPLOAD_STATES = ['empty', 'running', 'failed', 'done'] as const;

export async function readProgress(uploadId: string, uploads: UploadStore): Promise<Progress> {
  const [files, done] = await Promise.all([uploads.listFiles(uploadId), uploads.listCounts(uploadId)]);
  const counts = done.reduce<Counts>(addCounts, {});
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const rowsDone = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const progress = { files: files.length, rows, rowsDone, counts, failure: null };
  if (files.length === 0) return { ...progress, state: 'empty' };
  if (rowsDone >= rows) return { ...progress, state: 'done' };
  const parts = files.reduce((sum, file) => sum + file.parts, 0);
  const left = await uploads.listLeft(uploadId);
  if (left.length === 0 || done.length + left.length < parts) return { ...progress, state: 'running' };
  const reasons = [...new Set(left.map(({ reason }) => reason))].join('、');
  const failure = `有 ${rows - rowsDone} 行因系统故障没有入库（${reasons}）。请重新发送同一个文件：已入库的行不会重复，其余的接着办理。`;
  return { ...progress, state: 'failed', failure };
}
