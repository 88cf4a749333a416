import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';

const SYNCS = 20;

/** Milliseconds that this machine's disk takes, at this moment, to append 4 KiB safely. */
export function timeSync(path: string): number {
  const file = openSync(path, 'a');
  const bytes = Buffer.alloc(4096);
  const from = performance.now();
  for (let count = 0; count < SYNCS; count++) {
    writeSync(file, bytes);
    fdatasyncSync(file);
  }
  closeSync(file);
  return (performance.now() - from) / SYNCS;
}
