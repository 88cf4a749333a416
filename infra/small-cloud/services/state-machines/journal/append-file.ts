import { type FileHandle, open } from 'node:fs/promises';

/** A file that only grows, written at a known length, so that a failed write can be taken back. */
export class AppendFile {
  readonly path: string;
  readonly #handle: FileHandle;
  /** Length of what was written whole. */
  length: number;
  #lost: Error | undefined;

  private constructor(path: string, handle: FileHandle, length: number) {
    this.path = path;
    this.#handle = handle;
    this.length = length;
  }

  /** Opens or creates a file, and cuts it to `length` if given. */
  static async open(path: string, length?: number): Promise<AppendFile> {
    const handle = await open(path, 'a').then(async (created) => {
      await created.close();
      return open(path, 'r+');
    });
    if (length !== undefined) await handle.truncate(length);
    return new AppendFile(path, handle, length ?? (await handle.stat()).size);
  }

  /** Appends, and takes back what a failed write left, so that it can be tried again. */
  async write(bytes: Buffer): Promise<void> {
    if (this.#lost) throw this.#lost;
    let written = 0;
    try {
      while (written < bytes.length) {
        const result = await this.#handle.write(bytes, written, bytes.length - written, this.length + written);
        written += result.bytesWritten;
      }
      this.length += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.length).catch((reason) => this.#lose(reason));
      throw error;
    }
  }

  /** After a sync that failed nobody knows what is on disk: nothing more is written. */
  async sync(): Promise<void> {
    if (this.#lost) throw this.#lost;
    await this.#handle.datasync().catch((reason) => this.#lose(reason));
    if (this.#lost) throw this.#lost;
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#handle.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #lose(reason: unknown): void {
    this.#lost = new Error(`${this.path}: ${reason instanceof Error ? reason.message : reason}`);
  }
}
