/** Which roles may import which kind of file, and which callers may see the result. */
import { createHmac } from 'node:crypto';
import type { ImportKind } from '../../domain/imports/templates.ts';
import { type Caller, type Role, readsAllRegions } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { UploadStore } from '../../store/uploads/upload-store.ts';
import type { UploadHead } from '../../store/uploads/uploads.ts';

/** A payment is what a refund is paid from: only the side that collects it says that it was made. */
export const IMPORTERS_OF: Record<ImportKind, readonly Role[]> = {
  payments: ['tax'],
  enrolments: ['caseworker', 'approver'],
  'aid-lists': ['caseworker', 'approver'],
  deaths: ['caseworker', 'approver'],
};

/** The same name given by two callers, or for two kinds, is two imports. */
export const uploadIdOf = (letter: 'I' | 'B', caller: Caller, kind: string, name: string): string =>
  letter + createHmac('sha256', `${caller.sub} ${kind}`).update(name).digest('hex').slice(0, 20).toUpperCase();

/** Whoever opened it, and whoever works for all of its regions. */
const maySee = (caller: Caller, { openedBy, role, regions }: UploadHead): boolean =>
  readsAllRegions(caller) ||
  (openedBy === caller.sub && role === caller.role) ||
  (caller.role !== 'university' && regions.length > 0 && regions.every((region) => caller.regions.includes(region)));

/** @throws ProblemError `import_not_found`, the same for one that is another's */
export async function readImport(uploadId: string, caller: Caller, uploads: UploadStore): Promise<UploadHead> {
  const head = /^I[0-9A-F]{20}$/.test(uploadId) ? await uploads.getHead(uploadId) : null;
  if (head && maySee(caller, head)) return head;
  throw importNotFound(uploadId);
}

export const importNotFound = (uploadId: string): ProblemError =>
  new ProblemError('import_not_found', `没有导入 ${uploadId.slice(0, 40)}，或不是您能查看的。`);
