/** Looks for what rings, says it to a webhook when it changes, and has the nightly backup and its weekly trial done. */
import { fork } from 'node:child_process';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DateTime } from 'luxon';
import type { Cloud } from '../../local/cloud.ts';
import { localClient } from '../../local/commands/stored-tables.ts';
import { openDesk } from '../../local/desk/desk.ts';
import { readBackupStatus } from '../backup/backup-status.ts';
import type { DoorCertificate } from '../certificate.ts';
import type { OfficeSettings } from '../settings.ts';
import { dueBackupWork } from './due-backup-work.ts';
import { findMachineAlarms, findWorkAlarms } from './find-alarms.ts';
import type { Alarm, OfficeState } from './office-state.ts';

const LOOK_MS = 5 * 60_000;
const WEBHOOK_MS = 10_000;

export interface Watch {
  /** Looks now, and waits until it is said. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export function watchOffice(parts: {
  data: string;
  settings: OfficeSettings;
  cloud: Cloud;
  certificate: DoorCertificate;
  state: OfficeState;
  origin: string;
  now(): number;
  say(line: string): void;
}): Watch {
  const { data, settings, cloud, state, now, say } = parts;
  const { regions } = settings;
  const desk = openDesk(cloud.url, () => cloud.token({ sub: 'office-watch', role: 'auditor', regions }));
  const states = new SFNClient(localClient(Number(new URL(cloud.url).port), data));
  /** What the webhook has taken last. */
  let said = '';
  let backingUp: Promise<void> = Promise.resolve();
  let looking: Promise<void> = Promise.resolve();

  async function find(): Promise<Alarm[]> {
    const at = now();
    const machine = findMachineAlarms({
      disk: state.disk(),
      clockBehindMs: cloud.clock.now() - at,
      certificateValidTo: parts.certificate.validTo,
      backup: settings.backup === null ? null : readBackupStatus(data),
      now: at,
      runningSince: state.startedAt,
    });
    const today = DateTime.fromMillis(at, { zone: 'Asia/Shanghai' }).toISODate() ?? '';
    try {
      const work = { desk, states, regions, today, now: at, runningSince: state.startedAt };
      return [...machine, ...(await findWorkAlarms(work))];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [...machine, { code: 'watch-failed', text: `系统查不到待办和流程的状态：${reason}` }];
    }
  }

  /** Again at the next look until it is taken. */
  async function tell(alarms: readonly Alarm[]): Promise<void> {
    const text = JSON.stringify({ office: parts.origin, version: state.version, alarms });
    if (settings.webhook === null || text === said || (alarms.length === 0 && said === '')) return;
    try {
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(WEBHOOK_MS);
      const { status } = await fetch(settings.webhook, { method: 'POST', headers, body: text, signal });
      if (status >= 300) throw new Error(`it answered ${status}`);
      said = text;
    } catch (error) {
      say(`the webhook ${settings.webhook}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function lookOnce(): Promise<void> {
    const alarms = await find();
    const before = new Set(state.alarms().map(({ text }) => text));
    for (const { code, text } of alarms) if (!before.has(text)) say(`alarm ${code}: ${text}`);
    state.ring(alarms, now());
    await tell(alarms);
  }

  function look(): Promise<void> {
    looking = looking.then(lookOnce).catch((error) => say(`looking: ${String(error)}`));
    return looking;
  }

  /** In a process of its own: what it needs of memory goes with it. */
  function runBackup(...options: string[]): Promise<void> {
    const command = new URL('../commands/office-backup.ts', import.meta.url);
    return new Promise((resolve) => {
      const child = fork(command, ['--data', data, ...options], { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
      child.on('error', (error) => say(`the backup: ${error.message}`));
      child.on('close', () => resolve());
    });
  }

  async function backUp(): Promise<void> {
    if (settings.backup === null) return;
    const due = dueBackupWork(readBackupStatus(data), now());
    if (due === null) return;
    await runBackup(...(due === 'trial' ? ['--try'] : []));
    await look();
  }

  let backupUnderWay = false;
  const timer = setInterval(() => {
    void look();
    if (backupUnderWay) return;
    backupUnderWay = true;
    backingUp = backUp().finally(() => {
      backupUnderWay = false;
    });
  }, LOOK_MS);

  return {
    look,
    async close() {
      clearInterval(timer);
      await looking;
      states.destroy();
      void backingUp; // goes on by itself, and ends by itself
    },
  };
}
