/** What the runbook calls an alarm, found by the office itself: there is no CloudWatch on one machine. */
import { ListExecutionsCommand, ListStateMachinesCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { Desk } from '../../local/desk/desk.ts';
import type { BackupStatus } from '../backup/backup-status.ts';
import type { Alarm, Disk } from './office-state.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of what is listed no more is counted: it is an alarm in any case. */
const MOST = 100;
/** Machines whose failure is no case's, which would be parked. */
const RUNS = { reminders: '每日提醒', imports: '数据导入', 'student-batch': '高校批量退费' } as const;

/** Work that waits for somebody, or has failed. */
export async function findWorkAlarms(parts: {
  desk: Desk;
  states: SFNClient;
  regions: readonly string[];
  /** Today in China, `2026-03-10`. */
  today: string;
  now: number;
  /** A day without a run is none before the office has run for a day. */
  runningSince: number;
}): Promise<Alarm[]> {
  const { desk, states, regions, today, now, runningSince } = parts;
  const alarms: Alarm[] = [];
  const parked = await desk.ask('listTasks', { query: { task: 'parked', limit: String(MOST) } });
  if (parked.tasks.length > 0)
    alarms.push({ code: 'cases-parked', text: `${countOf(parked)} 件案件挂起，需要排除原因后继续办理。` });
  // The list begins with what has least time left.
  const due = await desk.ask('listTasks', { query: { limit: String(MOST) } });
  const overdue = due.tasks.filter((task) => task.due < today);
  if (overdue.length > 0) {
    const all = overdue.length === due.tasks.length;
    alarms.push({ code: 'tasks-overdue', text: `${all ? countOf(due) : overdue.length} 件待办已过期限。` });
  }
  let dead = 0;
  for (const region of regions)
    dead += (await desk.ask('listDeadLetters', { query: { region, limit: String(MOST) } })).messages.length;
  if (dead > 0) alarms.push({ code: 'messages-dead', text: `${dead} 封消息没有送达，请到“提醒”页处理。` });
  return [...alarms, ...(await findFailedRuns(states, now, runningSince))];
}

const countOf = ({ tasks, cursor }: { tasks: readonly unknown[]; cursor: string | null }): string =>
  `${tasks.length}${cursor === null ? '' : '+'}`;

async function findFailedRuns(states: SFNClient, now: number, runningSince: number): Promise<Alarm[]> {
  const alarms: Alarm[] = [];
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  for (const [kind, words] of Object.entries(RUNS)) {
    const stateMachineArn = stateMachines.find(({ name }) => name?.endsWith(`-${kind}`))?.stateMachineArn;
    if (stateMachineArn === undefined) continue;
    const lately = async (statusFilter: 'FAILED' | 'SUCCEEDED', within: number): Promise<number> => {
      const { executions = [] } = await states.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: MOST }),
      );
      return executions.filter(({ stopDate }) => now - (stopDate?.getTime() ?? 0) < within).length;
    };
    const failed = await lately('FAILED', DAY_MS);
    if (failed > 0)
      alarms.push({ code: 'executions-failed', text: `${words}在最近一天有 ${failed} 次失败，请看运行手册。` });
    if (kind === 'reminders' && now - runningSince > 26 * HOUR_MS && (await lately('SUCCEEDED', 26 * HOUR_MS)) === 0)
      alarms.push({ code: 'reminders-not-run', text: '最近一天没有一次每日提醒成功完成。' });
  }
  return alarms;
}

const LEAST_FREE = 0.1;
const LEAST_FREE_BYTES = 2 * 1024 ** 3;
const LEAST_CERTIFICATE_DAYS = 30;

/** Corrections of a clock are smaller than this. */
const CLOCK_BEHIND_MS = 60_000;

/** The machine itself: disk, clock, certificate, backups. */
export function findMachineAlarms(parts: {
  disk: Disk;
  /** By how much the computer's clock is behind what this data has seen. */
  clockBehindMs: number;
  certificateValidTo: number;
  /** null where none was set up. */
  backup: BackupStatus | null;
  now: number;
  runningSince: number;
}): Alarm[] {
  const { disk, backup, now } = parts;
  const alarms: Alarm[] = [];
  if (disk.freeBytes < LEAST_FREE_BYTES || disk.freeBytes < disk.totalBytes * LEAST_FREE) {
    const left = (disk.freeBytes / 1024 ** 3).toFixed(1);
    alarms.push({ code: 'disk-full', text: `服务器磁盘只剩 ${left} GB，请清理或扩容。` });
  }
  if (parts.clockBehindMs > CLOCK_BEHIND_MS) {
    const minutes = Math.ceil(parts.clockBehindMs / 60_000);
    const text = `服务器的时钟被拨回了约 ${minutes} 分钟，请校准；校准以前，动态码可能不能用。`;
    alarms.push({ code: 'clock-behind', text });
  }
  const days = Math.floor((parts.certificateValidTo - now) / DAY_MS);
  if (days < LEAST_CERTIFICATE_DAYS)
    alarms.push({ code: 'certificate-expires', text: `服务器证书还有 ${Math.max(days, 0)} 天到期，请更换。` });
  if (backup === null) alarms.push({ code: 'backup-missing', text: '没有设置每夜备份。' });
  else if (backup.failed !== null) {
    const what = backup.failed.what === 'backup' ? '备份' : '备份的恢复演练';
    alarms.push({ code: 'backup-failed', text: `最近一次${what}没有成功：${backup.failed.reason}` });
  } else if (now - Math.max(backup.taken?.at ?? 0, parts.runningSince) > 26 * HOUR_MS)
    alarms.push({ code: 'backup-failed', text: '最近一天没有备份。' });
  return alarms;
}
