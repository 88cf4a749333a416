/** Who signed in from where, and what administrators did: a file a month, kept for a year. */
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { officePath } from '../settings.ts';

export const SIGN_IN_EVENTS = {
  'signed-in': '登录',
  'signed-out': '退出',
  'wrong-password': '账户名或密码不对',
  'wrong-code': '动态码不对或已用过',
  'closed-account': '账户已停用',
  'unknown-subject': '外部账户没有登记',
  refused: '等待期内又试了几次',
  'password-set': '设置密码',
  'factor-set': '绑定动态码',
  'account-added': '新增账户',
  'account-changed': '修改账户',
  'account-reset': '重置账户',
  'account-closed': '停用账户',
  'account-opened': '恢复账户',
  unreadable: '这一行记录已损坏，无法读取',
} as const;

const entrySchema = z.strictObject({
  at: z.string(),
  event: z.enum(
    Object.keys(SIGN_IN_EVENTS).filter((event): event is keyof typeof SIGN_IN_EVENTS => event in SIGN_IN_EVENTS),
  ),
  /** Only of accounts that there are: people type passwords into the wrong field. */
  account: z.string().nullable(),
  address: z.string().nullable(),
  /** The administrator who did it, or how often it happened. */
  by: z.string().optional(),
  count: z.number().optional(),
});
type SignInEntry = z.infer<typeof entrySchema>;

const KEPT_DAYS = 366;
const ZONE = 'Asia/Shanghai';

export interface SignInLog {
  add(entry: Omit<SignInEntry, 'at'>): void;
  /** The latest first, of this month and the one before. */
  latest(count: number): SignInEntry[];
}

export function openSignInLog(data: string, now: () => number, log: (line: string) => void): SignInLog {
  const folder = officePath(data, 'sign-ins');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const monthOf = (time: DateTime) => `sign-ins-${time.toFormat('yyyy-MM')}.log`;
  const today = () => DateTime.fromMillis(now(), { zone: ZONE });

  function deleteOld(): void {
    const first = monthOf(today().minus({ days: KEPT_DAYS }));
    for (const name of readdirSync(folder)) {
      if (/^sign-ins-\d{4}-\d{2}\.log$/.test(name) && name < first) rmSync(join(folder, name), { force: true });
    }
  }
  deleteOld();

  return {
    add(entry) {
      const at = today();
      const path = join(folder, monthOf(at));
      const isNew = !existsSync(path);
      try {
        // After half a line that a kill has left, an entry has a line of its own.
        const half = isNew || endsWithLine(path) ? '' : '\n';
        appendFileSync(path, `${half}${JSON.stringify({ at: at.toISO(), ...entry })}\n`, { mode: 0o600 });
        if (isNew) deleteOld();
      } catch (error) {
        // With a full disk people can still sign out.
        log(`${path} cannot be written, a line is lost: ${String(error)}`);
      }
    },
    latest(count) {
      const months = [today(), today().minus({ months: 1 })].map((month) => join(folder, monthOf(month)));
      const lines = months
        .filter((path) => existsSync(path))
        .flatMap((path) => readFileSync(path, 'utf8').split('\n').reverse());
      return lines
        .filter((line) => line !== '')
        .slice(0, count)
        .map(parseEntry);
    },
  };
}

/** Only its last byte is read: who guesses makes the file long. */
function endsWithLine(path: string): boolean {
  const { size } = statSync(path);
  const last = Buffer.alloc(1);
  const file = openSync(path, 'r');
  try {
    readSync(file, last, 0, 1, Math.max(0, size - 1));
  } finally {
    closeSync(file);
  }
  return last.toString() === '\n';
}

/** Of a kill half a line is left; another one was damaged. Both are shown: what happened is no longer known. */
function parseEntry(line: string): SignInEntry {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return { at: '', event: 'unreadable', account: null, address: null };
  }
}
