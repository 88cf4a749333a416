/** How far an upload is, from what is stored of it. */
import type { UploadStore } from '../store/upload-store.ts';
import { addCounts, type Counts } from '../store/uploads.ts';

interface Progress {
  files: number;
  rows: number;
  /** Rows of which it is known what became of them. */
  rowsDone: number;
  counts: Counts;
  state: 'empty' | 'running' | 'done';
}

export async function readProgress(uploadId: string, uploads: UploadStore): Promise<Progress> {
  const [files, done] = await Promise.all([uploads.listFiles(uploadId), uploads.listCounts(uploadId)]);
  const counts = done.reduce<Counts>(addCounts, {});
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const rowsDone = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const state = files.length === 0 ? 'empty' : rowsDone < rows ? 'running' : 'done';
  return { files: files.length, rows, rowsDone, counts, state };
}
