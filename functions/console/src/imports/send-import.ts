import { upload } from '../api/upload.ts';
import { cutFile } from './cut-file.ts';
import type { ImportKind } from './import-kinds.ts';

const keptAt = (importId: string): string => `canbao.import.${importId}`;

/** Sends a file, in pieces if it is large; the same file again is the same import. */
export async function sendImport(kind: ImportKind, file: File, onProgress: (share: number) => void): Promise<string> {
  const pieces = await cutFile(file);
  const name = await digestOf(file);
  const rowsBefore: Record<string, number> = {};
  let importId = '';
  for (const [index, piece] of pieces.entries()) {
    const receipt = await upload('receiveImport', piece.bytes, {
      path: { kind },
      headers: { 'Import-Id': name },
      onProgress: (share) => onProgress((index + share) / pieces.length),
    });
    importId = receipt.importId;
    rowsBefore[receipt.fileId] = piece.rowsBefore;
  }
  localStorage.setItem(keptAt(importId), JSON.stringify(rowsBefore));
  return importId;
}

/** Where the rows of each piece begin in the file that was sent from this computer; 0 where that is not known. */
export function readRowsBefore(importId: string): (fileId: string) => number {
  const kept: unknown = JSON.parse(localStorage.getItem(keptAt(importId)) ?? '{}');
  return (fileId) => (typeof kept === 'object' && kept !== null ? Number(Reflect.get(kept, fileId) ?? 0) : 0);
}

async function digestOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest).subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
