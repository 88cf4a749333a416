import { strToU8, zipSync } from 'fflate';

/** The first that a ZIP can hold. */
const ALWAYS_THE_SAME = new Date(1980, 0, 1);

/** A ZIP archive of some small files. Every time in it is the same, so that the same files give the same bytes. */
export function writeZip(files: readonly { name: string; content: string }[]): Buffer {
  const entries = Object.fromEntries(files.map(({ name, content }) => [name, strToU8(content)]));
  return Buffer.from(zipSync(entries, { mtime: ALWAYS_THE_SAME }));
}
