/** What the processes of a test run write to the system's temporary folder lies in one of the run's own, and goes with it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the first test. What is to be done after the last one, however the tests went. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-tests-'));
  // Open to everybody as the system's own: some processes are somebody else's.
  chmodSync(folder, 0o1777);
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
