import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { uptime } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { diskError } from './disk-error.ts';
import { writeWhole } from './kept-json.ts';

const lockSchema = z.object({
  pid: z.number(),
  startedAt: z.number(),
  bootedAt: z.number(),
  /** Which start of the computer it was; older locks, and systems without it, have none. */
  boot: z.string().optional(),
  port: z.number().optional(),
});
type Lock = z.infer<typeof lockSchema>;

/** Two readings of when the machine was started differ by rounding and by corrections of its clock. */
const sameBootMs = 60_000;

/** On Linux, where no jump of the clock changes it. */
const bootId = (): string | undefined => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
};
const bootTime = (): number => Date.now() - uptime() * 1000;

const lockedHere = new Set<string>();

/** A start needs this and more; with less it would end somewhere on its way. */
const roomBytes = 512 * 1024;

/** How long a process that was just killed may still be there. */
const dyingMs = 2_000;

/** Somebody else works with the folder; nothing is wrong with it. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
}

/** Everything that a machine keeps, locked against another process. */
export interface DataFolder {
  path(...names: string[]): string;
  /** Makes the port known to commands that get only the folder. */
  announcePort(port: number): void;
  release(): void;
}

/**
 * Opens the folder, which is made if it isn't there, and locks it. The lock of a process that is dead, or that dies
 * within two seconds, is taken over.
 *
 * @throws FolderInUseError when a running process has it, with that process's id; and when its disk is full or read-only
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const root = resolve(folder);
  try {
    return await open(root);
  } catch (error) {
    throw diskError(error, root) ?? error;
  }
}

async function open(root: string): Promise<DataFolder> {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const lockPath = join(root, 'lock.json');
  const lock: Lock = { pid: process.pid, startedAt: Date.now(), bootedAt: bootTime(), boot: bootId() };
  const patientUntil = Date.now() + dyingMs;
  while (!takeLock(lockPath, lock)) {
    const holder = readLock(lockPath);
    if (holder === undefined || !isRunning(holder, root)) {
      rmSync(lockPath, { force: true });
    } else if (Date.now() > patientUntil) {
      const at = holder.port === undefined ? '' : ` at http://127.0.0.1:${holder.port}`;
      throw new FolderInUseError(
        `${root} is in use by process ${holder.pid}${at}; stop it or choose another --data folder`,
      );
    } else {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  lockedHere.add(root);
  try {
    findRoom(join(root, 'room.new'));
  } catch (error) {
    lockedHere.delete(root);
    rmSync(lockPath, { force: true });
    throw error;
  }
  return {
    path: (...names) => join(root, ...names),
    announcePort: (port) => writeWhole(lockPath, `${JSON.stringify({ ...lock, port }, null, 2)}\n`),
    release() {
      if (!lockedHere.delete(root)) return;
      rmSync(lockPath, { force: true });
    },
  };
}

/** The port of the process that serves this folder; undefined when none does. */
export function findPort(folder: string): number | undefined {
  const root = resolve(folder);
  const holder = readLock(join(root, 'lock.json'));
  return holder !== undefined && isRunning(holder, root) ? holder.port : undefined;
}

function takeLock(path: string, lock: Lock): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, JSON.stringify(lock));
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @throws what the disk says when there is none */
function findRoom(path: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (let left = roomBytes; left > 0; ) left -= writeSync(file, Buffer.alloc(left));
    fsyncSync(file);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

function readLock(path: string): Lock | undefined {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined; // gone meanwhile, or torn by a kill while it was written
  }
}

function isRunning(holder: Lock, root: string): boolean {
  // In a container every start has the same process id, so one's own counts only if this process took the lock.
  if (holder.pid === process.pid) return lockedHere.has(root);
  // After the machine itself was started anew the process id may be somebody else's.
  const boot = bootId();
  const isSameBoot =
    holder.boot === undefined || boot === undefined
      ? Math.abs(holder.bootedAt - bootTime()) <= sameBootMs
      : holder.boot === boot;
  if (!isSameBoot) return false;
  try {
    process.kill(holder.pid, 0);
    return !isZombie(holder.pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Killed, but not yet asked for by its parent, which in a container may never come: it holds nothing any more. */
function isZombie(pid: number): boolean {
  try {
    // The state follows the name, which is in brackets and may hold anything.
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // only Linux has it
  }
}
