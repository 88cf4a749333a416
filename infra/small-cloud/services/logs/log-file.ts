import {
  createWriteStream,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  type WriteStream,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const dayMs = 86_400_000;

/** A file that lines are added to. */
export interface LogFile {
  /** Never throws, and never waits: with a full disk what was to be logged is lost, and nothing else. */
  write(text: string | Buffer): void;
  close(): Promise<void>;
}

/**
 * Adds to `path`. A file longer than `rotateAt` bytes is put aside as `NAME.<time>.log`, and deleted after `keepDays`.
 * Without these options one file is kept until somebody deletes it.
 */
export function openLogFile(
  path: string,
  options: { rotateAt: number; keepDays: number | undefined; failed(error: unknown): void },
): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let stream: WriteStream | undefined;
  let size = 0;
  let complained = false;
  deleteOld();

  function fail(error: unknown): void {
    stream = undefined;
    // Told once, because the next line would fail, too.
    if (!complained) options.failed(error);
    complained = true;
  }

  function open(): WriteStream | undefined {
    if (stream !== undefined) return stream;
    try {
      const fd = openSync(path, 'a', 0o600);
      size = statSync(path).size;
      stream = createWriteStream(path, { fd });
      stream.on('error', fail);
    } catch (error) {
      fail(error);
    }
    return stream;
  }

  function rotate(): void {
    if (size < options.rotateAt) return;
    const time = new Date().toISOString().replaceAll(':', '-');
    try {
      // What is still to be written follows the file to its new name.
      renameSync(path, path.replace(/\.log$/, `.${time}.log`));
      stream?.end();
      stream = undefined;
      deleteOld();
    } catch (error) {
      fail(error);
    }
  }

  function deleteOld(): void {
    if (options.keepDays === undefined) return;
    const name = basename(path, '.log');
    for (const file of readdirSync(dirname(path))) {
      if (!file.startsWith(`${name}.2`)) continue;
      const old = join(dirname(path), file);
      if (Date.now() - statSync(old).mtimeMs > options.keepDays * dayMs) rmSync(old, { force: true });
    }
  }

  return {
    write(text) {
      const file = open();
      if (file === undefined) return;
      file.write(text, (error) => {
        if (!error) complained = false;
      });
      size += Buffer.byteLength(text);
      rotate();
    },
    close() {
      const closing = stream;
      stream = undefined;
      return new Promise((resolve) => (closing === undefined ? resolve() : closing.end(() => resolve())));
    },
  };
}
