import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ownRoot = join(import.meta.dirname, '../..');
const packageSchema = z.object({ scripts: z.object({ start: z.string() }) });
const commands = join(import.meta.dirname, '../../infra/local/commands');

/** `npm start` as a process of its own. */
export interface MachineProcess {
  child: ChildProcess;
  /** All that it has written. */
  stdout(): string;
  stderr(): string;
  /** The address that it serves at. @throws when it ends before it serves, with what it said */
  ready: Promise<string>;
  exited: Promise<unknown>;
  /** Ends it as a power failure would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Of an option given twice the last one counts. */
const commandOf = (data: string, options: string[]) => [
  process.execPath,
  ...startArguments(),
  ...['--port', '0', '--data', data, ...options],
];

/** What `npm start` runs in a folder of the project, with the flags that it gives to Node. */
export function startArguments(root = ownRoot): string[] {
  const { scripts } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const [, ...given] = scripts.start.split(' ');
  return given.map((argument) => (argument.startsWith('--') ? argument : join(root, argument)));
}

export function startMachine(data: string, ...options: string[]): MachineProcess {
  const [command = '', ...args] = commandOf(data, options);
  return watch(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Like `startMachine`, by somebody who may write only what everybody may: root may write everywhere. */
export function startAsNobody(data: string, ...options: string[]): MachineProcess {
  const [command = '', ...args] = commandOf(data, options);
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  return watch(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...nobody }));
}

/** Like `startMachine`, on a disk where no file gets longer than so many KB. */
export function startOnSmallDisk(kilobytes: number, data: string, ...options: string[]): MachineProcess {
  const limited = ['-c', `ulimit -f ${kilobytes} && exec "$@"`, 'bash', ...commandOf(data, options)];
  return watch(spawn('bash', limited, { stdio: ['ignore', 'pipe', 'pipe'] }));
}

function watch(child: ChildProcess): MachineProcess {
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const exited = once(child, 'exit');
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      const url = /^ready (http:\/\/127\.0\.0\.1:\d+)\n/.exec(stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.on('exit', () => reject(new Error(`the machine ended: ${stderr}`)));
  });
  ready.catch(() => {});
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ready,
    exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Runs one of the commands of `npm run` on a data folder; what it writes to stdout. */
export const runOn = (data: string, command: string, ...args: string[]): string =>
  execFileSync(process.execPath, [join(commands, command), '--data', data, ...args], { encoding: 'utf8' }).trim();

/** Megabytes of memory that a process has, all its threads together. */
export const residentMb = (pid: number | undefined): number =>
  Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024);

/**
 * Of these, the ones that are its own: the rest are pages of files that the kernel holds for it (LevelDB maps its tables)
 * and takes back when it needs them. Linux only; elsewhere all of them.
 */
export function ownMb(pid: number | undefined): number {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? residentMb(pid) : Math.round(Number(kilobytes) / 1024);
}

/** Seconds of processor time that a process has used, all its threads together. */
export function processorSeconds(pid: number | undefined): number {
  const time = execFileSync('ps', ['-o', 'cputimes=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(time);
}
