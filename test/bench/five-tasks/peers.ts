import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const BENCH = join(import.meta.dirname, '..');

/** Makes sure that the peers are there: they have a package.json of their own. False if they cannot be had. */
export function installPeers(): boolean {
  if (existsSync(join(BENCH, 'node_modules/.package-lock.json'))) return true;
  console.log('The peers are not there yet: npm ci --prefix test/bench (about 250 MB) …');
  // No install scripts: the only one of them counts downloads.
  const args = ['ci', '--prefix', BENCH, '--ignore-scripts', '--loglevel', 'error'];
  const npm = process.env.npm_execpath;
  const { status, stderr } =
    npm === undefined
      ? spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], { encoding: 'utf8' });
  if (status === 0) return true;
  console.log(`The peers are left out, because they cannot be installed:\n${stderr?.trim()}`);
  return false;
}
