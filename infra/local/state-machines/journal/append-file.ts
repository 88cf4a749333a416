import { type FileHandle, open } from 'node:fs/promises';

/** A file that only grows, written at a known length, so that a failed write can be taken back. */
export class AppendFile {
  readonly path: string;
  readonly #handle: FileHandle;
  /** Length of what was written whole. */
  length: number;

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

  /** Appends, and takes back what a failed write left. */
  async write(bytes: Buffer): Promise<void> {
    let written = 0;
    try {
      while (written < bytes.length) {
        const result = await this.#handle.write(bytes, written, bytes.length - written, this.length + written);
        written += result.bytesWritten;
      }
      this.length += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.length).catch(() => {});
      throw error;
    }
  }

  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#handle.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
