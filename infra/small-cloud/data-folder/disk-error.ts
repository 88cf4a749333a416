/** What a disk says when it takes nothing more, by its code or in LevelDB's words. */
const FULL = /ENOSPC|EDQUOT|EFBIG|No space left on device|Disk quota exceeded|File too large/;
const CLOSED = /EROFS|EACCES|EPERM|Read-only file system|Permission denied|Operation not permitted/;

/** One line instead of an error of the disk; undefined for any other error. */
export function diskError(error: unknown, folder: string): Error | undefined {
  const text = said(error);
  const full = FULL.exec(text)?.[0];
  if (full !== undefined) {
    return new Error(
      `the disk of ${folder} is full (${full}): make room and start again; nothing that was stored is lost`,
    );
  }
  const closed = CLOSED.exec(text)?.[0];
  if (closed === undefined) return undefined;
  return new Error(`${folder} cannot be written (${closed}): it belongs to somebody else, or its disk is read-only`);
}

function said(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return [code, error.message, ...(error.cause === undefined ? [] : [said(error.cause)])].join(' ');
}
