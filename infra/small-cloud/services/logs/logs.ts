import { join } from 'node:path';
import { type LogFile, openLogFile } from './log-file.ts';

/** Bytes after which a log goes on in a new file. */
const rotateAt = 10 * 1024 * 1024;

/** CloudWatch Logs: the template's log groups, each with as many files as there are that write to it. */
export interface Logs {
  /** `keepDays`: how long the template wants its lines kept; undefined for ever. */
  addGroup(name: string, keepDays: number | undefined): void;
  /** The group of an ARN such as a stage's destination has; undefined if there is none. */
  groupOf(arn: string): string | undefined;
  /** Opens `<name>.log` for somebody who writes to the group. */
  open(name: string, group: string): LogFile;
  close(): Promise<void>;
}

export function openLogs(options: { folder: string; log(line: string): void }): Logs {
  const groups = new Map<string, number | undefined>();
  const files: LogFile[] = [];
  return {
    addGroup: (name, keepDays) => groups.set(name, keepDays),
    groupOf: (arn) => [...groups.keys()].find((name) => arn.replace(/:\*$/, '').endsWith(`:log-group:${name}`)),
    open(name, group) {
      const path = join(options.folder, `${name}.log`);
      const file = openLogFile(path, {
        rotateAt,
        keepDays: groups.get(group),
        failed: (error) => options.log(`${path} cannot be written, lines are lost: ${String(error)}`),
      });
      files.push(file);
      return file;
    },
    async close() {
      await Promise.all(files.map((file) => file.close()));
    },
  };
}
