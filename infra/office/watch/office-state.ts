/** How the office is: what rings, the disk, the version, the certificate, the backups. */
import { readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BackupStatus, readBackupStatus } from '../backup/backup-status.ts';

/** Something that somebody has to look at. */
export interface Alarm {
  /** Stable, for programs; a heading of the runbook where it has one. */
  code: string;
  /** What people read. */
  text: string;
}

export interface Disk {
  freeBytes: number;
  totalBytes: number;
}

export interface OfficeState {
  version: string;
  startedAt: number;
  disk(): Disk;
  /** What became of the last backups. */
  backup(): BackupStatus;
  alarms(): readonly Alarm[];
  /** When all of it was looked at last; null before the first time. */
  lookedAt(): number | null;
  /** For whoever watches from outside; nothing of it is secret. */
  health(): { status: 'ok' | 'alarm'; version: string; diskFreePercent: number; alarms: string[] };
  ring(alarms: readonly Alarm[], at: number): void;
}

const packageSchema = z.object({ version: z.string() });
const version = packageSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')),
).version;

export function openOfficeState(data: string, startedAt: number): OfficeState {
  let ringing: readonly Alarm[] = [];
  let lookedAt: number | null = null;
  const disk = (): Disk => {
    const { bavail, blocks, bsize } = statfsSync(data);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  };
  return {
    version,
    startedAt,
    disk,
    backup: () => readBackupStatus(data),
    alarms: () => ringing,
    lookedAt: () => lookedAt,
    health() {
      const { freeBytes, totalBytes } = disk();
      const status = ringing.length === 0 ? 'ok' : 'alarm';
      const diskFreePercent = Math.floor((freeBytes / totalBytes) * 100);
      return { status, version, diskFreePercent, alarms: ringing.map(({ code }) => code) };
    },
    ring(alarms, at) {
      ringing = alarms;
      lookedAt = at;
    },
  };
}
